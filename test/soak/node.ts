/** The nodes of a run, as a reader sees them. */

import * as atom from "../../src/xmpp/atom.ts";
import { NS_METADATA as PICTURE } from "../../src/xmpp/avatar.ts";
import type { Server } from "../support/server.ts";
import type { Notification, Reader } from "../support/stanza-client.ts";
import { within } from "./wait.ts";

/** Of the issues, and of their translations. */
export const NODES = ["newsletter", "newsletter-de"] as const;

const PATIENCE = 10_000;

/** Titles by item id, of all nodes. Fails when the service does not answer. */
export async function titlesOf(reader: Reader, { pubsub }: Server): Promise<ReadonlyMap<string, string>> {
  const items = await Promise.all(
    NODES.map((node) => within(PATIENCE, `reading ${node}`, reader.items(pubsub, node))),
  );
  const entries = items.flat().filter(isEntry);
  return new Map(entries.map(({ id, payload }) => [id, atom.fromElement(payload)?.title ?? ""]));
}

/** Whether it is not the node's own picture. */
export function isEntry({ id }: Pick<Notification, "id">): boolean {
  return id !== PICTURE;
}
