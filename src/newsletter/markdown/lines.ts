/** Where the content of blocks stands in the source. */

import type { Token } from "markdown-it";
import { endOf, isBlank, startOf, type Line, type Source } from "./source.ts";

/** The blocks around a block. */
export interface Place {
  /** Offset before which nothing belongs to it: the end of the marker of the item or quote that it is in. */
  readonly from: number;
  /** How many quotes it is in. */
  readonly quotes: number;
}

/** Offset of the first character of a block on a line. */
export function blockStart(source: Source, line: number, { from, quotes }: Place): number {
  const { text } = source;
  let offset = Math.max(startOf(source, line), from);
  let marks = startOf(source, line) > from ? quotes : 0;
  const end = startOf(source, line + 1) - 1;
  for (; offset < end; offset += 1) {
    if (text[offset] === ">" && marks > 0) marks -= 1;
    else if (!isBlank(text.charCodeAt(offset))) break;
  }
  return offset;
}

/** The line on which a block begins, from 0, and the one after its last. */
export function linesOf({ map }: Token): readonly [number, number] {
  return map ?? [0, 0];
}

/** The lines of a token's content, each without the blanks before it, from a line of the source on. */
export function contentLines(source: Source, content: string, line: number): readonly Line[] {
  return content.split("\n").map((written, index) => {
    const text = written.replace(/^[ \t]+/, "");
    const end = Math.min(startOf(source, line + index + 1) - 1, source.text.length);
    return { text, offset: source.text.lastIndexOf(text, end - text.length) };
  });
}

/** The cells of a row of a table. A cell is several parts where the backslash before a `|` is left out. */
export function rowCells(source: Source, line: number, start: number): readonly (readonly Line[])[] {
  const { text } = source;
  const end = endOf(source, line);
  const cells: Line[][] = [];
  let parts: Line[] = [];
  let from = text[start] === "|" ? start + 1 : start;
  for (let offset = from; offset <= end; offset += 1) {
    if (offset < end && text[offset] !== "|") continue;
    // The last bar ends the last cell.
    if (offset === end && from === end && parts.length === 0) break;
    const isEscaped = offset < end && text[offset - 1] === "\\";
    parts.push({ text: text.slice(from, isEscaped ? offset - 1 : offset), offset: from });
    from = isEscaped ? offset : offset + 1;
    if (isEscaped) continue;
    cells.push(trimmed(parts));
    parts = [];
  }
  return cells;
}

function trimmed(parts: readonly Line[]): Line[] {
  return parts.map(({ text, offset }, index) => {
    const start = index === 0 ? text.length - text.trimStart().length : 0;
    const rest = text.slice(start);
    return { text: index === parts.length - 1 ? rest.trimEnd() : rest, offset: offset + start };
  });
}
