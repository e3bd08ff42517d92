/** What a reader sees of the bot: issues, translations and items arrive, and questions in the room are answered. */

import { fromElement } from "../../src/xmpp/atom.ts";
import { startBot, type Bot } from "../support/bot.ts";
import type { Server } from "../support/server.ts";
import { connect, type Heard, type Notification, type Reader } from "../support/stanza-client.ts";

export interface Stage {
  readonly server: Server;
  /** The folder with the issues. */
  readonly content: string;
  /** The nodes to subscribe to, and the ids of the items that must come of the folder; of the node of the items, how many. */
  readonly issues: readonly string[];
  readonly translations: readonly string[];
  readonly items: number;
  readonly config: string;
  readonly say: (line: string) => void;
}

export const BOT = "newsstand";
export const READER = "reader";
export const NODE = "newsletter";
/** What `config/demo.yaml` makes of its templates. */
export const TRANSLATIONS = "newsletter-de";
export const ITEMS = "newsletter-items";
/** The item of a node that is its picture. */
const PICTURE = "urn:xmpp:avatar:metadata";
/** So many items are shown one by one. */
const SHOWN = 3;

export const roomOf = ({ rooms }: Server): string => `commteam@${rooms}`;

/** Plays the scenario and leaves the bot running. Fails with a sentence that says what did not happen. */
export async function play({
  server,
  content,
  issues,
  translations,
  items,
  config,
  say,
}: Stage): Promise<Bot> {
  const nodes = [NODE, TRANSLATIONS, ITEMS];
  await makeNodes(server, nodes);
  await using reader = await connect(server.wsUrl, server.jid(READER), server.password(READER));
  for (const node of nodes) await reader.subscribe(server.pubsub, node);
  say(`${server.jid(READER)} subscribes to the nodes ${nodes.join(", ")} at ${server.pubsub}`);

  const bot = startBot({
    server,
    account: BOT,
    content,
    args: ["run", "--config", config],
    settings: { ROOMS: roomOf(server) },
  });
  try {
    say(`${server.jid(BOT)} starts, and checks the server's certificate\n`);
    for (const id of [...issues, ...translations]) show(await reader.notified(id), say);
    const news = await reader.until("the items", () => {
      const come = reader.notifications.filter(({ node, id }) => node === ITEMS && id !== PICTURE);
      return come.length < items ? undefined : come;
    });
    for (const item of news.slice(0, SHOWN)) show(item, say);
    say(`  … and ${news.length - SHOWN} more in ${ITEMS}`);
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

/** Makes the nodes as their owner, so that the reader is a subscriber before the first issue comes. */
async function makeNodes(server: Server, nodes: readonly string[]): Promise<void> {
  await using owner = await connect(server.wsUrl, server.jid(BOT), server.password(BOT));
  for (const node of nodes) await owner.client.createNode(server.pubsub, node);
}

function show({ node, id, payload }: Notification, say: Stage["say"]): void {
  const entry = fromElement(payload);
  if (entry === undefined) throw new Error(`The item ${id} came without an Atom entry.`);
  const size = Buffer.byteLength(payload?.toString() ?? "");
  say(`  ${node.padEnd(16)}  ${(size / 1000).toFixed(1).padStart(5)} kB  ${entry.title}`);
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
