/** The list of subscribers: kept in private nodes, changed by one after the other, and safe from interruptions. */

import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { bucketOf } from "../../src/announce/buckets.ts";
import { createSubscribers, MOST_TOPICS, SubscriptionError } from "../../src/announce/subscribers.ts";
import type { Topic } from "../../src/announce/topics.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { ENGLISH, LOST, makePost, makeWorld, people, type World } from "./post.ts";

const ANA = "ana@chat.example";
const list = (world: World) => makePost(world).subscribers;
/** What the private nodes hold, as text. */
const stored = (world: World): string => world.list.flatMap(({ items }) => [...items.values()]).join("\n");
const setBroken = (world: World, error?: Error): void => {
  for (const memory of world.list) memory.breaks(error);
};

test("who subscribes is on the list, also of a bot that is started again", async () => {
  const world = makeWorld();
  expect(await list(world).add(ANA, [ENGLISH])).toEqual([ENGLISH]);
  expect(await list(world).add(ANA, ["items:servers", ENGLISH])).toEqual([ENGLISH, "items:servers"]);
});

test("to subscribe again writes nothing", async () => {
  const world = makeWorld();
  await list(world).add(ANA, [ENGLISH]);
  const before = stored(world);
  await list(world).add(ANA, [ENGLISH]);
  expect(stored(world)).toBe(before);
});

test("somebody is taken off one topic, or off the list", async () => {
  const world = makeWorld();
  const subscribers = list(world);
  await subscribers.add(ANA, [ENGLISH, "items:servers"]);
  expect(await subscribers.remove(ANA, [ENGLISH])).toEqual({ taken: [ENGLISH], left: ["items:servers"] });
  expect(await subscribers.remove(ANA, [ENGLISH])).toEqual({ taken: [], left: ["items:servers"] });
  expect(await subscribers.remove(ANA)).toEqual({ taken: ["items:servers"], left: [] });
  expect(await subscribers.remove(ANA)).toEqual({ taken: [], left: [] });
  expect(stored(world)).not.toContain(ANA);
});

test("many who come at once are all on the list, in parts that are each small", async () => {
  const world = makeWorld();
  const subscribers = list(world);
  const all = people(600);
  await Promise.all(all.map((jid) => subscribers.add(jid, [ENGLISH])));
  const again = list(world);
  await again.load();
  expect(all.every((jid) => again.find(jid)?.topics.includes(ENGLISH))).toBe(true);
  expect(again.count()).toBe(600);
  expect(Math.max(...world.list.map(({ items }) => items.size))).toBeLessThanOrEqual(16);
});

test("one server cannot fill the list", async () => {
  const subscribers = list(makeWorld());
  const inOnePart = (server: string): readonly string[] =>
    Array.from({ length: 40_000 }, (_, at) => `${at}@${server}`).filter((jid) => bucketOf(jid) === 0);
  const [first = "", ...others] = inOnePart("evil.example");
  await subscribers.add(first, [ENGLISH]);
  const results = await Promise.allSettled(others.map((jid) => subscribers.add(jid, [ENGLISH])));
  expect(results.filter(({ status }) => status === "rejected").length).toBe(others.length - 199);
  const [somebody = ""] = inOnePart("vil.example");
  expect(await subscribers.add(somebody, [ENGLISH])).toEqual([ENGLISH]);
  expect(await subscribers.add(first, ["items:servers"])).toEqual([ENGLISH, "items:servers"]);
});

describe("when the session is lost", () => {
  test("a change waits for the next one, and is answered then", async () => {
    const world = makeWorld();
    const subscribers = list(world);
    await subscribers.load();
    setBroken(world, LOST);
    let isAnswered = false;
    const added = subscribers.add(ANA, [ENGLISH]).then(() => (isAnswered = true));
    await setImmediate();
    expect(isAnswered).toBe(false);
    setBroken(world);
    subscribers.restart();
    await added;
    expect(stored(world)).toContain(ANA);
  });

  test("and there is another before that is noticed, the change is done at once", async () => {
    const world = makeWorld();
    const lost = Promise.withResolvers<never>();
    const [first] = world.list;
    let reads = 0;
    const memories = world.list.map((memory) => ({
      ...memory,
      read: () => (memory === first && reads++ === 0 ? lost.promise : memory.read()),
    }));
    const subscribers = createSubscribers({ memories, log: silent });
    const added = subscribers.add(ANA, [ENGLISH]);
    await setImmediate();
    lost.reject(LOST);
    subscribers.restart();
    expect(await added).toEqual([ENGLISH]);
  });
});

