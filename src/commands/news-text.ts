/** What answers say of news: lists of a section, of what was found, and the sections that there are. */

import { plain } from "../comments/words.ts";
import { answers } from "../words/answers.ts";
import { news as words } from "../words/news.ts";
import type { Voice } from "../words/voice.ts";
import type { Listing } from "./command.ts";
import { issueMonths } from "./issue-text.ts";
import type { FoundIssue, FoundNews, News } from "./news-desk.ts";
import { type Kind, kindName, kinds, kindsIn } from "./sections.ts";
import { bold, line } from "./text.ts";

/** Nobody reads on further. */
const MOST_FOUND = 50;
const LONGEST_TITLE = 100;
/** How much of the text stands behind the title that it begins with. */
const LONGEST_REST = 80;
/** A whole excerpt: what was looked for may be its end. */
const LONGEST_TEXT = 220;

/** The title in bold, what the text says beyond it, the month, and below it the place on the page. */
export function foundEntry({ title, excerpt, issue, page }: FoundNews, voice: Voice): string {
  const month = issueMonths(issue, voice);
  const start = title.replace(/…$/u, "");
  if (!excerpt.startsWith(start)) {
    const text = plain(line(excerpt, LONGEST_TEXT));
    return `${bold(line(title, LONGEST_TITLE))} (${month})\n${text}\n${page}`;
  }
  const behind = excerpt.slice(start.length);
  // What is in bold ends where a sentence does, or a word at least.
  const isWhole = start === title && !/^[\p{L}\p{M}\p{N}]/u.test(behind);
  if (!isWhole) return `${plain(line(excerpt, LONGEST_TITLE + LONGEST_REST))} (${month})\n${page}`;
  const gap = /^\s/u.test(behind) ? " " : "";
  const rest = `${gap}${plain(line(behind, LONGEST_REST))}`;
  return `${bold(line(start, LONGEST_TITLE))}${rest.trimEnd()} (${month})\n${page}`;
}

/** The news of a section in one issue; nothing where it has none. */
export async function newsIn(
  issue: FoundIssue,
  kind: Kind,
  news: News,
  voice: Voice,
): Promise<Listing | undefined> {
  const { number, language } = issue;
  const query = { number, language, concepts: kindsIn(kind), limit: Infinity };
  const { results, total } = await news.items(query);
  const [first] = results;
  if (first === undefined) return undefined;
  const what = bold(`${kindName(kind, voice)}, ${issueMonths(issue, voice)}`);
  const text = voice.say(words, "count", { count: total });
  return {
    head: `${voice.say(answers, "pair", { what, text })}\n${first.page}`,
    entries: results.map((item) => entry(plain(line(item.title, LONGEST_TITLE)), item.link)),
  };
}

/** The news of a section in all issues, or in those about a year or a month, each with what it leads to; nothing where these have none. */
export async function newsOf(
  kind: Kind,
  period: string | undefined,
  news: News,
  voice: Voice,
): Promise<Listing | undefined> {
  const query = { language: news.language, period, concepts: kindsIn(kind), limit: MOST_FOUND };
  const { results, total } = await news.items(query);
  if (total === 0) return undefined;
  const count = { count: total, most: results.length };
  const text = voice.say(words, results.length < total ? "some" : "all", count);
  const about = period === undefined ? "" : `, ${periodName(period, voice)}`;
  return {
    head: voice.say(answers, "pair", { what: bold(`${kindName(kind, voice)}${about}`), text }),
    entries: results.map((item) => {
      const title = plain(line(item.title, LONGEST_TITLE));
      return entry(`${title} (${issueMonths(item.issue, voice)})`, item.link ?? item.page);
    }),
  };
}

function entry(said: string, address: string | undefined): string {
  return address === undefined ? `- ${said}` : `- ${said}\n  ${address}`;
}

/** `2023`, or `June 2023`. */
export function periodName(period: string, voice: Voice): string {
  return period.length === 4 ? period : voice.month(period);
}

export interface Part {
  /** `undefined`: news under titles of their own. */
  readonly kind: Kind | undefined;
  readonly count: number;
}

/** The sections that an issue has news in, and how many; those of no kind are the last. */
export async function partsOf({ number, language }: FoundIssue, news: News): Promise<readonly Part[]> {
  const { results } = await news.items({ number, language, limit: Infinity });
  const counts = Map.groupBy(results, ({ concept }) => concept);
  return [...kinds, undefined]
    .map((kind) => ({ kind, count: counts.get(kind)?.length ?? 0 }))
    .filter(({ count }) => count > 0);
}

/** `Events, Clients and Servers`. */
export function partNames(parts: readonly Part[], voice: Voice): string {
  return voice.list(parts.flatMap(({ kind }) => (kind === undefined ? [] : [kindName(kind, voice)])));
}
