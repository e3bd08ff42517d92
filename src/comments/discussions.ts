/** What people say about an issue that somebody asks for. */

import type { Requester } from "../xmpp/stanza.ts";
import { itemUri } from "../xmpp/uri.ts";
import type { Comment } from "./comment.ts";
import { MOST_COMMENTS, readItems, toComments } from "./node.ts";
import type { Topics } from "./topic.ts";

export interface Discussion {
  readonly title: string;
  /** The newest ones, the newest last. */
  readonly comments: readonly Comment[];
  /** How many there are in all; there may be more of them where it is the least number. */
  readonly count: number;
  readonly isLeast: boolean;
  /** The `xmpp:` URI of the issue, where one can comment. */
  readonly uri: string;
}

export interface Discussions {
  /** What is said about an issue, by its id; nothing where no node has it. Fails as requests do. */
  of(id: string): Promise<Discussion | undefined>;
}

export interface DiscussionsOptions extends Topics {
  readonly xmpp: Requester;
  /** In ms. */
  readonly now: () => number;
}

/** How long an answer holds, in ms: many may ask at once. */
const FRESH = 10_000;

export function createDiscussions({ xmpp, issues, placeOf, now }: DiscussionsOptions): Discussions {
  let last: { readonly uri: string; readonly since: number; readonly read: Promise<Discussion> } | undefined;

  return {
    of(id) {
      const issue = issues().find((each) => each.id === id);
      const at = issue && placeOf(issue);
      if (issue === undefined || at === undefined) return Promise.resolve(undefined);
      const uri = itemUri(at, id);
      if (last?.uri === uri && now() - last.since < FRESH) return last.read;
      const read = readItems(xmpp, at, id).then(({ items, count }) => ({
        title: issue.title,
        comments: toComments(items),
        count: items.length < MOST_COMMENTS ? items.length : (count ?? items.length),
        isLeast: items.length >= MOST_COMMENTS && count === undefined,
        uri,
      }));
      last = { uri, since: now(), read };
      read.catch(() => (last = undefined));
      return read;
    },
  };
}
