/** The patrol: what it finds is mended, what ends it is begun anew, and one bad node does not hide the others. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openLedger } from "../../src/publish/ledger.ts";
import type { Nodes } from "../../src/publish/nodes.ts";
import { createWindow } from "../../src/publish/pace.ts";
import { createNotes } from "../../src/publisher/notes.ts";
import { createPatrol, type Patrol } from "../../src/publisher/patrol.ts";
import type { Desk } from "../../src/publisher/round.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import type { Session } from "../../src/xmpp/session.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import type { Element } from "../../src/xmpp/stanza.ts";
import { archive, issue, scene, places } from "../publish/survey/scene.ts";
import { masthead } from "../support/masthead.ts";
import { logTo } from "../support/rooms.ts";

const [april, may] = [issue("04"), issue("05")];
let desk: Desk | undefined;
let patrol: Patrol;
let logged: string[];
let found: number;
let measured: number;
let repair: Nodes["repair"];
let fails: Error | undefined;
/** How many requests have failed with it. */
let failed: number;
let world: Awaited<ReturnType<typeof scene>>;

const at = { service: places.service, node: "news" };

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  [logged, found, measured, fails, failed] = [[], 0, 0, undefined, 0];
  repair = () => Promise.resolve();
  world = await scene();
  await world.follow(archive(april, may));
  const get = (payload: Element, to?: string) => {
    if (fails === undefined) return world.xmpp.get(payload, to);
    failed += 1;
    return Promise.reject(fails);
  };
  const session: Session = {
    ...world.xmpp,
    get,
    jid: () => "bot@example.org",
    isOnline: () => true,
    isAlive: () => true,
    limit: () => undefined,
    start: () => {},
    stop: () => Promise.resolve(),
    reset: () => {},
    hurry: () => {},
  };
  desk = {
    session,
    edition: { masthead, places },
    ledger: await openLedger(world.memory.memoryOf, places.service),
    window: createWindow(),
    nodes: {
      max: true,
      capacity: () => undefined,
      isRemembered: () => true,
      measure() {
        measured += 1;
        return Promise.resolve(false);
      },
      ensure: () => Promise.resolve(),
      repair: (...given) => repair(...given),
      inspect: () => Promise.reject(new Error("nobody asks")),
    },
  };
  const log = logTo((level, message) => logged.push(`${level}: ${message}`));
  patrol = createPatrol({
    desk: () => desk,
    archive: () => archive(april, may),
    found: () => void (found += 1),
    notes: createNotes((sentence) => log.warn(sentence)),
    log,
    interval: 0,
    delay: 1_000,
  });
});

afterEach(() => {
  patrol.stop();
  vi.useRealTimers();
});

const walk = async (): Promise<void> => {
  const before = looked();
  patrol.start();
  await expect.poll(looked).toBe(before + 1);
};
const looked = () => logged.filter((line) => line === "debug: the nodes were looked at").length;
const warnings = () => logged.filter((line) => line.startsWith("warn"));

test("where all is well nothing is said, asked for or done", async () => {
  await walk();
  expect([warnings(), found, measured]).toEqual([[], 0, 0]);
});

test("what was lost is said each time, mended by a round, and the limits of the service are looked at", async () => {
  for (let times = 1; times <= 2; times += 1) {
    world.nodes.get("news")?.delete(april.id);
    await walk();
    await expect.poll(() => found).toBe(times);
    expect([warnings().length, measured]).toEqual([times, times]);
    desk?.ledger.put(at, april.id, { issue: april.id, digest: "a".repeat(12) });
  }
  expect(warnings()[0]).toBe(`warn: the node news has lost 1 items (${april.id})`);
});

test("a node that the account may not touch is said once, and all are looked at", async () => {
  repair = () => Promise.reject(new StanzaError({ condition: "forbidden", type: "auth" }));
  world.nodes.get("news")?.delete(april.id);
  await walk();
  await walk();
  expect(warnings()).toEqual([
    expect.stringContaining("forbidden"),
    expect.stringContaining("has lost 1 items"),
  ]);
});

test("what an interruption ends is begun anew when the session goes on, and not once it is done", async () => {
  fails = new SessionError("the session was lost", { lost: true });
  patrol.start();
  await expect.poll(() => failed).toBe(1);
  fails = undefined;
  patrol.resume();
  await vi.advanceTimersByTimeAsync(1_000);
  await expect.poll(looked).toBe(1);
  patrol.resume();
  await vi.advanceTimersByTimeAsync(2_000);
  expect([looked(), warnings()]).toEqual([1, []]);
});

test("what was asked for while there was no session is done when it goes on", async () => {
  const there = desk;
  desk = undefined;
  patrol.start();
  desk = there;
  patrol.resume();
  await vi.advanceTimersByTimeAsync(1_000);
  await expect.poll(looked).toBe(1);
});

test("a new session ends it, and has one of its own", async () => {
  world.nodes.get("news")?.delete(april.id);
  let repaired = 0;
  let ended = 0;
  repair = () => {
    repaired += 1;
    ended = looked();
    // The session is another one before the first look is over.
    if (repaired === 1 && desk !== undefined) desk = { ...desk };
    return Promise.resolve();
  };
  patrol.start();
  await expect.poll(() => repaired).toBe(1);
  // It is asked again until the one before has come to its end.
  await expect.poll(() => (patrol.start(), repaired)).toBe(2);
  expect(ended).toBe(0);
  await expect.poll(looked).toBe(1);
  expect(warnings()).toHaveLength(1);
});
