/** A bot behind a proxy, with an account, a node, a room and issues of its own: what a fault is played on. */

import { setTimeout as pause } from "node:timers/promises";
import { inspect } from "node:util";
import type { Timing } from "../../src/xmpp/timing.ts";
import { expectAllIsWell } from "./aftermath.ts";
import { type LocalBot, startLocalBot } from "./bot-in-process.ts";
import type { BotOptions } from "./bot.ts";
import { issue, makeContent } from "./content.ts";
import { type Proxy, startProxy } from "./proxy.ts";
import { PUBSUB, type Server } from "./server.ts";
import { connect, type Reader } from "./stanza-client.ts";

/** Lua for a Prosody that is never restarted: its own storage takes the longer for an item the more there are. */
export const IN_MEMORY = `Component "${PUBSUB}" "pubsub"\n  storage = "memory"\n`;

export interface SetOptions {
  readonly server: Server;
  /** The account, the node and the room have this name. */
  readonly name: string;
  /** How many issues there are, one a day, and how many bytes each has about. */
  readonly issues: number;
  readonly bytes?: number;
}

/** A scene without people. */
export interface StageSet extends AsyncDisposable {
  readonly proxy: Proxy;
  readonly room: string;
  /** Titles by item id, the oldest first. */
  readonly desired: ReadonlyMap<string, string>;
  /** For `startBot` and `startLocalBot`. */
  readonly options: Omit<BotOptions, "args">;
}

export async function makeSet({ server, name, issues, bytes = 100 }: SetOptions): Promise<StageSet> {
  const days = Array.from({ length: issues }, (_, at) => dayOf(at));
  const desired = new Map(days.map((day, at) => [`${day}-${name}`, `News ${at + 1}`]));
  const body = "word ".repeat(bytes / 5);
  const files = days.map((day, at) => [`${day}-${name}.md`, issue(`News ${at + 1}`, day, body)]);
  await using made = new AsyncDisposableStack();
  const content = made.use(await makeContent(Object.fromEntries(files)));
  const proxy = made.use(await startProxy(server.host, server.port));
  const room = `${name}@${server.rooms}`;
  const settings = { SERVICE: `xmpp://127.0.0.1:${proxy.port}`, NODE: name };
  const all = made.move();
  return {
    proxy,
    room,
    desired,
    options: { server, account: name, content: content.folder, rooms: [room], settings },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** The same with a reader, who has been in the room and subscribed to the node before the bot. */
export interface Scene extends StageSet {
  readonly reader: () => Reader;
  start(timing?: Timing): Promise<LocalBot>;
  /** Expects everything that must be true after a fault; `some` when the reader was away in between. */
  allIsWell(bot: Pick<LocalBot, "log">, told?: "each" | "some"): Promise<void>;
  /** The reader comes back, after its server was away. */
  reconnect(): Promise<void>;
}

export async function makeScene(options: SetOptions): Promise<Scene> {
  const { server, name } = options;
  const logIn = (account: string): Promise<Reader> =>
    connect(server.wsUrl, server.jid(account), server.password(account));
  await using made = new AsyncDisposableStack();
  const set = made.use(await makeSet(options));
  {
    await using owner = await logIn(name);
    await createNode(owner, server.pubsub, name);
  }
  let reader = await logIn("reader");
  made.defer(() => reader.stop());
  await reader.subscribe(server.pubsub, name);
  await reader.join(set.room, "ana");
  await reader.client.configureRoom(set.room, { type: "submit" });
  const all = made.move();
  return {
    ...set,
    reader: () => reader,
    start: (timing) => startLocalBot(set.options, timing),
    allIsWell: ({ log }, told = "each") => expectAllIsWell({ ...set, server, reader, node: name, told, log }),
    async reconnect() {
      await reader.stop();
      reader = await logIn("reader");
      await reader.join(set.room, "ana");
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const TRIES = 10;
const LATER_MS = 20;

/** Makes a node. */
export async function createNode(owner: Reader, service: string, node: string): Promise<void> {
  await insist(`The node ${node} was not made`, () => owner.client.createNode(service, node));
}

/** Two nodes that are made or deleted at the same moment may be one too many for ejabberd, which says that it can be asked again. */
export async function insist(problem: string, ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return void (await ask());
    } catch (refused) {
      if (tries === TRIES || !inspect(refused).includes("type: 'wait'")) {
        throw new Error(`${problem}: ${inspect(refused)}`, { cause: refused });
      }
      await pause(tries * LATER_MS);
    }
  }
}

/** The days from the first of 2020 on. */
function dayOf(at: number): string {
  return new Date(Date.UTC(2020, 0, at + 1)).toISOString().slice(0, 10);
}
