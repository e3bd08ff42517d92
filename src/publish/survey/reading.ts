/** Reads what a node holds, in pieces that keep no other user of the server waiting. */

import { type Entry, fromElement } from "../../xmpp/atom.ts";
import { isAboutRights } from "../../xmpp/node/rights.ts";
import * as pubsub from "../../xmpp/pubsub.ts";
import { isStanzaError } from "../../xmpp/stanza-error.ts";
import type { Requester } from "../../xmpp/stanza.ts";

/**
 * What is asked for at once. Prosody is one process, and needs half a millisecond for an item of 1 kB and 6 ms for one of 30 kB:
 * others wait 20 ms at most.
 */
const BATCH = { items: 20, bytes: 64_000 };

/** How large an entry may be of which nothing else is known, in bytes. */
export const LIKELY = { issue: 30_000, item: 3_000 } as const;

/** An item to read, and how large it may be, in bytes. */
export interface Wish {
  readonly id: string;
  readonly bytes: number;
}

/** What is in the place of an item id. */
export interface Sight {
  readonly id: string;
  /** `absent`: no item; `node`: no such node, or no item, or none to be seen; `there`: an item, which may be no entry. */
  readonly is: "there" | "absent" | "node";
  readonly entry: Entry | undefined;
}

/**
 * Yields what is in the place of each id, batch after batch. Each id is a request of its own: for several in one, ejabberd reads
 * all items of the node, and one alone takes it a millisecond however many there are.
 */
export async function* readItems(
  xmpp: Requester,
  at: pubsub.Node,
  wishes: Iterable<Wish>,
): AsyncGenerator<readonly Sight[]> {
  for (const batch of batches(wishes)) yield await Promise.all(batch.map(({ id }) => readItem(xmpp, at, id)));
}

/** The item ids of a node, or `undefined` where there is no such node, or none to be seen. */
export async function listItems(xmpp: Requester, at: pubsub.Node): Promise<ReadonlySet<string> | undefined> {
  try {
    const ids = new Set((await Array.fromAsync(pubsub.itemIds(xmpp, at))).flat());
    // ejabberd's PEP lists a node that is missing as if it were empty.
    return ids.size === 0 && !(await isThere(xmpp, at)) ? undefined : ids;
  } catch (error) {
    if (isHidden(error)) return undefined;
    throw error;
  }
}

/** Whether there is such a node to be seen. */
export async function isThere(xmpp: Requester, at: pubsub.Node): Promise<boolean> {
  try {
    await pubsub.newestItems(xmpp, at, 1);
    return true;
  } catch (error) {
    if (isHidden(error)) return false;
    throw error;
  }
}

async function readItem(xmpp: Requester, at: pubsub.Node, id: string): Promise<Sight> {
  try {
    const items = await pubsub.itemsOf(xmpp, at, [id]);
    const item = items.find((each) => each.id === id);
    return { id, is: item === undefined ? "absent" : "there", entry: fromElement(item?.payload) };
  } catch (error) {
    if (isHidden(error)) return { id, is: "node", entry: undefined };
    throw error;
  }
}

/** Who may not see a node is told why when it is to be made (`ensureNode`): the others do not wait for that. */
function isHidden(error: unknown): boolean {
  return isStanzaError(error, "item-not-found") || isAboutRights(error);
}

function* batches(wishes: Iterable<Wish>): Generator<readonly Wish[]> {
  let batch: Wish[] = [];
  let size = 0;
  for (const wish of wishes) {
    if (batch.length > 0 && (batch.length >= BATCH.items || size + wish.bytes > BATCH.bytes)) {
      yield batch;
      [batch, size] = [[], 0];
    }
    batch.push(wish);
    size += wish.bytes;
  }
  if (batch.length > 0) yield batch;
}
