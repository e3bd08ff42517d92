/** What the issues that are out have said: their news by words, section, language, month and XEP, and the issues themselves. */

import { setImmediate } from "node:timers/promises";
import type { Issue } from "./issue.ts";
import { createWordIndex } from "./library/word-index.ts";
import { nearest } from "./library/nearest.ts";
import {
  choose,
  type Found,
  type FoundItem,
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

  const drop = ({ issue, items }: Shelf): void => {
    shelves.delete(issue.id);
    index.remove(items);
  };
  /** Whether there was anything to read. */
  const put = (issue: Issue): boolean => {
    const known = shelves.get(issue.id);
    if (known?.issue === issue) return false;
    if (known !== undefined && isShelfOf(known, issue, home)) {
      shelves.set(issue.id, { ...known, issue });
      return false;
    }
    if (known !== undefined) drop(known);
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
  };
  const chosen = (query: IssueQuery): readonly Shelf[] => {
    const moment = now();
    const out = [...shelves.values()].filter(({ issue }) => standing(issue, moment) === "out");
    return choose(out, query).toSorted(newestFirst);
  };

  return {
    issues(query) {
      const found = chosen(query);
      const results = found.slice(0, query.limit ?? LIMIT).map(({ facts }) => facts);
      return { results, total: found.length };
    },
    items: (query) => search(chosen(query), query, { ...home, index }),
    nearest: (words) =>
      nearest(
        words,
        chosen({}).flatMap(({ items }) => items.map((item) => item.words)),
      ),
    mentions: (xep, language) =>
      chosen({ language }).flatMap(({ facts: issue, mentions }) =>
        mentions
          .filter(({ number }) => number === xep)
          .map(({ section, text }) => ({ issue, section, text })),
      ),
    update(issues) {
      turn += 1;
      running = fill(issues, turn);
      return running;
    },
  };
}
