/** XEP-0223: Persistent Storage of Private Data via PubSub (1.1.1, partial). */

import { isSameValue } from "./forms.ts";
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

/** What nobody but the account may read, is kept, and is told to nobody. */
const PRIVATE = new Map([
  ["pubsub#access_model", ["whitelist"]],
  ["pubsub#persist_items", ["1"]],
  ["pubsub#send_last_published_item", ["never"]],
  ["pubsub#deliver_payloads", ["0"]],
  ["pubsub#notify_retract", ["0"]],
]);
const MAX_ITEMS = "pubsub#max_items";
/** What to try, in this order: packaged servers keep 256 (Prosody) or 1,000 (ejabberd) items. */
const SIZES = ["max", "1000", "256"];

/**
 * The private node of this name on the account of the bare JID. Its requests fail with a `StanzaError` where the server has no
 * PEP, and with an `Error` where it does not keep the node private: then nothing is written.
 */
export function createMemory(xmpp: Requester, account: string, node: string): Memory {
  const at = { service: account, node };
  let making: Promise<void> | undefined;

  const make = async (): Promise<void> => {
    try {
      await pubsub.create(xmpp, at);
    } catch (error) {
      if (!isStanzaError(error, "conflict")) throw error;
    }
    await secure(xmpp, at);
  };
  const ready = async (): Promise<void> => {
    making ??= make();
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
        await pubsub.publish(xmpp, at, { id, payload });
      } catch (error) {
        if (!isStanzaError(error, "item-not-found")) throw error;
        // Somebody deleted the node meanwhile.
        making = undefined;
        await ready();
        await pubsub.publish(xmpp, at, { id, payload });
      }
    },
    async forget(id) {
      try {
        await pubsub.retract(xmpp, at, id);
      } catch (error) {
        if (!isStanzaError(error, "item-not-found")) throw error;
      }
    },
  };
}

/** A service that makes a node at the first item, ejabberd, would let every contact read it: so it is configured before. */
async function secure(xmpp: Requester, at: pubsub.Node): Promise<void> {
  const before = await pubsub.configuration(xmpp, at);
  const differing = new Map(
    [...PRIVATE].filter(([name, values]) => !isSameValue(values, before.get(name) ?? [])),
  );
  if (differing.size > 0) await pubsub.configure(xmpp, at, differing);
  if (before.get(MAX_ITEMS)?.[0] !== "max") await enlarge(xmpp, at, Number(before.get(MAX_ITEMS)?.[0] ?? 0));
  const after = differing.size === 0 ? before : await pubsub.configuration(xmpp, at);
  const model = after.get("pubsub#access_model")?.[0];
  if (model !== "whitelist") {
    throw new Error(
      `${at.service} does not keep the node ${at.node} private (access model ${model ?? "unknown"}): nothing is stored there`,
    );
  }
}

async function enlarge(xmpp: Requester, at: pubsub.Node, has: number): Promise<void> {
  for (const size of SIZES) {
    if (has >= Number(size)) return;
    try {
      await pubsub.configure(xmpp, at, new Map([[MAX_ITEMS, [size]]]));
      return;
    } catch (error) {
      if (!isStanzaError(error)) throw error;
    }
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
