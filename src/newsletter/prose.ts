/** The tree as lines of words, each with the styles that its author gave it: what plain text and message styling share. */

import type { FootnoteDefinition, List, RootContent, Table } from "mdast";
import { legal } from "./characters.ts";
import { strip } from "./xhtml/html.ts";
import type { Issue } from "./issue.ts";
import type { Place } from "./links.ts";
import { plainText, referencesOf } from "./markdown.ts";
import { footnoteNumbers } from "./markdown/footnotes.ts";
import { inline, inlines, linesOf, styled, words, type Context, type Run } from "./prose/runs.ts";

export type { Run, Style } from "./prose/runs.ts";

export interface Line {
  /** Whether it is of a block of code. */
  readonly code: boolean;
  /** In how many quotes it is. */
  readonly quotes: number;
  /** The mark of a list, or the blanks below one. */
  readonly lead: string;
  /** None on a blank line. */
  readonly runs: readonly Run[];
}

const BLANK: Line = { code: false, quotes: 0, lead: "", runs: [] };

/**
 * Part of the tree of an issue as lines. Links are their words and, where these do not say it, the absolute address in
 * angle brackets; pictures are their alternative text in brackets. The footnotes that the part refers to come last.
 */
export function toLines(nodes: readonly RootContent[], issue: Issue, { page, site }: Place): readonly Line[] {
  const references = referencesOf(issue.tree);
  const numbers = footnoteNumbers(nodes, references);
  const context: Context = { page, site, ...references, numbers, styles: [], isLink: false };
  const notes = [...numbers.keys()].flatMap((identifier) => references.notes.get(identifier) ?? []);
  return apart([blocks(nodes, context), ...notes.map((note) => endnote(note, context))]);
}

function endnote({ identifier, children }: FootnoteDefinition, context: Context): readonly Line[] {
  return led(`[${context.numbers.get(identifier) ?? identifier}] `, "", blocks(children, context));
}

function blocks(nodes: readonly RootContent[], context: Context): readonly Line[] {
  return apart(each(nodes, context));
}

/** The lines of each block, but of pictures that only repeat what follows them. */
function each(nodes: readonly RootContent[], context: Context): readonly (readonly Line[])[] {
  return nodes
    .filter((node, index) => !isRepeated(node, nodes[index + 1]))
    .map((node) => block(node, context));
}

/** Whether a paragraph is a picture whose alternative text is what is printed below it: `figure` has it from there. */
function isRepeated(node: RootContent, next: RootContent | undefined): boolean {
  if (node.type !== "paragraph" || next?.type !== "paragraph" || node.children.length !== 1) return false;
  const [child] = node.children;
  return (
    child?.type === "image" && next.children[0]?.type !== "image" && plainText(child) === plainText(next)
  );
}

function block(node: RootContent, context: Context): readonly Line[] {
  switch (node.type) {
    case "paragraph":
      return lines(inlines(node.children, context));
    case "heading":
      return lines(inlines(node.children, styled(context, "strong")));
    case "blockquote":
      return blocks(node.children, context).map((line) => ({ ...line, quotes: line.quotes + 1 }));
    case "list":
      return list(node, context);
    case "listItem":
      return blocks(node.children, context);
    case "code":
      return legal(node.value)
        .split("\n")
        .map((text) => ({ ...BLANK, code: true, runs: [{ text, styles: [] }] }));
    case "table":
      return rows(node, context);
    case "html":
      return lines(words(strip(node.value), context));
    case "definition":
    case "footnoteDefinition":
    case "thematicBreak":
    case "yaml":
      return [];
    default:
      return lines(inline(node, context));
  }
}

function list({ children, ordered, start, spread }: List, context: Context): readonly Line[] {
  const isLoose = spread === true || children.some((item) => item.spread === true);
  const items = children.map((item, index) => {
    const mark = ordered === true ? `${(start ?? 1) + index}. ` : "- ";
    const box = item.checked === true ? "[x] " : item.checked === false ? "[ ] " : "";
    const parts = each(item.children, context);
    return led(mark + box, " ".repeat(mark.length), isLoose ? apart(parts) : parts.flat());
  });
  return isLoose ? apart(items) : items.flat();
}

/** A row as a line that still reads: each cell after the title of its column. */
function rows({ children: [head, ...body] }: Table, context: Context): readonly Line[] {
  const cellsOf = (row: typeof head): Run[][] =>
    (row?.children ?? []).map((cell) => inlines(cell.children, context));
  const titles = cellsOf(head);
  const printed = body.map((row) =>
    cellsOf(row).map((cell, column) => {
      const title = titles[column] ?? [];
      return title.length === 0 || cell.length === 0 ? cell : [...title, ...words(": ", context), ...cell];
    }),
  );
  const shown = body.length === 0 ? titles.map((title) => [title]) : printed;
  return shown.flatMap((cells) => {
    const filled = cells.filter((cell) => cell.length > 0);
    const runs = filled.flatMap((cell, index) => (index === 0 ? cell : [...words("; ", context), ...cell]));
    return led("- ", "  ", lines(runs));
  });
}

function lines(runs: readonly Run[]): readonly Line[] {
  return linesOf(runs).map((line) => ({ ...BLANK, runs: line }));
}

/** Lines behind a mark, the others as far to the right. */
function led(mark: string, blanks: string, given: readonly Line[]): readonly Line[] {
  return given.map((line, index) => {
    if (index > 0 && line.runs.length === 0) return line;
    return { ...line, lead: (index === 0 ? mark : blanks) + line.lead };
  });
}

/** Blocks with a blank line between them. */
function apart(parts: readonly (readonly Line[])[]): readonly Line[] {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [BLANK, ...part]));
}
