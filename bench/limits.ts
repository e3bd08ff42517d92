/** What the packaged limits of servers make of a hundred large issues: how long it takes, what is lost, what it costs. */

import { apply } from "../src/publish/apply.ts";
import { createWindow } from "../src/publish/pace.ts";
import * as pubsub from "../src/xmpp/pubsub.ts";
import { masthead } from "../test/support/masthead.ts";
import type { Server } from "../test/support/server.ts";
import { connect } from "../test/support/stanza-client.ts";
import { createEntry, toChange } from "./entries.ts";
import { median } from "./measure.ts";
import type { Part } from "./report.ts";
import { SERVERS, startSession } from "./servers.ts";
import { watchWaiting } from "./waiting.ts";

/** Eight years of newsletters, each larger than the largest so far. */
const COUNT = 100;
const SIZE = 50_000;
/** How long after an answer the next question is asked, in ms. */
const EVERY = 10_000;
/** The last notification may come a moment after the answer, in ms. */
const PATIENCE = 60_000;

export async function* limits(): AsyncGenerator<Part> {
  const both = Object.entries(SERVERS).map(async ([name, { start, limit }]): Promise<Part> => {
    await using server = await start({ limits: true });
    return await publishAll(
      `${COUNT} issues of ${SIZE / 1_000} kB at ${limit / 1_000} kB/s, ${name}`,
      server,
      limit,
    );
  });
  // At once: they do nothing but wait.
  yield* await Promise.all(both);
}

/** Publishes new issues, and watches what a subscriber hears, and how long it takes to get an answer meanwhile. */
async function publishAll(name: string, server: Server, limit: number): Promise<Part> {
  await using speaking = await startSession(server, "bot");
  const { session } = speaking;
  await using reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
  const at = { service: server.pubsub, node: "newsletter" };
  await pubsub.create(session, at);
  await reader.subscribe(at.service, at.node);
  const changes = Array.from({ length: COUNT }, (_, place) => ({
    ...toChange(at, `issue-${place}`, createEntry(place, SIZE)),
    action: "publish" as const,
  }));
  const memory: number[] = [];
  const waiting = watchWaiting(session, EVERY);
  const start = performance.now();
  await apply(session, { ...masthead, at, publisher: server.jid("bot") }, changes, {
    max: true,
    window: createWindow(),
    tell: () => void memory.push(process.memoryUsage.rss()),
    note: () => {},
  });
  const seconds = (performance.now() - start) / 1_000;
  const waits = await waiting.end();
  await reader.notified(`issue-${COUNT - 1}`, PATIENCE);
  const heard = reader.notifications.map(({ id }) => id);
  const arrived = new Set(heard).size;
  const bytes = changes.reduce((sum, change) => sum + change.bytes, 0);
  const figures = {
    seconds,
    "of the limit": bytes / seconds / limit,
    "an answer takes, s": median(waits) / 1_000,
    "at most, s": Math.max(...waits) / 1_000,
    "RSS halfway, MB": (memory[COUNT / 2] ?? 0) / 1e6,
    "at the end, MB": (memory.at(-1) ?? 0) / 1e6,
  };
  return {
    name,
    rows: [{ name: "publish all", figures }],
    goals: [
      { name: "arrived", value: arrived, at: "least", limit: COUNT },
      { name: "arrived twice", value: heard.length - arrived, at: "most", limit: 0 },
    ],
  };
}
