/** The node of an issue's comments (XEP-0277, section 3): made before the entry, and listened to. */

import type { Fields } from "../xmpp/forms.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import { isStanzaError, StanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";
import { commentsNode } from "./entry.ts";
import { commentsConfiguration, ensureNode, NodeRightsError } from "./node.ts";

export interface CommentsNodeOptions {
  /** Whether the service knows `max` as a number of items. */
  readonly max: boolean;
  /** The bot's own bare JID, which is told of new comments. */
  readonly account: string;
}

/**
 * Makes the node for the comments on an issue whose entry will be at `at`, and subscribes the account to it: two requests
 * for a new node of a service with `max`. Fails with a `StanzaError` where there can be no such node, or it is somebody else's.
 */
export async function openComments(
  xmpp: Requester,
  at: pubsub.Node,
  { id, title }: { readonly id: string; readonly title: string },
  { max, account }: CommentsNodeOptions,
): Promise<void> {
  const node = commentsNode(at, id);
  const wanted = commentsConfiguration(`Comments on ${title}`);
  const isMade = await createAtOnce(xmpp, node, new Map([...wanted, ["pubsub#max_items", ["max"]]]));
  // A service that does not say it has `max` may have left fields out; ejabberd has it on accounts, and does not say so there.
  if (!isMade || !max) {
    const { notes } = await ensureNode(xmpp, node, wanted, { max });
    // Whoever owns it says what is a comment on the issue.
    const [note] = notes;
    if (note !== undefined) throw new NodeRightsError(note, FORBIDDEN);
  }
  await listen(xmpp, node, account);
}

const FORBIDDEN = new StanzaError({ condition: "forbidden", type: "auth" });

/** Subscribes the account to the comments in a node. Gives whether it is subscribed: comments can do without. */
export async function listen(xmpp: Requester, node: pubsub.Node, account: string): Promise<boolean> {
  try {
    await pubsub.subscribe(xmpp, node, account);
    return true;
  } catch (error) {
    if (!isStanzaError(error)) throw error;
    return false;
  }
}

/** Whether the node was made as it should be. Where it was there already, or something was refused, it was not. */
async function createAtOnce(xmpp: Requester, node: pubsub.Node, fields: Fields): Promise<boolean> {
  try {
    await pubsub.create(xmpp, node, fields);
    return true;
  } catch (error) {
    if (!isStanzaError(error)) throw error;
    return false;
  }
}
