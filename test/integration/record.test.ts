/** The record, the survey and the check against real services: what they find there, and what they ask. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apply } from "../../src/publish/apply.ts";
import { check } from "../../src/publish/check.ts";
import { openLedger, type Ledger } from "../../src/publish/ledger.ts";
import { configurationOf, ensureNode } from "../../src/publish/node.ts";
import type { Places } from "../../src/publish/places.ts";
import { survey } from "../../src/publish/survey.ts";
import * as atom from "../../src/xmpp/atom.ts";
import { createMemory, type Memory } from "../../src/xmpp/private.ts";
import * as pubsub from "../../src/xmpp/pubsub.ts";
import type { Requester } from "../../src/xmpp/stanza.ts";
import { archive, inWords, issue, options } from "../publish/survey/scene.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { entry } from "../support/entries.ts";
import { type LoggedIn, login } from "../support/login.ts";
import { masthead } from "../support/masthead.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";

const clients = Array.from({ length: 30 }, (_, at) => `client${at}`);
const [april, may, june] = [issue("04", { clients }), issue("05", { clients }), issue("06")];
const content = archive(april, may, june);
const configuration = configurationOf(
  { kinds: ["issue"], languages: ["en"], concepts: [], years: [] },
  { title: "N", description: "", language: "en", deliverPayloads: true, notificationType: "normal" },
);

describe.each([
  ["Prosody", "a service", startProsody],
  ["Prosody", "an account", startProsody],
  ["ejabberd", "a service", startEjabberd],
  ["ejabberd", "an account", startEjabberd],
] as const)("on %s, at the nodes of %s", (_, kind, startServer) => {
  let server: Server;
  let session: LoggedIn;
  let places: Places;
  let asked = 0;
  let ledger: Ledger;

  /** The session, which counts what is asked of the nodes. */
  const xmpp: Requester = {
    get(payload, to) {
      asked += 1;
      return session.get(payload, to);
    },
    set: (payload, to) => session.set(payload, to),
    send: (stanza) => session.send(stanza),
  };
  const memoryOf = (node: string): Memory => createMemory(session, server.jid("bot"), node);
  const look = (all = content, more: { trust?: boolean; places?: Places } = {}) => {
    asked = 0;
    const edition = { masthead, places: more.places ?? places };
    return survey(xmpp, ledger, edition, all, { ...options, ...more });
  };
  const plan = async (...what: Parameters<typeof look>) => inWords((await look(...what)).changes);
  const follow = async (...what: Parameters<typeof look>) => {
    const { changes, nodes } = await look(...what);
    for (const { at } of nodes) await ensureNode(session, at, configuration, { max: true });
    const done = (change: (typeof changes)[number]) => ledger.note(change);
    await apply(session, masthead, changes, {
      max: true,
      done,
      tell: () => {},
      note: (said) => expect.fail(said),
    });
    await ledger.flush();
  };
  const find = async () => {
    const findings = await Array.fromAsync(check(xmpp, ledger, { masthead, places }));
    return {
      missing: findings.flatMap(({ missing }) => missing),
      different: findings.flatMap(({ different }) => different),
      foreign: findings.flatMap(({ foreign }) => foreign),
    };
  };
  const at = (node: string) => ({ service: places.service, node });

  beforeAll(async () => {
    server = await startServer({ accounts: { bot: "bot-password" } });
    session = await login(server, "bot");
    places = {
      service: kind === "an account" ? server.jid("bot") : server.pubsub,
      issues: "news",
      translations: undefined,
      items: "items",
      language: "en",
    };
    ledger = await openLedger(memoryOf, places.service);
    await follow();
  });

  afterAll(async () => {
    await session?.stop();
    await server?.stop();
  });

  test("what was published is on the nodes as it was wanted", async () => {
    expect(await plan(content, { trust: false })).toEqual([]);
    expect(await find()).toEqual({ missing: [], different: [], foreign: [] });
  });

  test("a start with nothing to do asks the nodes nothing", async () => {
    ledger = await openLedger(memoryOf, places.service);
    expect([await plan(), asked, ledger.notes]).toEqual([[], 0, []]);
  });

  test("an edit reads and changes what differs", async () => {
    const edited = archive(april, may, issue("06", { words: "Edited." }));
    expect([await plan(edited), asked]).toEqual([[`update news/${june.id}`], 1]);
    await follow(edited);
    expect([await plan(edited), asked]).toEqual([[], 0]);
    await follow();
  });

  test("a lost record is built anew, and nothing is published again", async () => {
    const forgetful: Memory = {
      read: () => Promise.resolve(new Map()),
      write: () => Promise.resolve(),
      forget: () => Promise.resolve(),
    };
    ledger = await openLedger(() => forgetful, places.service);
    expect(await plan()).toEqual([]);
    expect([await plan(), asked]).toEqual([[], 0]);
    ledger = await openLedger(memoryOf, places.service);
  });

  test("what somebody removed, changed and put in is found", async () => {
    const foreign = { ...entry("X"), id: "tag:other.example,2024:x" };
    await pubsub.retract(session, at("news"), april.id);
    await pubsub.publish(session, at("news"), {
      id: may.id,
      payload: atom.toElement({ ...foreign, id: "tag:news.example.org,2024:x" }),
    });
    await pubsub.publish(session, at("items"), { id: "x", payload: atom.toElement(foreign) });
    expect(await find()).toEqual({ missing: [april.id], different: [may.id], foreign: ["x"] });
    expect(await plan()).toEqual([`publish news/${april.id}`, `update news/${may.id}`]);
    await follow();
    expect(await plan(content, { trust: false })).toEqual([]);
  });

  test("what is at another node than it should be moves there", async () => {
    const yearly = { ...places, issues: "news-{year}" };
    expect(await plan(content, { places: yearly })).toEqual([
      `move news-2024/${april.id} from news`,
      `move news-2024/${may.id} from news`,
      `move news-2024/${june.id} from news`,
    ]);
    await follow(content, { places: yearly });
    expect(await plan(content, { places: yearly, trust: false })).toEqual([]);
    expect((await Array.fromAsync(pubsub.itemIds(session, at("news")))).flat()).toEqual([]);
  });
});
