/** Where code is in Markdown, found by its lines alone, for what must be replaced before Markdown is parsed. */

import { codeSpans } from "../markdown/code-spans.ts";

const MAY_BE_CODE = /`|~~~/;

/** Returns a question: is this offset within a fenced block, or within a code span that ends on its own line? */
export function codeRanges(markdown: string): (offset: number) => boolean {
  const ranges: (readonly [number, number])[] = [];
  let offset = 0;
  let fence: Fence | undefined;
  for (const line of markdown.split("\n")) {
    if (fence === undefined && !MAY_BE_CODE.test(line)) {
      offset += line.length + 1;
      continue;
    }
    if (fence !== undefined && leaves(line, fence)) fence = undefined;
    if (fence === undefined) {
      fence = opening(line);
      if (fence === undefined)
        for (const [start, end] of spansOf(line)) ranges.push([offset + start, offset + end]);
    } else {
      ranges.push([offset, offset + line.length]);
      if (closes(line, fence.marks)) fence = undefined;
    }
    offset += line.length + 1;
  }
  return (asked) => contains(ranges, asked);
}

interface Fence {
  readonly marks: string;
  /** Whether it is in a quote, and the column of the item that it begins. */
  readonly quoted: boolean;
  readonly column: number;
}

function opening(line: string): Fence | undefined {
  const [, prefix = "", marks] =
    /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}(?=[^`]*$)|~{3,})/.exec(line) ?? [];
  if (marks === undefined) return undefined;
  return { marks, quoted: prefix.includes(">"), column: /[^ \t>]/.test(prefix) ? prefix.length : 0 };
}

/** A fence ends with the quote or the item that it stands in. */
function leaves(line: string, { quoted, column }: Fence): boolean {
  if (quoted) return !/^[ \t]*>/.test(line);
  const indent = line.search(/[^ \t]/);
  return indent !== -1 && indent < column && !line.includes("\t");
}

function closes(line: string, fence: string): boolean {
  const run = line.replace(/^[ \t>]+/, "").trimEnd();
  return run.length >= fence.length && run === (fence[0] ?? "").repeat(run.length);
}

/** Code spans of a line, up to their last backtick. */
function spansOf(line: string): (readonly [number, number])[] {
  const spanAt = codeSpans(line);
  const spans: (readonly [number, number])[] = [];
  let done = 0;
  for (const { index } of line.matchAll(/`+/g)) {
    const span = index < done ? undefined : spanAt(index);
    if (span === undefined) continue;
    spans.push([index, span.end - 1]);
    done = span.end;
  }
  return spans;
}

function contains(ranges: readonly (readonly [number, number])[], offset: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [start, end] = ranges[middle] ?? [0, 0];
    if (offset < start) high = middle - 1;
    else if (offset > end) low = middle + 1;
    else return true;
  }
  return false;
}
