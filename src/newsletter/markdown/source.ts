/** The source text by its lines, and pieces of it that know where they stand. */

import type { Root } from "mdast";

export type Position = NonNullable<Root["position"]>;
type Point = Position["start"];

export interface Source {
  readonly text: string;
  /** Offset at which each line begins, from line 0, and one more for the end. */
  readonly starts: readonly number[];
}

/** A line of a paragraph, without what belongs to the blocks around it: its text, and where in the source it stands. */
export interface Line {
  readonly text: string;
  readonly offset: number;
}

/** What inline Markdown is read from: text that may have gaps in the source, such as the `> ` before each line of a quote. */
export interface Stretch {
  readonly text: string;
  /** The position in the source of what stands from one index of the text to another. */
  readonly position: (start: number, end: number) => Position;
}

export function sourceOf(text: string): Source {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  starts.push(text.length + 1);
  return { text, starts };
}

export function startOf({ starts, text }: Source, line: number): number {
  return starts[line] ?? text.length;
}

/** Offset of the end of a line, without its line feed and the blanks before it. */
export function endOf(source: Source, line: number): number {
  let end = Math.min(startOf(source, line + 1) - 1, source.text.length);
  while (end > startOf(source, line) && isBlank(source.text.charCodeAt(end - 1))) end -= 1;
  return end;
}

/** A space or a tab. */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

export function positionOf(source: Source, start: number, end: number): Position {
  return { start: pointOf(source, start), end: pointOf(source, end) };
}

function pointOf({ starts }: Source, offset: number): Point {
  const line = lastNotAfter(starts, offset);
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1, offset };
}

/** The index of the last of ascending numbers that is not greater than `limit`; 0 if there is none. */
function lastNotAfter(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Parts of the source one after the other, with `between` in between. */
export function stretchOf(source: Source, parts: readonly Line[], between = "\n"): Stretch {
  const indexes: number[] = [];
  let length = 0;
  for (const { text } of parts) {
    indexes.push(length);
    length += text.length + between.length;
  }
  const offsetOf = (index: number, part: number): number =>
    (parts[part]?.offset ?? 0) + index - (indexes[part] ?? 0);
  return {
    text: parts.map(({ text }) => text).join(between),
    position: (start, end) => {
      // An end belongs to the part of the character before it.
      const last = lastNotAfter(indexes, Math.max(start, end - 1));
      return positionOf(source, offsetOf(start, lastNotAfter(indexes, start)), offsetOf(end, last));
    },
  };
}
