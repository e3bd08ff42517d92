/** What a question to the library asks for, and what is found. */

import type { Concept } from "../concepts.ts";
import { compare } from "../file-name.ts";
import type { NewsItem } from "../items.ts";
import { linkTo } from "../links.ts";
import type { Home, IssueFacts, Kept, Shelf } from "./shelf.ts";
import type { WordIndex } from "./word-index.ts";
import { excerpt, score, type Term, toTerms } from "./words.ts";

/** Every question has to be answered by all that it says. */
export interface IssueQuery {
  /** BCP 47 in any case; a language without a region also finds its regions. All languages without it. */
  readonly language?: string | undefined;
  /**
   * `YYYY-MM` or `YYYY`: the issues about this month or year, as `monthsOf` tells it. Where none is, those with a date in it:
   * who asks for June may mean the issue of 5 June, which is about May, but only when nothing is about June.
   */
  readonly period?: string | undefined;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: the issues that came out then or later. */
  readonly since?: string | undefined;
  /** What an issue and its translations have in common: the date of their file names. */
  readonly number?: string | undefined;
  /** How many results at most; 10 without it. */
  readonly limit?: number | undefined;
}

export interface ItemQuery extends IssueQuery {
  /** What somebody typed: see `toTerms`. Any text will do. */
  readonly words?: string | undefined;
  /** Sections by their meaning; any of them. */
  readonly concepts?: readonly Concept[] | undefined;
  /** 313 for XEP-0313. */
  readonly xep?: number | undefined;
}

export interface Found<T> {
  readonly results: readonly T[];
  /** How many there are without the limit. */
  readonly total: number;
}

export interface FoundItem extends Pick<NewsItem, "id" | "title" | "concept" | "xeps"> {
  readonly issue: IssueFacts;
  /** The title of its section; `undefined` before the first one. */
  readonly section: string | undefined;
  /** The id of that section's heading on the page of the issue. */
  readonly anchor: string | undefined;
  /** The address of that heading. */
  readonly page: string;
  /** The absolute address that its first link leads to. */
  readonly link: string | undefined;
  /** At most 200 characters of its plain text, with the first of the words that were looked for. */
  readonly excerpt: string;
}

/** How many results there are where nobody says how many. */
export const LIMIT = 10;
const LONGEST_EXCERPT = 200;

/** Whether a language (BCP 47) is the wanted one, or that of one of its regions. */
export function isLanguage(language: string, wanted: string): boolean {
  return `${language}-`.toLowerCase().startsWith(`${wanted}-`.toLowerCase());
}

/** The issues that a question is about. */
export function choose(
  shelves: readonly Shelf[],
  { language, period, number, since }: IssueQuery,
): readonly Shelf[] {
  const found = shelves.filter(
    ({ facts }) =>
      (language === undefined || isLanguage(facts.language, language)) &&
      (number === undefined || facts.number === number) &&
      (since === undefined || facts.date.toISOString() >= since),
  );
  if (period === undefined) return found;
  const about = found.filter(({ facts }) => facts.months.some((month) => month.startsWith(period)));
  return about.length > 0 ? about : found.filter(({ facts }) => facts.date.toISOString().startsWith(period));
}

export function newestFirst({ issue: a }: Shelf, { issue: b }: Shelf): number {
  return b.date.getTime() - a.date.getTime() || compare(a.file, b.file);
}

interface Hit {
  readonly shelf: Shelf;
  readonly kept: Kept;
  readonly rank: number;
}

/** The items that a question asks for, of issues of which the newest come first. */
export function search(
  shelves: readonly Shelf[],
  query: ItemQuery,
  { index, ...home }: Home & { readonly index: Pick<WordIndex, "among"> },
): Found<FoundItem> {
  const { words = "", limit = LIMIT } = query;
  const terms = toTerms(words);
  // Somebody looks for something that is no word.
  if (terms.length === 0 && words.trim() !== "") return { results: [], total: 0 };
  const among = terms.length === 0 ? undefined : index.among(terms);
  const seen = new Set<string>();
  const hits: Hit[] = [];
  for (const shelf of shelves) {
    for (const kept of shelf.items) {
      if (among?.has(kept) === false) continue;
      const rank = isWanted(kept, query) ? score(kept.words, kept.titleLength, terms) : undefined;
      if (rank === undefined || seen.has(kept.words)) continue;
      seen.add(kept.words);
      hits.push({ shelf, kept, rank });
    }
  }
  const best = hits.toSorted((a, b) => b.rank - a.rank).slice(0, limit);
  return { results: best.map((hit) => tell(hit, terms, home)), total: hits.length };
}

function isWanted({ concept, xeps }: Kept, query: ItemQuery): boolean {
  if (query.xep !== undefined && !xeps.includes(query.xep)) return false;
  return query.concepts === undefined || (concept !== undefined && query.concepts.includes(concept));
}

function tell({ shelf: { facts: issue }, kept }: Hit, terms: readonly Term[], { site }: Home): FoundItem {
  const { id, title, concept, xeps, section, anchor, link, text, words } = kept;
  const page = new URL(issue.page);
  const place = new URL(page);
  const textWords = words.slice(words.lastIndexOf("\n") + 1);
  place.hash = anchor ?? "";
  return {
    issue,
    id,
    title,
    concept,
    xeps,
    section,
    anchor,
    page: place.href,
    link: link === undefined ? undefined : linkTo(link, { site, page }),
    excerpt: excerpt(text, textWords, terms, LONGEST_EXCERPT),
  };
}
