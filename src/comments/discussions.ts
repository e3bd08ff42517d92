/** What people say about an issue that somebody asks for. */

import { foldLetters } from "../newsletter/characters.ts";
import type { Requester } from "../xmpp/stanza.ts";
import { itemUri } from "../xmpp/uri.ts";
import type { Comment } from "./comment.ts";
import { MOST_COMMENTS, readItems, toComments } from "./node.ts";
import type { Topic, Topics } from "./topic.ts";

/** Which issue: so many before the newest, or the newest with these words in its title or its id. */
export type Which = { readonly ago: number } | { readonly words: readonly string[] };

export interface Discussion {
  readonly title: string;
  /** The newest ones, the newest last. */
  readonly comments: readonly Comment[];
  /** How many there are in all, in words: `3`, or `30 or more` where the service does not tell. */
  readonly count: string;
  /** The `xmpp:` URI of the issue, where one can comment. */
  readonly uri: string;
}

export interface Discussions {
  /** What is said about an issue; nothing where there is no such issue. Fails as requests do. */
  of(which: Which): Promise<Discussion | undefined>;
}

export interface DiscussionsOptions extends Topics {
  readonly xmpp: Requester;
  /** The main language: its issues come before their translations. */
  readonly language: string;
  /** In ms. */
  readonly now: () => number;
}

/** How long an answer holds, in ms: many may ask at once. */
const FRESH = 10_000;

export function createDiscussions({ xmpp, language, issues, placeOf, now }: DiscussionsOptions): Discussions {
  let last: { readonly uri: string; readonly since: number; readonly read: Promise<Discussion> } | undefined;

  const find = (which: Which): Topic | undefined => {
    const published = issues()
      .filter((issue) => placeOf(issue) !== undefined)
      .toReversed();
    const isMain = (issue: Topic): boolean => issue.language === language;
    const main = published.filter(isMain);
    if ("ago" in which) return (main.length > 0 ? main : published)[which.ago];
    const words = which.words.map(foldLetters);
    const has = ({ id, title }: Topic): boolean => {
      const text = `${foldLetters(title)} ${id}`;
      return words.every((word) => text.includes(word));
    };
    return main.find(has) ?? published.find(has);
  };

  return {
    of(which) {
      const issue = find(which);
      const at = issue && placeOf(issue);
      if (issue === undefined || at === undefined) return Promise.resolve(undefined);
      const uri = itemUri(at, issue.id);
      if (last?.uri === uri && now() - last.since < FRESH) return last.read;
      const read = readItems(xmpp, at, issue.id).then(({ items, count }) => ({
        title: issue.title,
        comments: toComments(items),
        count:
          items.length < MOST_COMMENTS
            ? String(items.length)
            : count === undefined
              ? `${items.length} or more`
              : String(count),
        uri,
      }));
      last = { uri, since: now(), read };
      read.catch(() => (last = undefined));
      return read;
    },
  };
}
