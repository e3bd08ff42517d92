/** Code spans: what stands between two equal runs of backticks. */

import { lengthAt } from "./character-classes.ts";

export interface CodeSpan {
  readonly value: string;
  readonly end: number;
}

export type CodeSpans = (start: number) => CodeSpan | undefined;

/** Returns a function that reads the code span at an index, if there is one; to be asked with rising indexes. */
export function codeSpans(text: string): CodeSpans {
  let later: Map<number, number[]> | undefined;
  return (start) => {
    later ??= runsOf(text);
    const opening = lengthAt(text, start);
    const places = later.get(opening) ?? [];
    while ((places.at(-1) ?? text.length) < start + opening) places.pop();
    const close = places.at(-1);
    if (close === undefined) return undefined;
    return { value: trimmed(text.slice(start + opening, close)), end: close + opening };
  };
}

/** Where the runs of backticks begin, by their length, the last first. */
function runsOf(text: string): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const { index, 0: run } of [...text.matchAll(/`+/g)].toReversed()) {
    const places = runs.get(run.length) ?? [];
    places.push(index);
    runs.set(run.length, places);
  }
  return runs;
}

/** Without line feeds, and without one blank at each end unless there is nothing else. */
function trimmed(code: string): string {
  const line = code.replaceAll("\n", " ");
  const isPadded = line.startsWith(" ") && line.endsWith(" ") && line.trim() !== "";
  return isPadded ? line.slice(1, -1) : line;
}
