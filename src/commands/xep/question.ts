/** What is asked of a XEP → its number or words, and which part of it. */

import { foldLetters } from "../../newsletter/characters.ts";
import { xepQuestion as words } from "../../words/xep-question.ts";
import { parseXepNumber } from "../../xeps/xep.ts";
import { everyWord } from "../synonyms.ts";
import { parseSince, type Since } from "./version.ts";

/** A part of a XEP; `subject` is what says which XEP. */
export type PartQuestion = { readonly subject: string } & (
  | { readonly part: "changes"; readonly since: Since }
  | { readonly part: "example"; readonly number: number }
  | { readonly part: "section"; readonly number: string }
  | { readonly part: "news" }
);

const SINCE = everyWord(words, "since");
const VERSION = everyWord(words, "version");
const EXAMPLE = everyWord(words, "example");
const SECTION = everyWord(words, "section");
const NEWS = everyWord(words, "news");
const AND = everyWord(words, "between");

/** What people put between numbers, besides words. */
const BETWEEN = /^(?:xeps?|[&+,;/])$/iu;

/** The numbers that a question consists of, or none when there is anything else in it. */
export function parseNumbers(text: string): number[] {
  const whole = parseXepNumber(text);
  if (whole !== undefined) return [whole];
  const said = text
    .split(/[\s,;]+/u)
    .filter((word) => word !== "" && !BETWEEN.test(word) && !AND.has(fold(word)));
  const numbers = said.map(parseXepNumber).filter((number) => number !== undefined);
  return numbers.length < said.length ? [] : [...new Set(numbers)];
}

/** A question that ends with a part, such as `since 1.0`, `example 12`, `7.2` or `news`. */
export function parsePart(args: readonly string[]): PartQuestion | undefined {
  const last = args.at(-1) ?? "";
  const before = fold(args.at(-2));
  const subjectOf = (count: number): string =>
    args
      .slice(0, args.length - count)
      .join(" ")
      .trim();

  if (NEWS.has(fold(last))) return asked({ subject: subjectOf(1), part: "news" });
  const since = parseSince(last);
  if (since !== undefined) {
    const named = VERSION.has(before) ? 3 : 2;
    if (SINCE.has(fold(args.at(-named)))) return asked({ subject: subjectOf(named), part: "changes", since });
  }
  const [, word = "", digits] = /^(\D*?)[.#]?([1-9]\d{0,3})$/u.exec(last) ?? [];
  if (digits !== undefined && EXAMPLE.has(word === "" ? before.replace(/\.$/u, "") : fold(word)))
    return asked({ subject: subjectOf(word === "" ? 2 : 1), part: "example", number: Number(digits) });
  const [, sign = "", number] = /^(§?)(\d{1,3}(?:\.\d{1,3}){0,3})$/u.exec(last) ?? [];
  if (number === undefined) return undefined;
  if (sign === "" && SECTION.has(before)) return asked({ subject: subjectOf(2), part: "section", number });
  // A whole number alone may as well be that of another XEP.
  if (sign === "" && !number.includes(".")) return undefined;
  return asked({ subject: subjectOf(1), part: "section", number });
}

function asked(question: PartQuestion): PartQuestion | undefined {
  return question.subject === "" ? undefined : question;
}

function fold(word = ""): string {
  return word.length > 40 ? "" : foldLetters(word);
}
