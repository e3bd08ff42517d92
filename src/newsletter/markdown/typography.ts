/** Typographic quotes, dashes and ellipses, as Goldmark sets them. */

import {
  characterAt,
  characterBefore,
  flanking,
  isDigit,
  isLetter,
  isPunctuation,
  isSpace,
  isStrictPunctuation,
  lengthAt,
} from "./character-classes.ts";

/** How many quotes are open; on the site those of a whole text, over all of its blocks. */
export interface OpenQuotes {
  single: number;
  double: number;
}

export interface Sign {
  readonly value: string;
  readonly length: number;
}

const LONG = ["---", "--", "...", "<<", ">>"] as const;
const SIGNS: Readonly<Record<(typeof LONG)[number], string>> = {
  "---": "—",
  "--": "–",
  "...": "…",
  "<<": "«",
  ">>": "»",
};

/** A dash, an ellipsis or an angle quote. */
export function longSign(text: string, index: number): Sign | undefined {
  const written = LONG.find((sign) => text.startsWith(sign, index));
  return written === undefined ? undefined : { value: SIGNS[written], length: written.length };
}

export type QuoteFinder = (index: number) => string | undefined;

/**
 * Returns a function that tells what the straight quote at an index becomes, if it does not stay; to be asked with
 * rising indexes. It counts in `open`.
 */
export function quotesIn(text: string, open: OpenQuotes): QuoteFinder {
  // Quotes side by side open or close together.
  let runEnd = 0;
  return (index) => {
    if (index >= runEnd || text[index] !== text[index - 1]) runEnd = index + lengthAt(text, index);
    const before = characterBefore(text, index);
    const { left: canOpen, right: canClose } = flanking(before, characterAt(text, runEnd));
    const [after, second] = [characterAt(text, index + 1), characterAt(text, index + 2)];
    const around = { before, after, second, canOpen, canClose };
    return text[index] === '"' ? double(around, open) : single(text, index, around, open);
  };
}

interface Around {
  readonly before: string;
  readonly after: string;
  readonly second: string;
  readonly canOpen: boolean;
  readonly canClose: boolean;
}

function double(around: Around, open: OpenQuotes): string | undefined {
  if (around.canOpen && !around.canClose) {
    open.double += 1;
    return "“";
  }
  if (open.double === 0 || !closes(around)) return undefined;
  // `21""` are inches.
  if (around.after === '"' && isDigit(around.before)) return undefined;
  open.double -= 1;
  return "”";
}

function single(text: string, index: number, around: Around, open: OpenQuotes): string | undefined {
  if (isApostrophe(text, index, around)) return "’";
  const { after, second, canOpen, canClose } = around;
  if (canOpen && !canClose) {
    if (isContraction(text, index, after)) return "’";
    open.single += 1;
    return "‘";
  }
  // The site counts bytes here: what is left of the line has at least two more.
  const isFollowed = after > "\u007F" || (after !== "" && after !== "\n" && second !== "");
  if (isFollowed && !isDigit(after)) return "’";
  if (open.single === 0 || !closes(around)) return undefined;
  open.single -= 1;
  return "’";
}

function isApostrophe(text: string, index: number, { before, after, canOpen, canClose }: Around): boolean {
  // '90s
  if (canOpen && !canClose && /^\d\ds(?![\p{L}\p{N}])/u.test(text.slice(index + 1, index + 6))) return true;
  // 'twas, 'em, 'net
  if ((isStrictPunctuation(before) || isSpace(before)) && /^[tenl]/.test(after)) return true;
  return (isDigit(before) || isLetter(before)) && isLetter(after);
}

/** What stays of I'm, don't, we've when there is a sign before the apostrophe; the site knows blanks and signs of ASCII here. */
function isContraction(text: string, index: number, after: string): boolean {
  const rest = text.slice(index + 1, index + 4);
  if (after === "") return false;
  return /^(?:[smtd]|ve|ll|re)(?![^ \t\n!-/:-@[-`{-~])/.test(rest);
}

function closes({ after, second, canOpen, canClose }: Around): boolean {
  if (!canClose) return false;
  // The site tells a sign behind from the byte behind, which is none of a sign after one that is not ASCII.
  const isSign = after < "\u0080" && isStrictPunctuation(after);
  return !canOpen || (isSign && (isSpace(second) || isPunctuation(second)));
}
