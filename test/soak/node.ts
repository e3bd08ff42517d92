/** The node of a run, as a reader sees it. */

import * as atom from "../../src/xmpp/atom.ts";
import type { Server } from "../support/server.ts";
import type { Reader } from "../support/stanza-client.ts";
import { within } from "./wait.ts";

export const NODE = "newsletter";

const PATIENCE = 10_000;

/** Titles by item id. Fails when the service does not answer. */
export async function titlesOf(reader: Reader, { pubsub }: Server): Promise<ReadonlyMap<string, string>> {
  const items = await within(PATIENCE, `reading ${NODE}`, reader.items(pubsub, NODE));
  return new Map(items.map(({ id, payload }) => [id, atom.fromElement(payload)?.title ?? ""]));
}
