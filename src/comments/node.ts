/** The comments of an issue as its comments node holds them. */

import { commentsNode } from "../publish/entry.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";
import { type Comment, toComment } from "./comment.ts";

/** How many comments are read at once, the newest: more would keep other users of the server waiting. */
export const MOST_COMMENTS = 30;

/** What a comments node holds: its newest items, the newest last, and how many there are in all, where the service tells. */
export interface Held {
  readonly items: readonly pubsub.Item[];
  readonly count: number | undefined;
}

/** Reads the comments node of an issue whose entry is at `at`. Where there is no such node, there are no items. */
export async function readItems(xmpp: Requester, at: pubsub.Node, issue: string): Promise<Held> {
  try {
    return await pubsub.newestItems(xmpp, commentsNode(at, issue), MOST_COMMENTS);
  } catch (error) {
    if (isStanzaError(error, "item-not-found")) return { items: [], count: 0 };
    throw error;
  }
}

/** The newest comments on an issue whose entry is at `at`, at most `MOST_COMMENTS` and the newest last. */
export async function readComments(
  xmpp: Requester,
  at: pubsub.Node,
  issue: string,
): Promise<readonly Comment[]> {
  return toComments((await readItems(xmpp, at, issue)).items);
}

/** Takes a comment out, whoever published it, and tells the subscribers. Gives whether there was one with this item id. */
export async function retractComment(
  xmpp: Requester,
  at: pubsub.Node,
  issue: string,
  id: string,
): Promise<boolean> {
  try {
    await pubsub.retract(xmpp, commentsNode(at, issue), id);
    return true;
  } catch (error) {
    if (isStanzaError(error, "item-not-found")) return false;
    throw error;
  }
}

export function toComments(items: readonly pubsub.Item[]): readonly Comment[] {
  return items.map(toComment).filter((comment) => comment !== undefined);
}
