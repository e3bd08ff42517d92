/** What must be true after any fault, as people on another library see it. */

import { expect } from "vitest";
import * as atom from "../../src/xmpp/atom.ts";
import { NS_METADATA as PICTURE } from "../../src/xmpp/avatar.ts";
import type { Server } from "./server.ts";
import type { Notification, Reader } from "./stanza-client.ts";

export interface Aftermath {
  readonly server: Server;
  readonly reader: Reader;
  readonly node: string;
  /** A room that the bot should be in, and the reader is in. */
  readonly room: string;
  /** Titles by item id, the oldest first. */
  readonly desired: ReadonlyMap<string, string>;
  /**
   * What the reader was told of: `each` item, in order, where it was subscribed and there all the time; `some`, where it was
   * away in between; nothing without a subscription.
   */
  readonly told?: "each" | "some" | undefined;
  readonly log: () => string;
}

/**
 * The node holds exactly the desired items, and a picture; the reader was told of none twice; the bot is in its room and answers a question
 * once; nothing was thrown that nobody caught.
 */
export async function expectAllIsWell(after: Aftermath): Promise<void> {
  await look(after).catch((error: unknown) => {
    throw new Error(`${String(error)}\nThe bot's log:\n${after.log()}`, { cause: error });
  });
}

async function look({ server, reader, node, room, desired, told, log }: Aftermath): Promise<void> {
  await expectOneAnswer(reader, room);
  const held = await reader.items(server.pubsub, node);
  const entries = held.filter(({ id }) => id !== PICTURE);
  expect(new Map(entries.map((item) => [item.id, titleOf(item)])), `items of ${node}`).toEqual(desired);
  const heard = reader.notifications.filter((each) => each.node === node);
  const stamps = heard.map(({ delayed }) => delayed).join(", ");
  const ids = heard.map(({ id }) => id);
  // The node's own picture comes before everything else, and once as well.
  const once = [PICTURE, ...desired.keys()].filter(
    (id) => ids.includes(id) || (told === "each" && id !== PICTURE),
  );
  expect(ids, `notifications of ${node} (delayed: ${stamps})`).toEqual(once);
  expect(log()).not.toMatch(/reached nobody|nobody heard|was survived/u);
}

/** Asks twice: a second answer to the first question would come before the answer to the second. */
export async function expectOneAnswer(reader: Reader, room: string): Promise<void> {
  const since = reader.messages.length;
  const answers = (): readonly string[] =>
    reader.messages
      .slice(since)
      .filter(({ from, body }) => from.startsWith(`${room}/`) && !body.startsWith("!"))
      .map(({ body }) => body);
  for (const [at, question] of ["!xep 60", "!xep 45"].entries()) {
    reader.say(room, question);
    await reader.until(`an answer to ${question} in ${room}`, () => answers()[at], 20_000);
  }
  expect(answers(), `answers in ${room}`).toEqual([
    expect.stringContaining("XEP-0060"),
    expect.stringContaining("XEP-0045"),
  ]);
}

function titleOf({ id, payload }: Notification): string {
  const entry = atom.fromElement(payload);
  if (entry === undefined) throw new Error(`${id} came without an entry`);
  return entry.title;
}
