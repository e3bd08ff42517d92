/** Where an issue has news of a XEP, and the line that was printed. */

import type { Nodes, Paragraph, RootContent } from "mdast";
import { shorten } from "./characters.ts";
import type { Issue } from "./issue.ts";
import { items, type NewsItem } from "./items.ts";
import { linesOf, targetsIn } from "./items/said.ts";
import { isParent, walk } from "./markdown.ts";
import { numbersIn, numbersOf } from "./xep-numbers.ts";

export interface Mention {
  /** 313 for XEP-0313. */
  readonly number: number;
  /** Title of the section; `undefined` before the first heading. */
  readonly section: string | undefined;
  /** Id of the section's heading on the site; empty before the first heading. */
  readonly anchor: string;
  /** The line of the item, or the sentence of the paragraph, at most 200 characters. */
  readonly text: string;
}

const MAX_TEXT = 200;

/** Every XEP that an issue has news of, in the order of the text; once for each part of an item. */
export function xepMentions(issue: Issue): readonly Mention[] {
  const blocks: ReadonlySet<Nodes> = new Set(issue.tree.children);
  return items(issue).flatMap((item) =>
    foundAbout(item, blocks).map(({ number, text }) => ({
      number,
      section: item.section?.title,
      anchor: item.section?.anchor ?? "",
      text,
    })),
  );
}

function foundAbout({ nodes, title, xeps }: NewsItem, blocks: ReadonlySet<Nodes>): readonly Found[] {
  if (xeps.length === 0) return [];
  const [first] = nodes;
  const isListed = first !== undefined && !blocks.has(first);
  const found = isListed ? foundInItem(nodes, new Set()) : nodes.flatMap((node) => foundIn(node, new Set()));
  const known = new Set(found.map(({ number }) => number));
  // Only the heading names them, or the definition of a link.
  const others = xeps.filter((number) => !known.has(number));
  return [...others.map((number) => ({ number, text: title })), ...found];
}

interface Found {
  readonly number: number;
  readonly text: string;
}

/** What the blocks of an item name: those after the first, what it has not named. */
function foundInItem([line, ...rest]: readonly RootContent[], known: ReadonlySet<number>): readonly Found[] {
  if (line === undefined) return [];
  const own = paragraphsOf(line).flatMap((paragraph) => inItem(paragraph, known));
  const now = new Set([...known, ...own.map(({ number }) => number)]);
  return [...own, ...rest.flatMap((node) => foundIn(node, now))];
}

/** What a block names that the items around it have not named. */
function foundIn(node: RootContent, known: ReadonlySet<number>): readonly Found[] {
  if (node.type === "listItem") return foundInItem(node.children, known);
  if (node.type === "paragraph" || node.type === "tableRow") return inParagraph(node, known);
  return isParent(node) ? node.children.flatMap((child) => foundIn(child, known)) : [];
}

function paragraphsOf(node: Nodes): readonly Paragraph[] {
  return [...walk(node)].filter((child) => child.type === "paragraph");
}

/** The first line as it was printed, unless it goes on in the next one, or only a later one names the XEP. */
function inItem(paragraph: Paragraph, known: ReadonlySet<number>): readonly Found[] {
  const lines = linesOf(paragraph);
  const [first = ""] = lines;
  const isWhole = lines.length < 2 || /[.:;!?…)]$/.test(first);
  const printed = shorten(first, MAX_TEXT);
  const inPrinted = new Set(numbersIn(printed));
  const inLines = new Set(numbersIn(lines.join(" ")));
  return inParagraph(paragraph, known).map(({ number, text }) => ({
    number,
    text: isWhole && (inPrinted.has(number) || !inLines.has(number)) ? printed : text,
  }));
}

/** The sentences that name a XEP first; the beginning where only an address does. */
function inParagraph(node: Nodes, known: ReadonlySet<number>): readonly Found[] {
  const text = linesOf(node).join(" ");
  const sentences = text.split(/(?<=[.!?…])\s+(?=[\p{Lu}\p{N}"“«¡¿(])/u);
  const firsts = new Map<number, string>();
  for (const sentence of sentences) {
    for (const number of numbersIn(sentence)) if (!firsts.has(number)) firsts.set(number, sentence);
  }
  return [...numbersOf(text, targetsIn([node]))]
    .filter((number) => !known.has(number))
    .map((number) => ({ number, text: shorten(firsts.get(number) ?? text, MAX_TEXT) }));
}
