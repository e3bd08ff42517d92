/** What the issues that are out have said: their news by words, section, language, month and XEP, and the issues themselves. */

import { setImmediate } from "node:timers/promises";
import type { Issue } from "./issue.ts";
import { createWordIndex } from "./library/word-index.ts";
import { nearest } from "./library/nearest.ts";
import {
  choose,
  type Found,
  type FoundItem,
  isLanguage,
  type IssueQuery,
  type ItemQuery,
  LIMIT,
  newestFirst,
  search,
} from "./library/search.ts";
import { type Home, isShelfOf, type IssueFacts, type Shelf, toShelf } from "./library/shelf.ts";
import { standing } from "./release.ts";

export { type Found, type FoundItem, isLanguage, type IssueQuery, type ItemQuery } from "./library/search.ts";
export { monthNamed } from "./library/months.ts";
export type { Home, IssueFacts } from "./library/shelf.ts";

/** A line that names a XEP, and its section. */
export interface FoundMention {
  readonly issue: IssueFacts;
  readonly section: string | undefined;
  readonly text: string;
}

/** Drafts, future and expired issues are not found; they are when their time comes. */
export interface Library {
  /** The newest first. */
  issues(query: IssueQuery): Found<IssueFacts>;
  /**
   * News of these issues. With words, those that fit best come first: words in the title before others, whole words before
   * beginnings. The newest come first among equals. What issue after issue repeats word by word is found once.
   */
  items(query: ItemQuery): Found<FoundItem>;
  /**
   * A question for words that stand in no issue, with the likest that do in their place; `undefined` where there are none, or
   * where each word stands somewhere.
   */
  nearest(words: string): string | undefined;
  /** Whether there is an issue in a language. */
  has(language: string): boolean;
  /** Where issues name a XEP, the newest first. */
  mentions(xep: number, language: string | undefined): readonly FoundMention[];
  /** Makes the library hold exactly these issues, and reads those that are new or changed, with pauses in between. */
  update(issues: readonly Issue[]): Promise<void>;
}

export interface LibraryOptions extends Home {
  readonly now: () => Date;
}

export function createLibrary({ now, ...home }: LibraryOptions): Library {
  const shelves = new Map<string, Shelf>();
  const index = createWordIndex();
  let turn = 0;
  let running = Promise.resolve();
  /** What was given last, and is all on the shelves: most questions come without anything new. */
  let known: readonly Issue[] | undefined;
  /** The shelves, the newest first, once somebody has asked. */
  let sorted: readonly Shelf[] | undefined;

  const drop = ({ issue, items }: Shelf): void => {
    shelves.delete(issue.id);
    sorted = undefined;
    index.remove(items);
  };
  /** Whether there was anything to read. */
  const put = (issue: Issue): boolean => {
    const before = shelves.get(issue.id);
    if (before?.issue === issue) return false;
    sorted = undefined;
    if (before !== undefined && isShelfOf(before, issue, home)) {
      shelves.set(issue.id, { ...before, issue });
      return false;
    }
    if (before !== undefined) drop(before);
    const shelf = toShelf(issue, home);
    shelves.set(issue.id, shelf);
    index.add(shelf.items);
    return true;
  };
  const keepOnly = (issues: readonly Issue[]): void => {
    const ids = new Set(issues.map(({ id }) => id));
    for (const [id, shelf] of shelves) if (!ids.has(id)) drop(shelf);
  };
  const fill = async (issues: readonly Issue[], mine: number): Promise<void> => {
    for (const issue of issues) {
      if (put(issue)) await setImmediate();
      // Somebody has newer issues; what is read stays read.
      if (turn !== mine) return running;
    }
    keepOnly(issues);
    known = issues;
  };
  const all = (): readonly Shelf[] => (sorted ??= [...shelves.values()].toSorted(newestFirst));
  const chosen = (query: IssueQuery, among = all()): readonly Shelf[] => {
    const moment = now();
    return choose(
      among.filter(({ issue }) => standing(issue, moment) === "out"),
      query,
    );
  };

  return {
    issues(query) {
      const found = chosen(query);
      const results = found.slice(0, query.limit ?? LIMIT).map(({ facts }) => facts);
      return { results, total: found.length };
    },
    has(language) {
      const moment = now();
      return all().some(
        ({ issue }) => isLanguage(issue.language, language) && standing(issue, moment) === "out",
      );
    },
    items: (query) => search(chosen(query), query, { ...home, index }),
    nearest: (words) =>
      nearest(
        words,
        chosen({}).flatMap(({ items }) => items.map((item) => item.words)),
      ),
    mentions: (xep, language) =>
      chosen(
        { language },
        all().filter(({ xeps }) => xeps.has(xep)),
      ).flatMap(({ facts: issue, mentions }) =>
        mentions
          .filter(({ number }) => number === xep)
          .map(({ section, text }) => ({ issue, section, text })),
      ),
    update(issues) {
      if (issues === known) return running;
      known = undefined;
      turn += 1;
      running = fill(issues, turn);
      return running;
    },
  };
}
