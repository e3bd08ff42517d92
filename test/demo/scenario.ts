/** What a reader sees of the bot: the issues arrive, and questions in the room are answered. */

import { fromElement } from "../../src/xmpp/atom.ts";
import { startBot, type Bot } from "../support/bot.ts";
import type { Server } from "../support/server.ts";
import { connect, type Heard, type Reader } from "../support/stanza-client.ts";

export interface Stage {
  readonly server: Server;
  /** The folder with the issues, and the names of the items that must come of it. */
  readonly content: string;
  readonly items: readonly string[];
  readonly config: string;
  readonly say: (line: string) => void;
}

export const BOT = "newsstand";
export const READER = "reader";
export const NODE = "newsletter";

export const roomOf = ({ rooms }: Server): string => `commteam@${rooms}`;

/** Plays the scenario and leaves the bot running. Fails with a sentence that says what did not happen. */
export async function play({ server, content, items, config, say }: Stage): Promise<Bot> {
  await makeNode(server);
  await using reader = await connect(server.wsUrl, server.jid(READER), server.password(READER));
  await reader.subscribe(server.pubsub, NODE);
  say(`${server.jid(READER)} subscribes to the node ${NODE} at ${server.pubsub}`);

  const bot = startBot({
    server,
    account: BOT,
    content,
    args: ["run", "--config", config],
    settings: { ROOMS: roomOf(server) },
  });
  try {
    say(`${server.jid(BOT)} starts, and checks the server's certificate\n`);
    for (const item of items) await arrive(reader, item, say);
    await bot.ready();
    say(`\n${server.jid(READER)} enters ${roomOf(server)} and asks:`);
    await reader.join(roomOf(server), "ana");
    await ask(reader, server, "latest", "Follow", say);
    await ask(reader, server, "xep 0313", "XEP-0313", say);
    return bot;
  } catch (error) {
    await bot.stop();
    throw error;
  }
}

/** Makes the node as its owner, so that the reader is a subscriber before the first issue comes. */
async function makeNode(server: Server): Promise<void> {
  await using owner = await connect(server.wsUrl, server.jid(BOT), server.password(BOT));
  await owner.client.createNode(server.pubsub, NODE);
}

async function arrive(reader: Reader, item: string, say: Stage["say"]): Promise<void> {
  const { payload } = await reader.notified(item);
  const entry = fromElement(payload);
  if (entry === undefined) throw new Error(`The item ${item} came without an Atom entry.`);
  const size = Buffer.byteLength(payload?.toString() ?? "");
  say(`  notification  ${item}  ${(size / 1000).toFixed(1)} kB  ${entry.title}`);
}

async function ask(
  reader: Reader,
  server: Server,
  question: string,
  word: string,
  say: Stage["say"],
): Promise<void> {
  const room = roomOf(server);
  const before = reader.messages.length;
  const isAnswer = (message: Heard): boolean =>
    message.from === `${room}/${BOT}` && reader.messages.indexOf(message) >= before;
  reader.say(room, `${BOT}: ${question}`);
  const { body } = await reader.hears(`an answer to ${JSON.stringify(question)}`, isAnswer);
  if (!body.includes(word))
    throw new Error(`${JSON.stringify(question)} was answered without ${word}:\n${body}`);
  const lines = body.split("\n").map((line) => `  ${BOT}> ${line}`.trimEnd());
  say(["", `  ana> ${BOT}: ${question}`, ...lines].join("\n"));
}
