/** The shortcodes `figure` and `video` as Markdown: a picture or a link, then what is written below it. */

import { fold } from "./characters.ts";
import { ComplexityError, parseMarkdown, plainText } from "./markdown.ts";
import type { Shortcode } from "./shortcode-syntax.ts";

/** `![alt](src)`, linked if it has a `link`, then title, caption and source in emphasis. */
export function figure({ named, positional }: Shortcode): readonly string[] {
  const caption = fold(named.get("caption") ?? "");
  const src = named.get("src") ?? positional[0] ?? "";
  const alt = named.get("alt") ?? plain(caption);
  const picture = src === "" ? "" : `![${escape(fold(alt))}](${destination(src)})`;
  const link = named.get("link") ?? "";
  const attribution = fold(named.get("attr") ?? "");
  const source = named.get("attrlink") ?? "";
  return [
    picture === "" || link === "" ? picture : `[${picture}](${destination(link)})`,
    emphasise(fold(named.get("title") ?? "")),
    emphasise(caption),
    source === "" || attribution === ""
      ? emphasise(attribution)
      : `[${plain(attribution)}](${destination(source)})`,
  ].filter((block) => block !== "");
}

/** A film as a link: no entry can hold one. */
export function video({ named, positional }: Shortcode): readonly string[] {
  const src = named.get("src") ?? positional[0] ?? "";
  const text = plain(fold(named.get("caption") ?? named.get("title") ?? ""));
  if (src === "") return text === "" ? [] : [escape(text)];
  return [`[${escape(text === "" ? src : text)}](${destination(src)})`];
}

/** Captions are Markdown. One that emphasis would tear apart is left without. */
function emphasise(caption: string): string {
  if (caption === "") return "";
  for (const mark of ["*", "_"]) {
    const text = `${mark}${caption}${mark}`;
    const blocks = parse(text)?.children;
    const [paragraph] = blocks ?? [];
    if (blocks?.length !== 1 || paragraph?.type !== "paragraph") continue;
    if (paragraph.children.length === 1 && paragraph.children[0]?.type === "emphasis") return text;
  }
  return parse(caption) === undefined ? escape(caption) : caption;
}

function plain(caption: string): string {
  const tree = parse(caption);
  return tree === undefined ? caption : plainText(tree);
}

/** `undefined` for a caption that has more markup than a caption can have. */
function parse(caption: string): ReturnType<typeof parseMarkdown> | undefined {
  if (caption.length > 2_000 || (caption.match(/[*_~[\]!<]/g)?.length ?? 0) > 60) return undefined;
  try {
    return parseMarkdown(caption);
  } catch (error) {
    if (error instanceof ComplexityError) return undefined;
    throw error;
  }
}

function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#!|~&]/g, "\\$&");
}

function destination(address: string): string {
  const url = address.trim().replace(/[\s<>\\]/g, (character) => encodeURIComponent(character));
  return /[()]/.test(url) ? `<${url}>` : url;
}
