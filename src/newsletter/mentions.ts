/** Where an issue names a XEP, and the line that was printed. */

import type { Nodes, Paragraph, RootContent } from "mdast";
import { fold, legal, shorten } from "./characters.ts";
import type { Issue } from "./issue.ts";
import { isParent, walk, wordsOf } from "./markdown.ts";
import { sections } from "./sections.ts";

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
const NAMED = /\bXEP[-\s\u2010-\u2015\u00A0]{0,3}(\d{1,4})(?!\d)/gi;
const LINKED = /\/extensions\/xep-(\d{4})\b/i;

/** Every XEP that an issue has news of, in the order of the text; once for each item or paragraph. */
export function xepMentions(issue: Issue): readonly Mention[] {
  const nodes = issue.tree.children;
  const first = nodes.findIndex(({ type }) => type === "heading");
  const opening = first === -1 ? nodes : nodes.slice(0, first);
  const news = sections(issue).filter(({ boilerplate }) => !boilerplate);
  return [{ title: undefined, anchor: "", nodes: opening }, ...news].flatMap((section) =>
    section.nodes
      .flatMap((node) => found(node, new Set()))
      .map(({ number, text }) => ({ number, section: section.title, anchor: section.anchor, text })),
  );
}

interface Found {
  readonly number: number;
  readonly text: string;
}

/** What a block names that the items around it have not named. */
function found(node: RootContent, known: ReadonlySet<number>): Found[] {
  if (node.type === "listItem") {
    const [line, ...rest] = node.children;
    const own = line === undefined ? [] : paragraphsOf(line).flatMap((paragraph) => inItem(paragraph, known));
    const now = new Set([...known, ...own.map(({ number }) => number)]);
    return [...own, ...rest.flatMap((child) => found(child, now))];
  }
  if (node.type === "paragraph") return explains(node) ? [] : inParagraph(node, known);
  if (node.type === "tableRow") return inParagraph(node, known);
  if (!isParent(node)) return [];
  return node.children.flatMap((child) => found(child, known));
}

function paragraphsOf(node: Nodes): Paragraph[] {
  return node.type === "paragraph" ? [node] : [...walk(node)].filter((child) => child.type === "paragraph");
}

/** The process of standardization is explained in every issue; XEP-0001 describes it. */
function explains(paragraph: Paragraph): boolean {
  return numbersOf(paragraph).has(1);
}

/** The first line as it was printed, unless it goes on in the next one, or only a later one names the XEP. */
function inItem(paragraph: Paragraph, known: ReadonlySet<number>): Found[] {
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
function inParagraph(node: Nodes, known: ReadonlySet<number>): Found[] {
  const text = linesOf(node).join(" ");
  const sentences = text.split(/(?<=[.!?…])\s+(?=[\p{Lu}\p{N}"“«¡¿(])/u);
  const firsts = new Map<number, string>();
  for (const sentence of sentences) {
    for (const number of numbersIn(sentence)) if (!firsts.has(number)) firsts.set(number, sentence);
  }
  return [...numbersOf(node)]
    .filter((number) => !known.has(number))
    .map((number) => ({ number, text: shorten(firsts.get(number) ?? text, MAX_TEXT) }));
}

function linesOf(node: Nodes): string[] {
  return legal(wordsOf(node))
    .split("\n")
    .map(fold)
    .filter((line) => line !== "");
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(NAMED)].map(([, digits]) => Number(digits)).filter((number) => number > 0);
}

/** Numbers in the words of a node and in the addresses of its links, in order. */
function numbersOf(node: Nodes): Set<number> {
  const numbers = new Set(numbersIn(wordsOf(node)));
  for (const child of walk(node)) {
    const [, digits] = child.type === "link" ? (LINKED.exec(child.url) ?? []) : [];
    if (digits !== undefined && Number(digits) > 0) numbers.add(Number(digits));
  }
  return numbers;
}
