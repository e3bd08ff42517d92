/** XEP-0426: Character counting in message bodies (0.3.0, complete). */

/** From `start` on, and before `end`, in code points. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export function countOf(text: string): number {
  return Array.from(text).length;
}

/** What two attributes of an element say; where one is missing, the range goes as far as the text does. Anything but two counts gives nothing. */
export function toRange(start: string | undefined, end: string | undefined): Range | undefined {
  const range = { start: toCount(start, 0), end: toCount(end, Infinity) };
  return range.start < range.end ? range : undefined;
}

/** A text of which parts were left out. */
export interface Rest {
  readonly text: string;
  /** Where a code point of the whole text is in what is left (UTF-16), or where it would be. */
  offsetOf(position: number): number;
}

/** Leaves these ranges out of a text, in any order, over each other and beyond its end. */
export function without(text: string, ranges: readonly Range[]): Rest {
  const ordered = ranges.toSorted((one, other) => one.start - other.start);
  const offsets: number[] = [];
  let left = "";
  let next = 0;
  let end = 0;
  for (const character of text) {
    const position = offsets.length;
    for (let range = ordered[next]; range !== undefined && range.start <= position; range = ordered[next]) {
      end = Math.max(end, range.end);
      next += 1;
    }
    offsets.push(left.length);
    if (position >= end) left += character;
  }
  return { text: left, offsetOf: (position) => offsets[position] ?? left.length };
}

function toCount(value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  return /^\d+$/u.test(value) ? Number(value) : NaN;
}
