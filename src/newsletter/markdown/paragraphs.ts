/** Paragraphs, and what their lines turn out to be: definitions of links or words, and items that were indented too far. */

import type { Token } from "markdown-it";
import type { Definition, List, ListItem, Nodes, Paragraph } from "mdast";
import { identifierOf } from "./destinations.ts";
import { parseInlines } from "./inlines.ts";
import { contentLines, linesOf } from "./lines.ts";
import { aroundBlocks, type Block, type Reader } from "./reader.ts";
import { positionOf, stretchOf, type Line, type Position } from "./source.ts";

/** A line of a paragraph can begin like this only if it is indented by four blanks or more. */
const MARKER = /^[-*+][ \t]+(?=\S)/;
/** A line that says what the words above it mean; it begins where they do. */
const MEANING = /^:[ \t]+(?=\S)/;

/** A paragraph, after the definitions that it begins with; its lines may turn out to be lists. */
export function paragraphBlocks(reader: Reader, text: Token | undefined): readonly Block[] {
  const { definitions, lines } = splitDefinitions(reader, text);
  return lines.length === 0 ? definitions : [...definitions, ...textBlocks(reader, lines)];
}

/** The definitions that a text begins with, and the lines after them. */
export function splitDefinitions(
  reader: Reader,
  text: Token | undefined,
): { readonly definitions: readonly Definition[]; readonly lines: readonly Line[] } {
  if (text === undefined) return { definitions: [], lines: [] };
  const lines = contentLines(reader.source, text.content, linesOf(text)[0]);
  const found = reader.definitions.get(text) ?? [];
  const stretch = stretchOf(reader.source, lines);
  const definitions = found.map(({ label, url, title, start, end }): Definition => ({
    type: "definition",
    identifier: identifierOf(label),
    label,
    url,
    title,
    position: stretch.position(start, end),
  }));
  const end = found.at(-1)?.end ?? 0;
  return {
    definitions,
    lines: lines.slice(end === 0 ? 0 : stretch.text.slice(0, end).split("\n").length),
  };
}

function textBlocks(reader: Reader, lines: readonly Line[]): readonly Block[] {
  const [own = [], ...items] = divide(lines, (line) => MARKER.exec(line.text)?.[0]);
  const [words = [], ...meanings] = divide(own, (line, first) => {
    const [mark] = MEANING.exec(line.text) ?? [];
    return mark !== undefined && columnOf(reader, line) === columnOf(reader, first) ? mark : undefined;
  });
  const text = meanings.length === 0 ? ofLines(reader, words) : definitionList(reader, words, meanings);
  if (items.length === 0) return [text];
  const list = listOf(
    reader,
    items.map((item) => [item]),
    false,
  );
  return [text, list];
}

/** The lines before the first with a mark, then from each to the next, without the mark. */
function divide(
  lines: readonly Line[],
  markOf: (line: Line, first: Line) => string | undefined,
): readonly (readonly Line[])[] {
  const [first, ...others] = lines;
  if (first === undefined) return [];
  const parts: Line[][] = [[first]];
  for (const line of others) {
    const { length } = markOf(line, first) ?? "";
    if (length > 0) parts.push([]);
    parts.at(-1)?.push({ text: line.text.slice(length), offset: line.offset + length });
  }
  return parts;
}

function columnOf({ source }: Reader, { offset }: Line): number {
  return positionOf(source, offset, offset).start.column;
}

/** Words and what they mean. There is no node for it: each word is an item, the meanings are below the last. */
function definitionList(
  reader: Reader,
  words: readonly Line[],
  meanings: readonly (readonly Line[])[],
): List {
  const items = words.map((word, index) => [[word], ...(index === words.length - 1 ? meanings : [])]);
  return listOf(reader, items, true);
}

/** A list whose items are paragraphs of these lines. */
function listOf(reader: Reader, items: readonly (readonly (readonly Line[])[])[], spread: boolean): List {
  const children = items.map((paragraphs): ListItem => {
    const content = paragraphs.map((lines) => ofLines(reader, lines));
    return { type: "listItem", spread, children: content, position: around(reader, content) };
  });
  return { type: "list", ordered: false, spread, children, position: around(reader, children) };
}

function around(reader: Reader, nodes: readonly Nodes[]): Position {
  return aroundBlocks(reader, nodes[0]?.position?.start.offset ?? 0, nodes);
}

function ofLines({ source, known }: Reader, lines: readonly Line[]): Paragraph {
  const stretch = stretchOf(source, lines);
  const position = stretch.position(0, stretch.text.length);
  return { type: "paragraph", children: parseInlines(stretch, known), position };
}
