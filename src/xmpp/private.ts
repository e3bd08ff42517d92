/** XEP-0223: Persistent Storage of Private Data via PubSub (1.1.1, partial). */

import { ensureNode } from "./node.ts";
import * as pubsub from "./pubsub.ts";
import { isStanzaError } from "./stanza-error.ts";
import type { Element, Requester } from "./stanza.ts";

/** Small things that outlive the process: the items of one private node of the account. */
export interface Memory {
  /** What is remembered, by item id: all of it, or of these ids those that there are. Nothing where there is no such node. */
  read(ids?: readonly string[]): Promise<ReadonlyMap<string, Element>>;
  /** Remembers a payload under an id, in place of an earlier one. The node is made when it is needed first. */
  write(id: string, payload: Element): Promise<void>;
  forget(id: string): Promise<void>;
}

const ACCESS = "pubsub#access_model";
/** What nobody but the account may read or write, is kept, and is told to nobody. */
const PRIVATE = new Map([
  [ACCESS, ["whitelist"]],
  ["pubsub#publish_model", ["publishers"]],
  ["pubsub#persist_items", ["1"]],
  ["pubsub#send_last_published_item", ["never"]],
  ["pubsub#deliver_payloads", ["0"]],
  ["pubsub#notify_retract", ["0"]],
]);

/** What is asked of the node at every item: others may have changed it. */
const ONLY_PRIVATE = new Map([[ACCESS, ["whitelist"]]]);

/**
 * The private node of this name on the account of the bare JID. Its requests fail with a `StanzaError` where the server has no
 * PEP, and with an `Error` where it does not keep the node private: then nothing is written.
 */
export function createMemory(xmpp: Requester, account: string, node: string): Memory {
  const at = { service: account, node };
  let making: Promise<void> | undefined;

  const ready = async (): Promise<void> => {
    making ??= secure(xmpp, at);
    try {
      await making;
    } catch (error) {
      making = undefined;
      throw error;
    }
  };

  return {
    async read(ids) {
      if (ids?.length === 0) return new Map();
      const items = await missingIsEmpty(() => pubsub.itemsOf(xmpp, at, ids));
      return new Map(items.flatMap(({ id, payload }) => (payload === undefined ? [] : [[id, payload]])));
    },
    async write(id, payload) {
      await ready();
      try {
        await pubsub.publish(xmpp, at, { id, payload }, ONLY_PRIVATE);
      } catch (error) {
        if (!isStanzaError(error, "conflict", "item-not-found")) throw error;
        // Somebody opened or deleted the node meanwhile.
        making = undefined;
        await ready();
        await pubsub.publish(xmpp, at, { id, payload }, ONLY_PRIVATE);
      }
    },
    async forget(id) {
      try {
        await pubsub.retract(xmpp, at, id, { notify: false });
      } catch (error) {
        if (!isStanzaError(error, "item-not-found")) throw error;
      }
    },
  };
}

/** Makes the node, or one that is there already, private and as large as the server allows. */
async function secure(xmpp: Requester, at: pubsub.Node): Promise<void> {
  const { refused, unknown, notes } = await ensureNode(xmpp, at, PRIVATE, { max: true });
  if (notes.length > 0 || [...refused, ...unknown].some((field) => field.startsWith(ACCESS))) {
    throw new Error(`${at.service} does not keep the node ${at.node} private: nothing is stored there`);
  }
}

async function missingIsEmpty(read: () => Promise<pubsub.Item[]>): Promise<readonly pubsub.Item[]> {
  try {
    return await read();
  } catch (error) {
    if (isStanzaError(error, "item-not-found")) return [];
    throw error;
  }
}
