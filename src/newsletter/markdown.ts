/** Markdown → tree, as the site reads it (CommonMark with GFM's links, tables, footnotes and strikethrough). */

import type { Definition, Nodes, Parents, Root } from "mdast";
import { fromMarkdown, type Transform } from "mdast-util-from-markdown";
import { gfmAutolinkLiteralFromMarkdown } from "mdast-util-gfm-autolink-literal";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { fold, legal } from "./characters.ts";

/** Longest body, in characters; real ones have at most 30,000. */
export const MAX_BODY = 1_048_576;
/** Deepest nesting of quotes and lists on one line, and deepest tree. */
const MAX_CONTAINERS = 50;
const MAX_DEPTH = 200;
/** Lines of a whole body, and its list and quote markers: each costs a part of a millisecond. Real issues have 350. */
const MAX_LINES = 20_000;
const MAX_MARKERS = 20_000;
/**
 * The parser needs time in proportion to length times number of marks (such as `*` and `[`) of a paragraph. This bounds the sum
 * over all paragraphs to about a second; real issues stay below 1,500,000.
 */
const MAX_WORK = 30_000_000;

const autolinks = gfmAutolinkLiteralFromMarkdown();
const extensions = [gfmAutolinkLiteral(), gfmFootnote(), gfmStrikethrough()];
const mdastExtensions = [
  { ...autolinks, transforms: autolinks.transforms?.map(whereAddressesMayBe) ?? [] },
  gfmFootnoteFromMarkdown(),
  gfmStrikethroughFromMarkdown(),
];
/** The line below a table's head has one of these. To look for tables at every line is dear, and few issues have any. */
const MAY_HOLD_TABLE = /\||:-|-:/;
const withTables = {
  extensions: [...extensions, gfmTable()],
  mdastExtensions: [...mdastExtensions, gfmTableFromMarkdown()],
};

/** A text that would cost more than an issue is worth. */
export class ComplexityError extends Error {
  override readonly name = "ComplexityError";
  /** Line of the text, from 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Parses Markdown whose lines end with LF. Throws a `ComplexityError` for what only an attacker would write. */
export function parseMarkdown(text: string): Root {
  checkCost(text);
  let tree: Root;
  try {
    tree = fromMarkdown(text, MAY_HOLD_TABLE.test(text) ? withTables : { extensions, mdastExtensions });
  } catch (error) {
    if (error instanceof RangeError) throw new ComplexityError(1, "The Markdown is nested too deeply.");
    throw error;
  }
  checkDepth(tree);
  return tree;
}

/** Looks for addresses that the parser has left as text (`a:b@c.example`) in no block but those that may have one. */
function whereAddressesMayBe(transform: Transform): Transform {
  return (tree) => {
    const children = tree.children.filter((block) => [...walk(block)].some(mayHoldAddress));
    if (children.length > 0) transform({ ...tree, children });
  };
}

function mayHoldAddress(node: Nodes): boolean {
  return node.type === "text" && /:\/\/|www\.|@/i.test(node.value);
}

function checkCost(text: string): void {
  if (text.length > MAX_BODY) throw new ComplexityError(1, `The text is longer than ${MAX_BODY} characters.`);
  const lines = text.split("\n");
  if (lines.length > MAX_LINES)
    throw new ComplexityError(MAX_LINES, `There are more than ${MAX_LINES} lines.`);
  let markers = 0;
  let work = 0;
  let length = 0;
  let marks = 0;
  for (const [index, line] of lines.entries()) {
    const containers = countContainers(line);
    markers += containers;
    if (containers > MAX_CONTAINERS) {
      throw new ComplexityError(
        index + 1,
        `Lists and quotes are nested deeper than ${MAX_CONTAINERS} levels.`,
      );
    }
    // A blank line or a new item or heading ends a paragraph.
    if (/^[ \t]*$|^ {0,3}(?:[-*+][ \t]+\S|#{1,6}[ \t])/.test(line)) [length, marks] = [0, 0];
    work -= length * marks;
    length += line.length + 1;
    marks += line.match(/[*_~[\]!<`]/g)?.length ?? 0;
    work += length * marks;
    if (work > MAX_WORK || markers > MAX_MARKERS) {
      throw new ComplexityError(
        index + 1,
        "There is too much markup up to this line; divide its paragraphs.",
      );
    }
  }
}

/** How many quotes and lists a line may open or continue: its markers, and its indentation if a marker follows. */
function countContainers(line: string): number {
  const prefix = /^(?:[ \t]|>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))*/.exec(line)?.[0] ?? "";
  const start = prefix.trimEnd();
  const markers = start.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0;
  const indentation = start.match(/^[ \t]*/)?.[0].length ?? 0;
  return markers === 0 ? 0 : markers + Math.floor(indentation / 2);
}

function checkDepth(tree: Root): void {
  let level: Nodes[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) {
      throw new ComplexityError(level[0]?.position?.start.line ?? 1, "The Markdown is nested too deeply.");
    }
    level = level.flatMap((node) => ("children" in node ? node.children : []));
  }
}

/** Every node below a node and itself, in the order of the text. */
export function* walk(node: Nodes): Generator<Nodes> {
  yield node;
  if ("children" in node) for (const child of node.children) yield* walk(child);
}

export function isParent(node: Nodes): node is Parents {
  return "children" in node;
}

/** The words of a node as one line of plain text. */
export function plainText(node: Nodes): string {
  return fold(legal(wordsOf(node)));
}

/** The words of a node; soft breaks are line feeds. */
export function wordsOf(node: Nodes): string {
  if (isParent(node)) return node.children.map(wordsOf).join(isBlockParent(node) ? "\n" : "");
  if (node.type === "break") return "\n";
  if (node.type === "image" || node.type === "imageReference") return node.alt ?? "";
  return "value" in node && node.type !== "html" ? node.value : "";
}

function isBlockParent(node: Parents): boolean {
  return ["root", "blockquote", "list", "listItem", "table", "tableRow", "footnoteDefinition"].includes(
    node.type,
  );
}

/** The definitions of reference links, by identifier; the first of each counts. */
export function definitionsOf(tree: Root): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>();
  for (const node of walk(tree)) {
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
  }
  return definitions;
}
