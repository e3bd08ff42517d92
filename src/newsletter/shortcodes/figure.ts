/** The shortcodes `figure` and `video` as Markdown: a picture or a link, then what is written below it. */

import { fold } from "../characters.ts";
import { ComplexityError, parseMarkdown, plainText, walk } from "../markdown.ts";
import type { Shortcode } from "./syntax.ts";
import { writeAddress, writeLink, writeWords } from "./written.ts";

/** What Hugo's figure takes; how a picture is shown (class, width …) is of no use in an entry. */
const PARAMETERS = "src link target rel alt caption class height width loading title attr attrlink".split(
  " ",
);

/** `![alt](src)`, linked if it has a `link`, then title, caption and source. Without `alt` the caption describes it. */
export function figure(shortcode: Shortcode): readonly string[] {
  const { src, alt, link, title, caption, attr, attrlink } = read(shortcode);
  const picture =
    src === "" ? "" : `![${writeWords(alt === "" ? plain(caption) : alt)}](${writeAddress(src)})`;
  return filled([
    picture === "" || link === "" ? picture : writeLink(picture, link),
    strong(title),
    emphasise(caption),
    attr === "" || attrlink === "" ? emphasise(attr) : writeLink(linkable(attr), attrlink),
  ]);
}

/** A film as a link, since no entry can hold one: on its title, its caption or its address. */
export function video(shortcode: Shortcode): readonly string[] {
  const { src, title, caption, attr } = read(shortcode);
  const isLinked = src !== "" && title === "" && caption !== "" && !hasLink(caption);
  if (isLinked) return filled([writeLink(caption, src), emphasise(attr)]);
  const film = src === "" ? strong(title) : writeLink(writeWords(title === "" ? src : title), src);
  return filled([film, emphasise(caption), emphasise(attr)]);
}

/** What is wrong with the parameters of a figure. */
export function figureFault(shortcode: Shortcode): string | undefined {
  const { named, positional } = shortcode;
  if (read(shortcode).src === "") return "The figure has no src, thus no picture.";
  const unknown = [...named.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) return `A figure takes no ${unknown}, only ${PARAMETERS.join(", ")}.`;
  const [stray] = named.size === 0 ? [] : positional;
  return stray === undefined
    ? undefined
    : `Put the words of the figure's parameters in quotes: ${stray.slice(0, 60)}`;
}

export function videoFault(shortcode: Shortcode): string | undefined {
  return read(shortcode).src === "" ? "The video has no src, thus no film." : undefined;
}

/** The parameters that mean something here, each on one line; empty where there is none. */
function read({ named, positional }: Shortcode) {
  const text = (name: string): string => fold(named.get(name) ?? "");
  return {
    src: named.has("src") ? text("src") : fold(positional[0] ?? ""),
    link: text("link"),
    alt: text("alt"),
    title: text("title"),
    caption: text("caption"),
    attr: text("attr"),
    attrlink: text("attrlink"),
  };
}

function filled(blocks: readonly string[]): readonly string[] {
  return blocks.filter((block) => block !== "");
}

/** Titles are no Markdown. */
function strong(title: string): string {
  return title === "" ? "" : `**${writeWords(title)}**`;
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
  return parse(caption) === undefined ? writeWords(caption) : caption;
}

function plain(caption: string): string {
  const tree = parse(caption);
  return tree === undefined ? caption : plainText(tree);
}

/** Words that a link can be on: a link within a link is none. */
function linkable(caption: string): string {
  return hasLink(caption) ? writeWords(plain(caption)) : caption;
}

function hasLink(caption: string): boolean {
  const tree = parse(caption);
  return (
    tree === undefined || [...walk(tree)].some(({ type }) => type === "link" || type === "linkReference")
  );
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
