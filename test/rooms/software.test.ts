/** Which occupants are bots: asked once for each kind of client, and believed of others only when it is proven. */

import { describe, expect, test, vi } from "vitest";
import { createSoftware } from "../../src/rooms/software.ts";
import { verification } from "../../src/xmpp/caps.ts";
import { type Description, toElement } from "../../src/xmpp/disco.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { type Element, xml } from "../../src/xmpp/stanza.ts";
import { logTo } from "../support/rooms.ts";

const BOT: Description = { identities: [{ category: "client", type: "bot" }], features: ["urn:a"] };
const PHONE: Description = { identities: [{ category: "client", type: "phone" }], features: ["urn:a"] };
const FORM = `http://jabber.org/protocol/disco#info`;

const capsOf = (described: Description, hash = "sha-1") => ({
  hash,
  node: "urn:client",
  ver: verification(described),
});

/** Clients that answer as this says, and what they were asked. */
function scene(answer: (to: string) => Element | Promise<Element>, most?: number) {
  const asked: string[] = [];
  const software = createSoftware(
    {
      get(payload, to = "") {
        asked.push(`${to} ${payload.attrs["node"] ?? ""}`);
        return Promise.resolve().then(() => answer(to));
      },
      set: () => Promise.reject(new Error("Nothing is to be set.")),
      send: () => {},
    },
    logTo(() => {}),
    most,
  );
  return { software, asked };
}

describe("a client with a proven hash", () => {
  test.each([
    ["bot", BOT, true],
    ["phone", PHONE, false],
  ])("is a %s, and so is every other with that hash, which nobody asks", async (_, described, isBot) => {
    const { software, asked } = scene(() => toElement(described));
    const caps = capsOf(described);
    expect(software.isBot(caps)).toBeUndefined();
    await software.learn("room@x/ana", caps);
    expect(software.isBot(caps)).toBe(isBot);
    await software.learn("room@x/ben", capsOf(described));
    expect(software.isBot(capsOf(described))).toBe(isBot);
    expect(asked).toEqual([`room@x/ana urn:client#${caps.ver}`]);
  });

  test("is asked once, however many speak at the same moment", async () => {
    const { software, asked } = scene(() => toElement(BOT));
    await Promise.all([1, 2, 3].map((each) => software.learn(`room@x/${each}`, capsOf(BOT))));
    expect(asked).toHaveLength(1);
  });
});

describe("a client that says something else than its hash", () => {
  test("proves nothing for others: a liar makes no bots of them", async () => {
    const { software, asked } = scene((to) => toElement(to === "room@x/liar" ? BOT : PHONE));
    const lie = capsOf(PHONE);
    await software.learn("room@x/liar", lie);
    expect(software.isBot(lie)).toBe(true);
    const honest = capsOf(PHONE);
    expect(software.isBot(honest)).toBeUndefined();
    await software.learn("room@x/ana", honest);
    expect(software.isBot(honest)).toBe(false);
    expect(asked).toHaveLength(2);
  });

  test("is asked once", async () => {
    const { software, asked } = scene(() => toElement(BOT));
    const lie = capsOf(PHONE);
    await software.learn("room@x/liar", lie);
    await software.learn("room@x/liar", lie);
    expect(asked).toHaveLength(1);
  });
});

test.each([
  ["another hash", capsOf(BOT, "sha-256"), toElement(BOT)],
  [
    "a form",
    capsOf(BOT),
    xml("query", { xmlns: FORM }, ...toElement(BOT).children, xml("x", { xmlns: "jabber:x:data" })),
  ],
])("a client with %s is believed for itself alone", async (_, caps, described) => {
  const { software } = scene(() => described);
  await software.learn("room@x/ana", caps);
  expect(software.isBot(caps)).toBe(true);
  expect(software.isBot({ ...caps })).toBeUndefined();
});

test("a client that does not answer is unknown, and left alone", async () => {
  const { software, asked } = scene(() => {
    throw new StanzaError({ condition: "item-not-found", type: "cancel" });
  });
  const caps = capsOf(BOT);
  await software.learn("room@x/ana", caps);
  await software.learn("room@x/ana", caps);
  expect(software.isBot(caps)).toBeUndefined();
  expect(asked).toHaveLength(1);
});

test("a client that is slow keeps nobody waiting for long, and is believed when it answers", async () => {
  vi.useFakeTimers();
  try {
    const late = Promise.withResolvers<Element>();
    const { software, asked } = scene((to) => (to === "room@x/slow" ? late.promise : toElement(PHONE)));
    const learnt: string[] = [];
    const caps = capsOf(PHONE);
    void software.learn("room@x/slow", caps).then(() => learnt.push("slow"));
    void software.learn("room@x/ana", capsOf(PHONE)).then(() => learnt.push("ana"));
    await vi.advanceTimersByTimeAsync(1_999);
    expect([learnt, asked.length]).toEqual([[], 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect([learnt, asked.length]).toEqual([["slow", "ana"], 2]);
    late.resolve(toElement(BOT));
    await vi.advanceTimersByTimeAsync(0);
    // It has lied about its hash, and that of the others is proven.
    expect(software.isBot(caps)).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("a client without caps is asked nothing", async () => {
  const { software, asked } = scene(() => toElement(BOT));
  await software.learn("room@x/ana", undefined);
  expect(software.isBot(undefined)).toBeUndefined();
  expect(asked).toEqual([]);
});

test("of more kinds than are remembered, the oldest is forgotten", async () => {
  const kinds = ["urn:a", "urn:b", "urn:c"].map((feature) => ({ ...BOT, features: [feature] }));
  const { software } = scene((to) => toElement(kinds[Number(to)] ?? BOT), 2);
  for (const [at, kind] of kinds.entries()) await software.learn(String(at), capsOf(kind));
  expect(kinds.map((kind) => software.isBot(capsOf(kind)))).toEqual([undefined, true, true]);
});
