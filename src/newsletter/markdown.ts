/** Markdown → tree, as the site reads it: CommonMark with the extensions and the typography of Hugo's Goldmark. */

import type { Nodes, Root } from "mdast";
import { blockTokens } from "./markdown/block-tokens.ts";
import { readBlocks } from "./markdown/blocks.ts";
import { ComplexityError } from "./markdown/complexity.ts";
import { definitionsIn } from "./markdown/definitions.ts";
import { referencesOf } from "./markdown/references.ts";
import { positionOf, sourceOf } from "./markdown/source.ts";
import { walk } from "./markdown/tree.ts";

export { ComplexityError } from "./markdown/complexity.ts";
export { referencesOf, type References } from "./markdown/references.ts";
export { isParent, plainText, walk, wordsOf } from "./markdown/tree.ts";

/** Longest body, in characters; real ones have at most 30,000. */
export const MAX_BODY = 1_048_576;
/** Lines, and characters that may be markup: each costs some microseconds. Real issues have at most 500 and 6,000. */
const MAX_LINES = 20_000;
const MAX_MARKS = 100_000;
const LINE_FEED = 10;
/** By character code, 1 for a mark: a table, since every character is looked at. */
const MARKS = new Uint8Array(128);
for (const mark of "*_~[]!<>`&|'\"-.:#") MARKS[mark.charCodeAt(0)] = 1;

/**
 * Parses Markdown whose lines end with LF. Every node has its exact place in the text; the words have the site's
 * quotes, dashes and emoji. Throws a `ComplexityError` for what only an attacker would write, and nothing else.
 */
export function parseMarkdown(text: string): Root {
  checkCost(text);
  const source = sourceOf(text);
  const tokens = blockTokens(text);
  const reader = { source, tokens, ...definitionsIn(tokens, source), next: 0 };
  const children = readBlocks(reader, { from: 0, quotes: 0 });
  const tree: Root = { type: "root", children, position: positionOf(source, 0, text.length) };
  checkReferences(tree);
  return tree;
}

/** What is defined once may be referred to often: together it must not be longer than a text may be. */
function checkReferences(tree: Root): void {
  const { definitions, notes } = referencesOf(tree);
  if (definitions.size === 0 && notes.size === 0) return;
  let length = 0;
  for (const node of walk(tree)) {
    if (node.type === "linkReference" || node.type === "imageReference")
      length += lengthOf(definitions.get(node.identifier));
    if (node.type === "footnoteReference") length += lengthOf(notes.get(node.identifier));
    if (length > MAX_BODY) {
      const line = node.position?.start.line ?? 1;
      throw new ComplexityError(
        line,
        "Up to here the same long addresses or footnotes are referred to too often.",
      );
    }
  }
}

function lengthOf(node: Nodes | undefined): number {
  const { start, end } = node?.position ?? {};
  return (end?.offset ?? 0) - (start?.offset ?? 0);
}

/** The parser needs time in proportion to what is counted here. */
function checkCost(text: string): void {
  if (text.length > MAX_BODY) throw new ComplexityError(1, `The text is longer than ${MAX_BODY} characters.`);
  let line = 1;
  let marks = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === LINE_FEED) line += 1;
    else if (code < 128) marks += MARKS[code] ?? 0;
    if (line > MAX_LINES) throw new ComplexityError(line, `There are more than ${MAX_LINES} lines.`);
    if (marks > MAX_MARKS)
      throw new ComplexityError(line, `There are more than ${MAX_MARKS} marks such as * and [.`);
  }
}
