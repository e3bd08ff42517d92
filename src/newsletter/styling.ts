/** Part of an issue in message styling (XEP-0393): what a message to a room can show of it. */

import type { RootContent } from "mdast";
import type { Issue } from "./issue.ts";
import type { Place } from "./links.ts";
import { toLines, type Line, type Run, type Style } from "./prose.ts";

const MARKS: Readonly<Record<Style, string>> = { strong: "*", emphasis: "_", code: "`", delete: "~" };
const FENCE = "```";

/** WORD JOINER: invisible, no white space, and what follows it begins neither a span nor a block. */
const JOINER = "\u2060";

/** What some take for white space, and others not. */
const SEPARATES = /[\s\p{Z}\p{Cf}\p{Cc}]/u;

/** A piece of a line: the words of the author, or a mark that opens or closes a style. */
interface Piece {
  readonly text: string;
  readonly kind: "words" | "code" | "open" | "close";
}

/**
 * Some nodes of an issue's tree in message styling: `*bold*`, `_emphasis_`, `` `code` ``, `~struck~`, code between fences,
 * `>` quotes, headings in bold. What is styled was styled by the author: a style that its marks could not show as it is
 * (within a word, behind a bracket, around the same sign) is left out, and a sign of the author that would be taken for a mark gets
 * a word joiner before it. Signs that mean nothing stay alone. Ends without a line feed.
 */
export function toStyling(nodes: readonly RootContent[], issue: Issue, place: Place): string {
  return styleLines(toLines(nodes, issue, place));
}

/** Lines in message styling. */
export function styleLines(lines: readonly Line[]): string {
  return lines
    .flatMap((line, index) => {
      if (!line.code) return [quoted(line, words(line))];
      const opens = !isSameBlock(line, lines[index - 1]);
      const closes = !isSameBlock(line, lines[index + 1]);
      return [
        ...(opens && line.lead.trim() !== "" ? [quoted(line, line.lead)] : []),
        ...(opens ? [quoted(line, FENCE)] : []),
        quoted(line, code(line)),
        ...(closes ? [quoted(line, FENCE)] : []),
      ];
    })
    .join("\n");
}

function isSameBlock({ quotes }: Line, other: Line | undefined): boolean {
  return other?.code === true && other.quotes === quotes;
}

function quoted({ quotes }: Line, text: string): string {
  return `${"> ".repeat(quotes)}${text}`.trimEnd();
}

/** Code begins at the margin, also within a list: indented, its fences would be none. */
function code({ runs }: Line): string {
  const text = textOf(runs);
  return text.trim() === FENCE ? `${JOINER}${text}` : text;
}

function words({ lead, runs }: Line): string {
  const text = guarded(spans(runs, 0, true));
  return lead.trim() === "" && /^\s*>/.test(text) ? `${lead}${JOINER}${text.trimStart()}` : lead + text;
}

/** Runs with the marks of their styles, from the style at `depth` on; `mayOpen` says whether a mark may stand first. */
function spans(runs: readonly Run[], depth: number, mayOpen: boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const group of groups(runs, depth)) {
    const style = group[0]?.styles[depth];
    const last = pieces.at(-1);
    const opens = last === undefined ? mayOpen : last.kind === "words" && last.text.endsWith(" ");
    const text = textOf(group);
    if (style === undefined) pieces.push({ text, kind: "words" });
    else
      for (const piece of span(group, style, depth, opens) ?? spans(group, depth + 1, opens))
        pieces.push(piece);
  }
  return pieces;
}

/** One style between its marks; blanks at its ends stand outside. `undefined` where the marks would not mean that. */
function span(
  runs: readonly Run[],
  style: Style,
  depth: number,
  mayOpen: boolean,
): readonly Piece[] | undefined {
  const mark = MARKS[style];
  const all = textOf(runs);
  const text = all.trim();
  const start = all.length - all.trimStart().length;
  const before = all.slice(0, start);
  if (!(before === "" ? mayOpen : before.endsWith(" ")) || text === "" || text.includes(mark))
    return undefined;
  if (SEPARATES.test(text.charAt(0)) || SEPARATES.test(text.charAt(text.length - 1))) return undefined;
  const inner = style === "code" ? undefined : spans(cut(runs, start, start + text.length), depth + 1, true);
  const pieces: Piece[] = [
    { text: before, kind: "words" },
    { text: mark, kind: "open" },
    ...(inner ?? [{ text, kind: "code" } as const]),
    { text: mark, kind: "close" },
    { text: all.slice(start + text.length), kind: "words" },
  ];
  return pieces.filter((piece) => piece.text !== "");
}

/** Neighbours that have the same style at `depth`. */
function groups(runs: readonly Run[], depth: number): readonly (readonly Run[])[] {
  const found: Run[][] = [];
  for (const run of runs) {
    const last = found.at(-1);
    if (last !== undefined && last[0]?.styles[depth] === run.styles[depth]) last.push(run);
    else found.push([run]);
  }
  return found;
}

/** The runs of a text from one offset to another. */
function cut(runs: readonly Run[], from: number, to: number): readonly Run[] {
  let start = 0;
  return runs.flatMap(({ text, styles }) => {
    const part = text.slice(Math.max(from - start, 0), Math.max(to - start, 0));
    start += text.length;
    return part === "" ? [] : [{ text: part, styles }];
  });
}

/** A line in which no sign of the author is a mark: whatever could open a span, and has a sign that would close it, is kept from that. */
function guarded(pieces: readonly Piece[]): string {
  const line = textOf(pieces);
  const closers = lastClosers(line);
  let result = "";
  let end = 0;
  let mayOpen = true;
  for (const { text, kind } of pieces) {
    if (kind !== "words") {
      result += text;
      end += text.length;
      mayOpen = kind === "open";
      continue;
    }
    for (const sign of text) {
      end += sign.length;
      const opens = mayOpen && (closers.get(sign) ?? 0) > end && !/[ \t]/.test(line.charAt(end));
      result += opens ? JOINER + sign : sign;
      // Some take `*` behind `_` for a mark where that opens nothing itself.
      mayOpen = SEPARATES.test(sign) || (mayOpen && !opens && /[*_~`]/.test(sign));
    }
  }
  return result;
}

/** Where each sign stands last that could close a span: not behind a blank. */
function lastClosers(line: string): ReadonlyMap<string, number> {
  return new Map([...line.matchAll(/(?<![ \t])[*_~`]/g)].map(({ 0: sign, index }) => [sign, index]));
}

function textOf(parts: readonly { readonly text: string }[]): string {
  return parts.map(({ text }) => text).join("");
}