test("what a server refuses to store is told in a sentence, and is not on the list", async () => {
  const world = makeWorld();
  const post = makePost(world);
  setBroken(world, new StanzaError({ condition: "feature-not-implemented", type: "cancel" }));
  await expect(post.subscribers.add(ANA, [ENGLISH])).rejects.toMatchObject({ reason: "unavailable" });
  setBroken(world);
  expect(post.subscribers.find(ANA)).toBeUndefined();
  expect(post.logged.join()).toContain("feature-not-implemented");
});

test("a list that cannot be read is never overwritten", async () => {
  const world = makeWorld();
  world.list[3]?.items.set("3", "<strange xmlns='urn:strange'/>");
  await expect(list(world).add(ANA, [ENGLISH])).rejects.toThrow(SubscriptionError);
  expect(stored(world)).toBe("<strange xmlns='urn:strange'/>");
});

test("what a killed server has lost of the list is written again", async () => {
  const world = makeWorld();
  const subscribers = list(world);
  await subscribers.add(ANA, [ENGLISH]);
  for (const { items } of world.list) items.clear();
  subscribers.restart();
  await subscribers.load();
  await subscribers.flush();
  expect(stored(world)).toContain(ANA);
});

test("what another bot has changed meanwhile counts", async () => {
  const world = makeWorld();
  const [one, other] = [list(world), list(world)];
  await one.add(ANA, [ENGLISH]);
  await other.remove(ANA);
  one.restart();
  await one.load();
  expect(one.find(ANA)).toBeUndefined();
});

test("nobody has more than a few topics", async () => {
  const topics = Array.from({ length: MOST_TOPICS + 1 }, (_, at): Topic => `items:kind-${at}`);
  await expect(list(makeWorld()).add(ANA, topics)).rejects.toMatchObject({ reason: "topics" });
});

test("a part of the list that is full takes nobody else, and lets people go", async () => {
  const world = makeWorld();
  const subscribers = createSubscribers({ memories: world.list, log: silent });
  // Addresses as long as they may be, all in one part.
  const long = Array.from({ length: 8_500 }, (_, at) => `${at}@${"x".repeat(1_000)}.example`);
  const results = await Promise.allSettled(long.map((jid) => subscribers.add(jid, [ENGLISH])));
  expect(results.some(({ status }) => status === "rejected")).toBe(true);
  expect(
    Math.max(...world.list.flatMap(({ items }) => [...items.values()].map((text) => text.length))),
  ).toBeLessThan(61_000);
  const [first = ""] = long;
  expect((await subscribers.remove(first)).taken).toEqual([ENGLISH]);
});

const silent = { info: () => {}, warn: () => {}, debug: () => {} };

describe("somebody whose messages come back", () => {
  const failing = async () => {
    const post = makePost(makeWorld());
    await post.subscribers.add(ANA, [ENGLISH]);
    const fail = (gone = false): void => {
      post.subscribers.sending(ANA);
      post.subscribers.bounced(ANA, gone, "item-not-found");
    };
    return { ...post, fail };
  };

  test("three deliveries in a row is dropped, which the operator is told", async () => {
    const { subscribers, fail, logged } = await failing();
    fail();
    fail();
    expect(subscribers.find(ANA)).toBeDefined();
    fail();
    expect(subscribers.find(ANA)).toBeUndefined();
    expect(logged.filter((line) => line.startsWith("info"))).toEqual([
      `info: somebody is no longer subscribed: what was sent there came back (item-not-found)`,
    ]);
  });

  test("for good is dropped at once", async () => {
    const { subscribers, fail } = await failing();
    fail(true);
    expect(subscribers.find(ANA)).toBeUndefined();
  });

  test("in between, but not every time, stays", async () => {
    const { subscribers, fail } = await failing();
    for (let times = 0; times < 5; times += 1) {
      fail();
      subscribers.sending(ANA);
      subscribers.sending(ANA);
    }
    expect(subscribers.find(ANA)).toMatchObject({ failures: 0 });
  });

  test("twice for one delivery has failed once", async () => {
    const { subscribers } = await failing();
    subscribers.sending(ANA);
    for (let times = 0; times < 5; times += 1) subscribers.bounced(ANA, false, "item-not-found");
    expect(subscribers.find(ANA)).toMatchObject({ failures: 1 });
  });

  test("is known to a bot that is started again", async () => {
    const world = makeWorld();
    const subscribers = list(world);
    await subscribers.add(ANA, [ENGLISH]);
    subscribers.sending(ANA);
    subscribers.bounced(ANA, false, "item-not-found");
    subscribers.sending(ANA);
    await subscribers.flush();
    const again = list(world);
    await again.load();
    expect(again.find(ANA)).toEqual({ jid: ANA, topics: [ENGLISH], failures: 1, tried: true });
  });
});
