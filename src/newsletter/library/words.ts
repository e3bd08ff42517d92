/** Words that people look for, and where they are in a text: without case, accents and punctuation. */

import { foldLetters, shorten } from "../characters.ts";

/** A word or a sequence of words, as it stands in a text of words. */
export interface Term {
  /** How it begins: ` omem`, ` 1 8 0 `. */
  readonly begins: string;
  /** The whole of it: ` omem `, ` 1 8 0 `. */
  readonly whole: string;
}

/** More than this of a question is not looked at. */
const LONGEST_QUESTION = 200;
const MOST_TERMS = 8;
/** Shorter words, and those with digits, are no beginnings of others: `1.8` is not `1.80`. */
const LEAST_BEGINNING = 3;

/**
 * The words of a text with a blank before and after each: ` the xep 0313 of ejabberd 23 4 `. `XEP 313` and `xep0313` are
 * written like `XEP-0313`.
 */
export function toWords(text: string): string {
  const words = ` ${(foldLetters(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")} `;
  return words.replace(/ xep ?(\d{1,4})(?= )/g, (_, digits: string) => ` xep ${digits.padStart(4, "0")}`);
}

/** Something in quotes, or what stands between blanks and signs that join nothing. */
const CHUNKS = /["“”„«»]([^"“”„«»]*)["“”„«»]|[^\s"“”„«»()[\]{}<>,;|&*!?]+/gu;

/**
 * What a question asks for; all of it has to be in a text. A word is also the beginning of a longer one; words in quotes, or
 * joined by a hyphen, dot or the like, belong together as they are. Nothing else has a meaning: any text is a question.
 */
export function toTerms(question: string): readonly Term[] {
  const text = question.slice(0, LONGEST_QUESTION).replace(/\bxep\s+(?=\d)/gi, "xep-");
  return [...text.matchAll(CHUNKS)]
    .map(([chunk, quoted]) => toTerm(toWords(quoted ?? chunk), quoted === undefined))
    .filter(({ whole }) => whole.trim() !== "")
    .slice(0, MOST_TERMS);
}

function toTerm(whole: string, mayGoOn: boolean): Term {
  const last = whole.trim().split(" ").at(-1) ?? "";
  const isBeginning = mayGoOn && last.length >= LEAST_BEGINNING && !/\p{N}/u.test(last);
  return { whole, begins: isBeginning ? whole.trimEnd() : whole };
}

/**
 * Where a part of a term, with its blank in front, is in a text of words; -1 where it is not. The blank is looked at last: a
 * text has so many that to begin with one takes five times as long.
 */
export function find(words: string, part: string, from = 0): number {
  const letters = part.slice(1);
  let at = words.indexOf(letters, from + 1);
  while (at !== -1 && words[at - 1] !== " ") at = words.indexOf(letters, at + 1);
  return at === -1 ? -1 : at - 1;
}

/**
 * How well words fit, `undefined` when a term is missing. A term in the first `title` characters counts more than elsewhere,
 * and a whole word more than its beginning.
 */
export function score(words: string, title: number, terms: readonly Term[]): number | undefined {
  let sum = 0;
  for (const { begins, whole } of terms) {
    const at = find(words, begins);
    if (at === -1) return undefined;
    sum += (at < title ? 2 : 0) + (find(words, whole, at) === -1 ? 0 : 1);
  }
  return sum;
}

/**
 * At most `length` characters of a text of one line, with the first term that is in it, cut between words. `words` are those of the
 * text, as `toWords` gives them.
 */
export function excerpt(text: string, words: string, terms: readonly Term[], length: number): string {
  if (terms.length === 0 || text.length <= length) return shorten(text, length);
  const places = terms.map(({ begins }) => find(words, begins)).filter((at) => at !== -1);
  const [first = 0] = places;
  const before = words.slice(0, first).split(" ").length - 1;
  const [, at = 0] = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ index }) => index).slice(before - 1);
  return at < length / 2 ? shorten(text, length) : around(text, at, length);
}

/** The term begins after a third of what is shown. */
function around(text: string, at: number, length: number): string {
  const from = text.indexOf(" ", Math.max(0, Math.min(at - Math.floor(length / 3), text.length - length)));
  const start = from === -1 || from > at ? at : from + 1;
  return `…${shorten(text.slice(start), length - 1)}`;
}
