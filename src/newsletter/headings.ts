/** The ids that the site gives to headings. */

import type { Heading, Root } from "mdast";
import { withEmoji } from "./markdown/emoji.ts";
import { splitAttributes, withoutClosing } from "./markdown/heading-attributes.ts";
import { walkBlocks } from "./markdown/tree.ts";

/**
 * The ids that the site gives to the headings of a tree, in the order of the text: those of their authors, and else
 * the Markdown of the heading's last line in lower case, its blanks as hyphens, without all that is no letter, digit,
 * `_` or `-`; a number after what was there before. So does Hugo by default (Goldmark, "github"). `markdown` is what
 * the tree was parsed from.
 */
export function anchorsOf(tree: Root, markdown: string): ReadonlyMap<Heading, string> {
  const used = new Set<string>();
  const found = new Map<Heading, string>();
  const name = numbered(used);
  for (const node of walkBlocks(tree.children)) {
    if (node.type !== "heading") continue;
    const id = node.data?.id;
    if (id !== undefined) used.add(id);
    found.set(node, id ?? name(slug(lastLine(node, markdown)) || "heading"));
  }
  return found;
}

/** Gives a name that was used before the first free number. */
function numbered(used: Set<string>): (name: string) => string {
  const counts = new Map<string, number>();
  return (name) => {
    let count = counts.get(name) ?? 0;
    let free = name;
    for (; used.has(free); free = `${name}-${count}`) count += 1;
    counts.set(name, count);
    used.add(free);
    return free;
  };
}

/** The last line of a heading's source, without its marks and attributes. */
function lastLine({ position }: Heading, markdown: string): string {
  const source = markdown.slice(position?.start.offset, position?.end.offset);
  const lines = source.split("\n");
  const line = lines.at(-2)?.replace(/^[ \t>]+/, "") ?? withoutClosing(source.replace(/^#{1,6}/, "").trim());
  return splitAttributes(line.trim()).text;
}

function slug(source: string): string {
  return withEmoji(source)
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}_ -]/gu, "")
    .replace(/ /g, "-");
}
