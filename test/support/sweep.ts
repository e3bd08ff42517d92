/** A session that breaks at every few bytes, from its first packet to its first publish: many bots, each broken once. */

import { inspect } from "node:util";
import { expectAllIsWell } from "./aftermath.ts";
import { startLocalBot } from "./bot-in-process.ts";
import { issue, makeContent } from "./content.ts";
import { startProxy } from "./proxy.ts";
import { createNode, insist } from "./scene.ts";
import type { Server } from "./server.ts";
import { connect, type Reader } from "./stanza-client.ts";

/** What came of it. */
export interface Sweep {
  /** The bytes of a session that does not break, both directions together. */
  readonly bytes: number;
  /** How many sessions broke: one that is shorter than the first one was may not. */
  readonly broken: number;
  /** What was not well afterwards, with the byte and the bot's log. */
  readonly failures: readonly string[];
  /** What was not well at first, and was when the same cut was played again. */
  readonly repeated: readonly string[];
}

/** Who looks at the bots of an account: its owner, and a reader that nobody else uses. */
interface Witnesses {
  readonly account: string;
  readonly owner: Reader;
  readonly reader: Reader;
}

/** Runs so many bots at a time as there are accounts, each cut `step` bytes later; the server has an account `reader`, too. */
export async function sweep(server: Server, accounts: readonly string[], step: number): Promise<Sweep> {
  const [first = ""] = accounts;
  const failures: string[] = [];
  const repeated: string[] = [];
  const sessions: Session[] = [];
  const logIn = (account: string): Promise<Reader> =>
    connect(server.wsUrl, server.jid(account), server.password(account));
  const playAll = async (account: string, turns: Iterable<number>): Promise<void> => {
    await using owner = await logIn(account);
    await using reader = await logIn("reader");
    for (const turn of turns) {
      const at = turn <= 0 ? undefined : (turn - 1) * step;
      const tryTurn = (number: number): Promise<Session | string> =>
        play(server, { account, owner, reader }, number, at).catch(
          (error: unknown) => `cut at byte ${at}: ${toText(error)}`,
        );
      const session = await tryTurn(turn);
      if (typeof session !== "string") {
        sessions.push(session);
        continue;
      }
      // What a cut at this byte does, it does again; what the server does once in some thousand sessions, it does not.
      repeated.push(session);
      const second = await tryTurn(turn + OTHERS);
      if (typeof second === "string") failures.push(second);
      else sessions.push(second);
    }
  };
  // The first bot of an account tells who it is, which the others find there.
  await playAll(first, [-2, 0]);
  const bytes = sessions.at(-1)?.bytes ?? 0;
  // One list for all: whoever takes a turn takes it from the others.
  const turns = Array.from({ length: Math.ceil(bytes / step) }, (_, at) => at + 1).values();
  await Promise.all(accounts.map((account) => playAll(account, turns)));
  if (repeated.length > MOST_REPEATED) failures.push(...repeated);
  const broken = sessions.filter(({ connections }) => connections > 1).length;
  return { bytes, broken, failures, repeated };
}

/** Added to the number of a session that is played again: an even number, so that it finds the same kind of node. */
const OTHERS = 1_000;
/** So many failures that do not come again are the server's, or the machine's. */
const MOST_REPEATED = 2;

/** Bots that make nodes at the same moment may be too many for ejabberd: they ask again, after pauses that grow. */
const DEADLINE_MS = 60_000;

interface Session {
  readonly bytes: number;
  readonly connections: number;
}

/** One bot with a node and a room of its own, whose first connection is cut at a byte, or is not. */
async function play(
  server: Server,
  { account, owner, reader }: Witnesses,
  turn: number,
  at: number | undefined,
): Promise<Session> {
  await forget(owner, server.jid(account));
  const day = new Date(Date.UTC(2020, 0, turn + 1)).toISOString().slice(0, 10);
  const node = `news-${turn}`;
  const room = `room-${turn}@${server.rooms}`;
  // Every other bot finds a node with a subscriber; the rest make theirs, which takes more bytes.
  const isThere = turn % 2 === 1;
  if (isThere) {
    await createNode(owner, server.pubsub, node);
    await reader.subscribe(server.pubsub, node);
  }
  await using content = await makeContent({ [`${day}-news.md`]: issue("News", day) });
  await using proxy = await startProxy(server.host, server.port);
  proxy.cutAfter(at);
  const settings = { SERVICE: `xmpp://127.0.0.1:${proxy.port}`, NODE: node };
  await using bot = await startLocalBot({
    server,
    account,
    content: content.folder,
    rooms: [room],
    settings,
  });
  await bot.logs(`entered ${room}`);
  await bot.logs("the nodes follow the content", 0, DEADLINE_MS);
  const bytes = proxy.bytes();
  await reader.join(room, "ana");
  const desired = new Map([[`${day}-news`, "News"]]);
  const told = isThere ? "each" : undefined;
  await expectAllIsWell({ server, reader, node, room, desired, told, log: bot.log });
  await reader.leave(room);
  return { bytes, connections: proxy.connections() };
}

/** Every bot starts afresh: what the one before it noted of its node would be taken for what this one published. */
async function forget(owner: Reader, account: string): Promise<void> {
  const { items } = await owner.client.getDiscoItems(account);
  const nodes = (items ?? [])
    .map(({ node = "" }) => node)
    .filter((node) => node.startsWith("urn:x-newsstand:"));
  for (const node of nodes) {
    await insist(`The node ${node} was not deleted`, () => owner.client.deleteNode(account, node));
  }
}

function toText(error: unknown): string {
  return error instanceof Error ? error.message : inspect(error);
}
