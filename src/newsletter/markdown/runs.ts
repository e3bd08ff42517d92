/** Runs of `*`, `_` and `~~`, and which of them belong together (CommonMark 0.30, section 6.2). */

import { characterAt, characterBefore, flanking, isPunctuation, lengthAt } from "./character-classes.ts";

type Type = "emphasis" | "strong" | "delete";

/** A run; what is found out about it is written into it. */
export interface Run {
  readonly kind: "run";
  readonly mark: string;
  readonly start: number;
  readonly length: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  /** How many of its marks are neither an opening nor an end. */
  left: number;
  /** How many marks at its beginning are ends. */
  closed: number;
  /** How many elements begin with the marks at its end. */
  opened: number;
  /** The elements that end with it, the innermost first. */
  closes: { readonly type: Type; readonly start: number; readonly end: number }[];
}

/** The run that begins at an index. */
export function runAt(text: string, start: number): Run {
  const length = lengthAt(text, start);
  const before = characterBefore(text, start);
  const after = characterAt(text, start + length);
  const { left, right } = flanking(before, after);
  const inWord = text[start] === "_";
  return {
    kind: "run",
    mark: text.charAt(start),
    start,
    length,
    canOpen: left && (!inWord || !right || isPunctuation(before)),
    canClose: right && (!inWord || !left || isPunctuation(after)),
    left: length,
    closed: 0,
    opened: 0,
    closes: [],
  };
}

/** Finds for each run that may close one the nearest run before it that it closes; in linear time. */
export function pairUp(runs: readonly Run[]): void {
  const before = runs.map((_, index) => index - 1);
  // For each kind of closing run: up to which index no run can be closed by it.
  const bottoms = new Map<string, number>();
  let current = 0;
  for (let closer = runs[current]; closer !== undefined; closer = runs[current]) {
    const kind = `${closer.mark}${closer.canOpen}${closer.length % 3}`;
    const found = closer.canClose ? openerOf(runs, before, current, bottoms.get(kind) ?? -1) : -1;
    const opener = runs[found];
    if (opener !== undefined) {
      pair(opener, closer);
      before[current] = opener.left === 0 ? (before[found] ?? -1) : found;
      if (closer.left > 0) continue;
    } else if (closer.canClose) {
      bottoms.set(kind, before[current] ?? -1);
    }
    if (closer.left === 0 || !closer.canOpen) before[current + 1] = before[current] ?? -1;
    current += 1;
  }
}

function openerOf(runs: readonly Run[], before: readonly number[], current: number, bottom: number): number {
  const closer = runs[current];
  for (let index = before[current] ?? -1; index > bottom; index = before[index] ?? -1) {
    const opener = runs[index];
    if (opener !== undefined && closer !== undefined && belong(opener, closer)) return index;
  }
  return -1;
}

function belong(opener: Run, closer: Run): boolean {
  if (!opener.canOpen || opener.left === 0 || opener.mark !== closer.mark) return false;
  const isDoubtful = opener.canClose || closer.canOpen;
  return !isDoubtful || (opener.length + closer.length) % 3 !== 0 || closer.length % 3 === 0;
}

function pair(opener: Run, closer: Run): void {
  const count = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
  opener.left -= count;
  opener.opened += 1;
  closer.left -= count;
  closer.closed += count;
  closer.closes.push({
    type: opener.mark === "~" ? "delete" : count === 2 ? "strong" : "emphasis",
    start: opener.start + opener.closed + opener.left,
    end: closer.start + closer.closed,
  });
}
