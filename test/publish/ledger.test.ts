/** The bot's own record of what it published: it outlives the process, costs little, and may be lost. */

import { describe, expect, test } from "vitest";
import { openLedger } from "../../src/publish/ledger.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import type { Memory } from "../../src/xmpp/private.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { element, xmlEqual } from "../support/conversation.ts";
import { memories, SERVICE } from "./survey/service.ts";

const news = { service: SERVICE, node: "news" };
const clients = { service: SERVICE, node: "items-clients" };
const NODE = "urn:x-newsstand:record";
const NS = `${NODE}:1`;
const [A, B] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb"];
const may = "2024-05-05-news";

/** What is recorded of a node, as `id digest`. */
const rows = (ledger: Awaited<ReturnType<typeof openLedger>>, node = "news") =>
  [...ledger.of(node)].map(([id, { digest }]) => `${id} ${digest}`);

test("what was noted is there after a restart", async () => {
  const { open } = memories();
  const ledger = await open();
  ledger.put(news, may, { issue: may, digest: A });
  ledger.put(clients, `${may}-clients-gajim`, { issue: may, digest: B });
  ledger.put(clients, "otherwise", { issue: may });
  ledger.know("news", 3);
  ledger.pace(12_345);
  ledger.learn(Infinity);
  await ledger.flush();
  const again = await open();
  expect(rows(again)).toEqual([`${may} ${A}`]);
  expect(rows(again, "items-clients")).toEqual([`${may}-clients-gajim ${B}`, "otherwise ?"]);
  expect(again.of("items-clients").get(`${may}-clients-gajim`)?.issue).toBe(may);
  expect([again.others("news"), again.others("items-clients"), again.rate()]).toEqual([3, undefined, 12_000]);
  expect(again.capacity()).toBe(Infinity);
  expect([again.nodes(), again.notes]).toEqual([["news", "items-clients"], []]);
});

test("an issue and all of its items are one small item", async () => {
  const { open, nodes, written } = memories();
  const ledger = await open();
  ledger.put(news, may, { issue: may, digest: A });
  for (const name of ["gajim", "dino"]) ledger.put(clients, `${may}-${name}`, { issue: may, digest: B });
  await ledger.flush();
  expect(written).toEqual([`${NODE} .record`, `${NODE} ${may}`]);
  const { [may]: item, ".record": whole } = Object.fromEntries(nodes.get(NODE) ?? []);
  expect(
    xmlEqual(
      item ?? element("<none/>"),
      element(
        `<issue xmlns="${NS}" service="${SERVICE}"><node name="news">. ${A}</node><node name="items-clients">gajim ${B}\ndino ${B}</node></issue>`,
      ),
    ),
  ).toBe(true);
  expect(
    xmlEqual(
      whole ?? element("<none/>"),
      element(`<record xmlns="${NS}" service="${SERVICE}"><memories>1</memories></record>`),
    ),
  ).toBe(true);
});

test("what has not changed is not written again", async () => {
  const { open, written } = memories();
  const ledger = await open();
  ledger.put(news, may, { issue: may, digest: A });
  ledger.pace(10_000);
  await ledger.flush();
  written.length = 0;
  ledger.put(news, may, { issue: may, digest: A });
  ledger.pace(11_000);
  await ledger.flush();
  expect(written).toEqual([]);
  ledger.pace(20_000);
  await ledger.flush();
  expect(written).toEqual([`${NODE} .record`]);
  ledger.learn(256);
  await ledger.flush();
  ledger.learn(256);
  await ledger.flush();
  expect(written).toHaveLength(2);
});

test("changes that were carried out are noted: where an item is, and where it is no more", async () => {
  const { open, written } = memories();
  const ledger = await open();
  const subject = { at: news, id: may, issue: may, kind: "issue", title: "May" } as const;
  const entry = () => expect.fail();
  ledger.note({ ...subject, action: "publish", digest: A, bytes: 1, entry });
  expect(rows(ledger)).toEqual([`${may} ${A}`]);
  const at = { service: SERVICE, node: "news-2024" };
  ledger.note({ ...subject, action: "move", at, from: news, digest: B, bytes: 1, entry });
  expect([rows(ledger), rows(ledger, "news-2024"), ledger.nodes()]).toEqual([
    [],
    [`${may} ${B}`],
    ["news-2024"],
  ]);
  await ledger.flush();
  ledger.note({ ...subject, at, action: "retract", why: "unwanted" });
  await ledger.flush();
  expect(ledger.nodes()).toEqual([]);
  expect(written.at(-1)).toBe(`${NODE} -${may}`);
});

test("an item can be doubted, and a node that was deleted forgotten", async () => {
  const { open } = memories();
  const ledger = await open();
  ledger.put(news, may, { issue: may, digest: A });
  ledger.know("news", 0);
  ledger.doubt(news, may);
  ledger.doubt(news, "unknown");
  expect(rows(ledger)).toEqual([`${may} ?`]);
  ledger.drop("news");
  expect([rows(ledger), ledger.others("news")]).toEqual([[], undefined]);
  await ledger.flush();
  const again = await open();
  expect([again.nodes(), again.others("news")]).toEqual([[], undefined]);
});

test("many issues are spread over private nodes of fifty each, and all of them are found again", async () => {
  const { open, nodes } = memories();
  const ids = Array.from({ length: 120 }, (_, at) => `issue-${at}`);
  const ledger = await open();
  for (const id of ids) ledger.put(news, id, { issue: id, digest: A });
  await ledger.flush();
  expect([...nodes].map(([name, items]) => `${name} ${items.size}`).toSorted()).toEqual([
    `${NODE} 51`,
    `${NODE}-2 50`,
    `${NODE}-3 20`,
  ]);
  const again = await open();
  expect([...again.of("news").keys()].toSorted()).toEqual(ids.toSorted());
  again.forget(news, "issue-3");
  again.put(news, "issue-new", { issue: "issue-new", digest: A });
  await again.flush();
  await again.flush();
  expect((await open()).of("news").size).toBe(120);
});

