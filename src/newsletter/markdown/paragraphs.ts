/** Paragraphs, and what their lines turn out to be: definitions of links or words, and items that were indented too far. */

import type { Token } from "markdown-it";
import type { Definition, List, ListItem, Nodes, Paragraph } from "mdast";
import { identifierOf } from "./destinations.ts";
import { parseInlines } from "./inlines.ts";
import { contentLines, linesOf } from "./lines.ts";
import { aroundBlocks, type Block, type Reader } from "./reader.ts";
import { stretchOf, type Line, type Position } from "./source.ts";

/** A line of a paragraph can begin like this only if it is indented by four blanks or more. */
const MARKER = /^[-*+][ \t]+(?=\S)/;
/** A line that says what the words above it mean. */
const MEANING = /^:[ \t]+(?=\S)/;

/** A paragraph, after the definitions that it begins with; its lines may turn out to be lists. */
export function paragraphBlocks(reader: Reader, text: Token | undefined): readonly Block[] {
  const lines = linesIn(reader, text);
  const found = text === undefined ? [] : (reader.definitions.get(text) ?? []);
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
  const rest = lines.slice(end === 0 ? 0 : stretch.text.slice(0, end).split("\n").length);
  return rest.length === 0 ? definitions : [...definitions, ...textBlocks(reader, rest)];
}

function textBlocks(reader: Reader, lines: readonly Line[]): readonly Block[] {
  const [own, ...items] = divide(lines, MARKER);
  const [words = [], ...meanings] = divide(own ?? [], MEANING);
  const text = meanings.length === 0 ? ofLines(reader, words) : definitionList(reader, words, meanings);
  return items.length === 0
    ? [text]
    : [
        text,
        listOf(
          reader,
          items.map((item) => [item]),
          false,
        ),
      ];
}

/** The lines before the first with a marker, then from each to the next, without the marker. */
function divide(lines: readonly Line[], marker: RegExp): readonly (readonly Line[])[] {
  const parts: Line[][] = [];
  for (const line of lines) {
    const { length } = parts.length === 0 ? "" : (marker.exec(line.text)?.[0] ?? "");
    if (parts.length === 0 || length > 0) parts.push([]);
    parts.at(-1)?.push({ text: line.text.slice(length), offset: line.offset + length });
  }
  return parts;
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

function linesIn({ source }: Reader, text: Token | undefined): readonly Line[] {
  return text === undefined ? [] : contentLines(source, text.content, linesOf(text)[0]);
}

function ofLines({ source, known }: Reader, lines: readonly Line[]): Paragraph {
  const stretch = stretchOf(source, lines);
  const position = stretch.position(0, stretch.text.length);
  return { type: "paragraph", children: parseInlines(stretch, known), position };
}
