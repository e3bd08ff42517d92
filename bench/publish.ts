/** How many entries the bot publishes in a second, beside stanzas that were made beforehand, on a bare socket to the same server. */

import { apply } from "../src/publish/apply.ts";
import type { Masthead } from "../src/publish/imprint.ts";
import { createWindow, type Window } from "../src/publish/pace.ts";
import type { Entry } from "../src/xmpp/atom.ts";
import * as pubsub from "../src/xmpp/pubsub.ts";
import type { Requester } from "../src/xmpp/stanza.ts";
import { masthead as nobody } from "../test/support/masthead.ts";
import type { Server } from "../test/support/server.ts";
import { createEntry, toChange, toStanza } from "./entries.ts";
import { median, ratio } from "./measure.ts";
import { connectRaw, type RawClient } from "./raw.ts";
import type { Part, Row } from "./report.ts";
import { SERVERS, startSession } from "./servers.ts";

const ROUNDS = 15;
/** Rounds before that do not count: code that runs for the first time is slow. */
const WARMING_UP = 5;
/** Entries of about these sizes, in bytes, and how many are published in a round. */
const SIZES = [
  { name: "1 kB", size: 1_000, count: 200 },
  { name: "50 kB", size: 50_000, count: 30 },
] as const;
/** More than this may the bot not lose on the way from an entry to the wire. */
const GOAL = 0.9;

export async function* publishing(): AsyncGenerator<Part> {
  for (const [name, { start }] of Object.entries(SERVERS)) {
    await using server = await start();
    yield await compare(name, server);
  }
}

async function compare(name: string, server: Server): Promise<Part> {
  await using speaking = await startSession(server, "bot");
  const { session } = speaking;
  const raw = await connectRaw(server, "bot");
  const rows: Row[] = [];
  for (const { name: size, size: length, count } of SIZES) {
    const at = { service: server.pubsub, node: `news of ${size}` };
    await pubsub.create(session, at);
    const entries = Array.from(
      { length: count },
      (_, place) => [`item-${place}`, createEntry(place, length)] as const,
    );
    const modes = { "one at a time": createWindow({ most: 1 }), "its own window": createWindow() };
    for (const [mode, window] of Object.entries(modes)) {
      const row = await takeTurns(session, raw, { at, entries, window });
      rows.push({ name: `${size}, ${mode}`, figures: row });
    }
  }
  raw.close();
  const shares = rows.map(({ figures }) => figures["of raw"] ?? 0);
  const goal = { name: "of raw, at least", value: Math.min(...shares), at: "least", limit: GOAL } as const;
  return { name: `Publishing, ${name}`, rows, goals: [goal] };
}

interface Load {
  readonly at: pubsub.Node;
  readonly entries: readonly (readonly [id: string, entry: Entry])[];
  readonly window: Window;
}

/** The bot and the bare socket publish the same, in turns, with as many on their way. */
async function takeTurns(xmpp: Requester, raw: RawClient, load: Load): Promise<Row["figures"]> {
  const { at, entries, window } = load;
  const masthead: Masthead = { ...nobody, at };
  const stanzas = entries.map(([id, entry]) => toStanza(at, id, entry));
  const changes = entries.map(([id, entry]) => toChange(at, id, entry));
  const { counting, mean } = countInFlight(xmpp);
  const inFlight: number[] = [];
  const own: number[] = [];
  const bare: number[] = [];
  for (let round = -WARMING_UP; round < ROUNDS; round += 1) {
    const bot = await timeOf(() =>
      apply(counting, masthead, changes, { max: true, window, tell: () => {}, note: () => {} }),
    );
    const atATime = mean();
    const socket = await timeOf(() => raw.send(stanzas, atATime));
    if (round < 0) continue;
    own.push(bot);
    bare.push(socket);
    inFlight.push(atATime);
  }
  const rate = (times: readonly number[]): number => (entries.length / median(times)) * 1_000;
  return {
    "bot, 1/s": rate(own),
    "raw, 1/s": rate(bare),
    "of raw": ratio(bare, own),
    "at a time": median(inFlight),
  };
}

/** How many requests are on their way at once, on average, since it was asked before. */
function countInFlight(xmpp: Requester): { counting: Requester; mean: () => number } {
  let now = 0;
  let seen: number[] = [];
  const counting: Requester = {
    ...xmpp,
    async set(payload, to) {
      now += 1;
      seen.push(now);
      try {
        return await xmpp.set(payload, to);
      } finally {
        now -= 1;
      }
    },
  };
  return {
    counting,
    mean() {
      const sum = seen.reduce((all, each) => all + each, 0);
      const mean = Math.max(1, Math.round(sum / seen.length));
      seen = [];
      return mean;
    },
  };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