describe("a record that cannot be used", () => {
  const items: readonly (readonly [string, string])[] = [
    [
      "of another service",
      `<issue xmlns="${NS}" service="other.example"><node name="news">. ${A}</node></issue>`,
    ],
    [
      "of another form",
      `<issue xmlns="${NODE}:2" service="${SERVICE}"><node name="news">. ${A}</node></issue>`,
    ],
    [
      "with a damaged digest",
      `<issue xmlns="${NS}" service="${SERVICE}"><node name="news">. ${A}a</node></issue>`,
    ],
    [
      "with a damaged id",
      `<issue xmlns="${NS}" service="${SERVICE}"><node name="news">A B ${A}</node></issue>`,
    ],
    ["without a node's name", `<issue xmlns="${NS}" service="${SERVICE}"><node>. ${A}</node></issue>`],
    ["that is something else", `<x xmlns="x"/>`],
  ];
  test.each(items)("%s counts as not there, is said once, and is replaced", async (_, spoilt) => {
    const { open, nodes } = memories();
    nodes.set(
      NODE,
      new Map([
        [may, element(spoilt)],
        ["gone", element(spoilt)],
      ]),
    );
    const ledger = await open();
    expect([ledger.nodes(), ledger.notes]).toEqual([[], [expect.stringContaining("made anew")]]);
    ledger.put(news, may, { issue: may, digest: B });
    await ledger.flush();
    expect([...(nodes.get(NODE)?.keys() ?? [])]).toEqual([may, ".record"]);
    const again = await open();
    expect([rows(again), again.notes]).toEqual([[`${may} ${B}`], []]);
  });

  test("as a whole: nobody knows then which nodes it knew", async () => {
    const { open, nodes } = memories();
    const ledger = await open();
    ledger.put(news, may, { issue: may, digest: A });
    ledger.know("news", 0);
    await ledger.flush();
    nodes
      .get(NODE)
      ?.set(".record", element(`<record xmlns="${NS}" service="${SERVICE}"><memories>x</memories></record>`));
    const again = await open();
    expect([rows(again), again.others("news"), again.notes.length]).toEqual([[`${may} ${A}`], undefined, 1]);
  });

  test("because an issue is in two places is used once", async () => {
    const { open, nodes } = memories();
    const ledger = await open();
    for (let at = 0; at < 51; at += 1) ledger.put(news, `issue-${at}`, { issue: `issue-${at}`, digest: A });
    await ledger.flush();
    const copies = [...(nodes.get(NODE) ?? [])].filter(([id]) => id === "issue-1");
    for (const [id, copy] of copies) nodes.get(`${NODE}-2`)?.set(id, copy);
    const again = await open();
    expect(again.of("news").size).toBe(51);
    again.pace(1);
    await again.flush();
    expect([...(nodes.get(`${NODE}-2`)?.keys() ?? [])]).toEqual(["issue-50"]);
  });
});

describe("a server", () => {
  const refusing = (error: Error) => {
    const refused: { error: Error | undefined } = { error };
    const memory = memories();
    const memoryOf = (node: string): Memory => {
      const real = memory.memoryOf(node);
      const unless = async <T>(task: () => Promise<T>): Promise<T> => {
        if (refused.error !== undefined) throw refused.error;
        return task();
      };
      return {
        read: (ids) => unless(() => real.read(ids)),
        write: (id, payload) => unless(() => real.write(id, payload)),
        forget: (id) => unless(() => real.forget(id)),
      };
    };
    return { refused, memory, memoryOf };
  };

  test("without private nodes has a record for as long as the bot runs, and that is said once", async () => {
    const { memoryOf } = refusing(new StanzaError({ condition: "service-unavailable", type: "cancel" }));
    const ledger = await openLedger(memoryOf, SERVICE);
    ledger.put(news, may, { issue: may, digest: A });
    await ledger.flush();
    await ledger.flush();
    expect(rows(ledger)).toEqual([`${may} ${A}`]);
    expect(ledger.notes).toEqual([expect.stringContaining("service-unavailable")]);
  });

  test("that refused to write it is asked again by the next one", async () => {
    const { memoryOf, memory, refused } = refusing(
      new StanzaError({ condition: "policy-violation", type: "wait" }),
    );
    refused.error = undefined;
    const ledger = await openLedger(memoryOf, SERVICE);
    ledger.put(news, may, { issue: may, digest: A });
    refused.error = new StanzaError({ condition: "policy-violation", type: "wait" });
    await ledger.flush();
    refused.error = undefined;
    await ledger.flush();
    expect(rows(await memory.open())).toEqual([`${may} ${A}`]);
  });

  test("that was lost meanwhile is another matter: whoever writes is told, and what was noted stays noted", async () => {
    const { memoryOf, memory, refused } = refusing(new SessionError("lost", { lost: true }));
    await expect(openLedger(memoryOf, SERVICE)).rejects.toThrow(SessionError);
    refused.error = undefined;
    const ledger = await openLedger(memoryOf, SERVICE);
    ledger.put(news, may, { issue: may, digest: A });
    refused.error = new SessionError("lost", { lost: true });
    await expect(ledger.flush()).rejects.toThrow(SessionError);
    refused.error = undefined;
    await ledger.flush();
    expect(rows(await memory.open())).toEqual([`${may} ${A}`]);
  });
});
