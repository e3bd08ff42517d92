/** Which issue somebody speaks of: `may 2023`, `5 juin 2023`, `2023-06`, `vor 2`, `il y a 2`, in six languages. */

import { foldLetters } from "../newsletter/characters.ts";
import { monthNamed } from "../newsletter/library.ts";
import { which as words } from "../words/which.ts";
import type { FoundIssue, News } from "./news-desk.ts";
import { everyWord } from "./synonyms.ts";

/**
 * `ago`: so many before the newest. `day`: `YYYY-MM-DD`. `period`: `YYYY-MM` or `YYYY`. `month`: 1 to 12 of the newest year
 * that has it. `words`: what its title says.
 */
export type Which =
  | { readonly ago: number }
  | { readonly day: string }
  | { readonly period: string }
  | { readonly month: number }
  | { readonly words: readonly string[] };

/** What says a time. */
export type Time = Exclude<Which, { readonly words: unknown }>;

/** More words than this say no time. */
const MOST_WORDS = 8;
/** Longer words are looked at no further. */
const LONGEST_WORD = 40;
/** What tells nothing of a time. */
const LITTLE = new Set([...everyWord(words, "little"), ...everyWord(words, "issue")]);
/** Some of it stands before the number, and some behind it. */
const AGO = everyWord(words, "ago");
const NEWEST = everyWord(words, "newest");
const PREVIOUS = everyWord(words, "previous");

/** Reads words that say a time and nothing else. */
export function toTime(said: readonly string[]): Time | undefined {
  if (said.length === 0 || said.length > MOST_WORDS) return undefined;
  const all = said.flatMap(
    (word) => foldLetters(word.slice(0, LONGEST_WORD)).match(/[\p{L}\p{N}]+(?:[-./]\p{N}+)*/gu) ?? [],
  );
  const telling = all.filter((word) => !LITTLE.has(word));
  const [only, ...more] = telling.filter((word) => !AGO.has(word));
  const ago = only === undefined || more.length > 0 ? undefined : toAgo(only);
  if (ago !== undefined) return { ago };
  // `ago` is short for `agosto` as well.
  return numeric(telling) ?? named(telling);
}

function toAgo(word: string): number | undefined {
  if (/^\d{1,3}$/u.test(word)) return Number(word);
  if (NEWEST.has(word)) return 0;
  return PREVIOUS.has(word) ? 1 : undefined;
}

/** Reads which issue is meant; words that say no time are those of its title. Without any, it is the newest. */
export function toWhich(said: readonly string[]): Which {
  if (said.length === 0) return { ago: 0 };
  return toTime(said) ?? { words: said.slice(0, MOST_WORDS) };
}

/** `2023-06-05`, `5.6.2023`, `2023-06`, `6/2023`. */
function numeric(said: readonly string[]): Time | undefined {
  const [word = "", ...more] = said;
  const parts = word.split(/[-./]/u);
  if (more.length > 0 || parts.length < 2) return undefined;
  const [year = "", month = "", day] = /^20\d\d$/u.test(parts[0] ?? "") ? parts : parts.toReversed();
  if (!/^20\d\d$/u.test(year) || parts.length > 3) return undefined;
  return timeOf(year, Number(month), day === undefined ? undefined : Number(day));
}

/** Month, year and day in any order, each at most once. */
function named(said: readonly string[]): Time | undefined {
  const months = said.flatMap((word) => monthNamed(word) ?? []);
  const years = said.filter((word) => /^20\d\d$/u.test(word));
  const days = said.flatMap((word) => /^(\d{1,2})(?:st|nd|rd|th|er|o|a)?$/u.exec(word)?.[1] ?? []);
  const [month] = months;
  const [year] = years;
  const [day] = days;
  const isClear = months.length < 2 && years.length < 2 && days.length < 2;
  if (!isClear || months.length + years.length + days.length < said.length) return undefined;
  if (month === undefined) return year === undefined || day !== undefined ? undefined : { period: year };
  if (year === undefined) return { month };
  return timeOf(year, month, day === undefined ? undefined : Number(day));
}

/** The day or the month, if the calendar has it. */
function timeOf(year: string, month: number, day: number | undefined): Time | undefined {
  const date = new Date(Date.UTC(Number(year), month - 1, day ?? 1));
  if (date.getUTCMonth() !== month - 1) return undefined;
  const iso = date.toISOString();
  return day === undefined ? { period: iso.slice(0, 7) } : { day: iso.slice(0, 10) };
}

/**
 * The issues that are meant, the newest first: of one language, or of the main one and, where that has none, of all.
 * Who names a day may not know it exactly: where no issue has it, those of its month are meant.
 */
export async function findIssues(
  which: Which,
  news: News,
  language?: string,
): Promise<readonly FoundIssue[]> {
  const found = await among(which, news, language ?? news.language);
  if (found.length > 0 || language !== undefined) return found;
  return (await hasMain(news)) && "ago" in which ? [] : among(which, news, undefined);
}

/** All issues of the main language, or all there are where that has none; the newest first. */
export async function allIssues(news: News): Promise<readonly FoundIssue[]> {
  const language = (await hasMain(news)) ? news.language : undefined;
  return (await news.issues({ language, limit: Infinity })).results;
}

async function hasMain(news: News): Promise<boolean> {
  return (await news.issues({ language: news.language, limit: 1 })).total > 0;
}

async function among(which: Which, news: News, language: string | undefined): Promise<readonly FoundIssue[]> {
  const all = async (query = {}): Promise<readonly FoundIssue[]> =>
    (await news.issues({ language, limit: Infinity, ...query })).results;
  if ("period" in which) return all({ period: which.period });
  if ("day" in which) {
    const exact = await all({ number: which.day });
    return exact.length > 0 ? exact : all({ period: which.day.slice(0, 7) });
  }
  const issues = await all();
  if ("ago" in which) return issues.slice(which.ago, which.ago + 1);
  if ("month" in which) return newestOf(which.month, issues);
  const asked = which.words.map(foldLetters);
  return issues.filter(({ id, title }) => {
    const text = `${foldLetters(title)} ${id}`;
    return asked.every((word) => text.includes(word));
  });
}

/** The newest issue about a month, or with a date in it where none is about it. */
function newestOf(month: number, issues: readonly FoundIssue[]): readonly FoundIssue[] {
  const end = `-${String(month).padStart(2, "0")}`;
  const found =
    issues.find(({ months }) => months.some((each) => each.endsWith(end))) ??
    issues.find(({ date }) => date.toISOString().slice(0, 7).endsWith(end));
  return found === undefined ? [] : [found];
}
