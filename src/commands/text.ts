/** Text of unknown origin made fit for an answer: one line, no control characters, no styling, no more than fits. */

import type { Voice } from "../words/voice.ts";

/** Controls, and marks that turn the direction of what follows. */
const UNWANTED =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+/gu;
/** The directives of message styling (XEP-0393). */
const STYLING = /[*_~`]/gu;
const QUOTATION = /["“”„«»]/gu;

/** One line of at most `longest` characters (UTF-16), cut between words where that is possible. */
export function line(text: string, longest: number): string {
  // What is cut off anyway is not looked at; blanks and controls may make up to half of what is.
  const start = text.slice(0, longest * 2).toWellFormed();
  return clip(start.replace(UNWANTED, " ").replace(/\s+/gu, " ").trim(), longest);
}

/** A bold line (XEP-0393, section 6.2.2). What would end the bold early is left out. */
export function bold(text: string): string {
  const inner = text.replaceAll("*", "").trim();
  return inner === "" ? "" : `*${inner}*`;
}

/** What somebody wrote, to be said back in a voice: short, and nothing in it works. */
export function quote(text: string, voice: Pick<Voice, "quoted">): string {
  return voice.quoted(line(text.slice(0, 500).replace(STYLING, "").replace(QUOTATION, ""), 40));
}

/** At most `longest` characters (UTF-16) of a text of one or more lines. */
export function clip(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text
    .slice(0, longest - 1)
    .toWellFormed()
    .replace(/\ufffd$/u, "");
  const blank = cut.search(/\s\S*$/u);
  return `${(blank > longest / 2 ? cut.slice(0, blank) : cut).trimEnd()}…`;
}

/** A whole answer: what XML forbids and what is beyond the limit is left out, lines stay. */
export function answerText(text: string, longest: number): string {
  const lines = text
    .slice(0, longest * 2)
    .toWellFormed()
    .split("\n");
  return clip(lines.map((each) => each.replace(UNWANTED, " ").trimEnd()).join("\n"), longest);
}
