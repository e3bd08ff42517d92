/** Which months an issue is about: those that its title names, or else the one that its readers have just lived. */

import type { Issue } from "../issue.ts";
import { toWords } from "./words.ts";

/** Titles of translations are often in English. */
const LANGUAGES = ["en", "de", "es", "fr", "it", "pt"];
/** From this day on, an issue without a month in its title is about its own month. */
const LATE = 16;

/** Months by their name in words, from 0: `mai`, `febbraio`, `dec`. */
const MONTHS: ReadonlyMap<string, number> = new Map(LANGUAGES.flatMap(namesIn));

/**
 * The months `YYYY-MM` that an issue is about. "May 2023" and "Diciembre 2021 y Enero 2022" in its title say so; "8 Nov 2019"
 * is a day like its date. An issue that names no month is about the one before its date, late in a month about that one.
 */
export function monthsOf({ title, date }: Pick<Issue, "title" | "date">): readonly string[] {
  const named = monthsIn(toWords(title).trim().split(" "));
  if (named.length > 0) return named;
  const back = date.getUTCDate() < LATE ? 1 : 0;
  return [toMonth(date.getUTCFullYear(), date.getUTCMonth() - back)];
}

/** The month, 1 to 12, of which a word in lower case and without accents is the name, long or short, in one of six languages. */
export function monthNamed(word: string): number | undefined {
  const month = MONTHS.get(word);
  return month === undefined ? undefined : month + 1;
}

/** Reads from the end: a month has the year that follows it, or that of the month after it. */
function monthsIn(words: readonly string[]): readonly string[] {
  const found: string[] = [];
  let year: number | undefined;
  let next = Infinity;
  for (const [index, word] of [...words.entries()].toReversed()) {
    const month = MONTHS.get(word);
    if (/^20\d\d$/.test(word)) [year, next] = [Number(word), Infinity];
    else if (month !== undefined && year !== undefined) {
      if (isDay(words[index - 1])) return [];
      if (month > next) year -= 1;
      found.unshift(toMonth(year, month));
      next = month;
    } else if (!/^(?:\p{L}{1,3})$/u.test(word)) year = undefined;
  }
  return [...new Set(found)];
}

function isDay(word = ""): boolean {
  return /^(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?$/.test(word);
}

/** Years and months may run over: month -1 is December of the year before. */
function toMonth(year: number, month: number): string {
  return new Date(Date.UTC(year, month)).toISOString().slice(0, 7);
}

function namesIn(language: string): (readonly [string, number])[] {
  return (["long", "short"] as const).flatMap((style) => {
    const format = new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" });
    return Array.from({ length: 12 }, (_, month) => {
      const name = format.format(new Date(Date.UTC(2020, month)));
      return [toWords(name).trim(), month] as const;
    });
  });
}
