/** The nodes follow the content, whatever others do to them and to the record, on real servers with any storage and little room. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLedger } from "../../src/publish/ledger.ts";
import * as atom from "../../src/xmpp/atom.ts";
import { createMemory } from "../../src/xmpp/private.ts";
import * as pubsub from "../../src/xmpp/pubsub.ts";
import { xml } from "../../src/xmpp/stanza.ts";
import { issue } from "../support/content.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { entry } from "../support/entries.ts";
import { login } from "../support/login.ts";
import { startProsody } from "../support/prosody.ts";
import { type Desk, sitDown } from "../support/publishing.ts";
import { PUBSUB, type Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";

const PICTURE = "urn:xmpp:avatar:metadata";
const RECORD = "urn:x-newsstand:record";
const CLIENTS = "Hello.\n\n## Clients\n\n- [Gajim](https://gajim.org) has a release.\n";
const file = (month: string, language = "") => `2024-${month}-05-news${language}.md`;
const id = (month: string) => `2024-${month}-05-news`;
const news = (month: string, body?: string) => issue(`News ${month}`, `2024-${month}-05`, body);
const foreign = () => atom.toElement({ ...entry("X"), id: "tag:other.example,2024:x" });

const ACCOUNTS = ["ana", "ben", "cid"] as const;
/** One who may make no nodes on Prosody, and a reader. */
const GUESTS = ["dot", "reader"];
const accounts = Object.fromEntries([...ACCOUNTS, ...GUESTS].map((name) => [name, `${name}-password`]));
const servers = {
  Prosody: () => startProsody({ accounts, creators: ACCOUNTS }),
  "Prosody with SQLite": () => startProsody({ accounts, creators: ACCOUNTS, storage: "sqlite" }),
  ejabberd: () => startEjabberd({ accounts }),
} as const;

const changes = (desk: Desk) => desk.asked.filter((each) => /^set (?:publish|retract) /u.test(each));
const idsOf = async (desk: Desk, node = desk.at.node) =>
  (await Array.fromAsync(pubsub.itemIds(desk.session, { ...desk.at, node })))
    .flat()
    .filter((each) => each !== PICTURE)
    .toSorted();

describe.each([
  ["Prosody", "service"],
  ["Prosody", "account"],
  ["Prosody with SQLite", "service"],
  ["Prosody with SQLite", "account"],
  ["ejabberd", "service"],
  ["ejabberd", "account"],
] as const)("%s, nodes of the %s", (name, kind) => {
  let server: Server;
  let reader: Reader;

  beforeAll(async () => {
    server = await servers[name]();
    reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
  });
  afterAll(async () => {
    await reader?.stop();
    await server?.stop();
  });

  const told = (node: string) =>
    reader.notifications
      .filter((each) => each.node === node && each.id !== PICTURE)
      .map((each) => (each.retracted ? `- ${each.id}` : each.id));
  const follow = async ({ at, session }: Desk, node = at.node) => {
    await pubsub.create(session, { ...at, node }, new Map([["pubsub#access_model", ["open"]]]));
    await reader.subscribe(at.service, node);
  };

  test("a start, a new start, another name of a file, and what others do", async () => {
    const months = ["04", "05", "06"];
    await using desk = await sitDown(
      server,
      "ana",
      kind,
      Object.fromEntries(months.map((month) => [file(month), news(month)])),
    );
    const { session, at, content } = desk;
    await follow(desk);
    await desk.start();
    expect(changes(desk)).toEqual(months.map((month) => `set publish ana/${id(month)}`));

    // What the service can do, and the record.
    await desk.start();
    expect([desk.asked.length, desk.count()]).toEqual([1, 2]);

    await content.remove(file("05"));
    await content.write("2024-05-06-news.md", news("05"));
    await desk.round();
    expect(await idsOf(desk)).toEqual([id("04"), "2024-05-06-news", id("06")]);

    await pubsub.publish(session, at, { id: "x", payload: foreign() });
    await pubsub.configure(session, at, new Map([["pubsub#title", ["Theirs"]]]));
    await pubsub.retract(session, at, id("04"));
    await pubsub.publish(session, at, { id: id("06"), payload: foreign() });
    await desk.check();
    const sentences = [
      "warn: the node ana holds items of others (x): they stay; newsstand repair takes them out",
      `warn: the node ana has lost 1 items (${id("04")})`,
      `warn: somebody has changed 1 items of the node ana (${id("06")})`,
    ];
    expect(desk.log.filter((line) => line.startsWith("warn"))).toEqual(sentences);
    expect(await idsOf(desk)).toEqual([id("04"), "2024-05-06-news", id("06"), "x"]);
    const form = await pubsub.configuration(session, at);
    expect(form.get("pubsub#title") ?? ["News"]).toEqual(["News"]);

    // What is as it was is not said again; what happens again is.
    await pubsub.retract(session, at, id("04"));
    await desk.check();
    await desk.check();
    expect(desk.log.filter((line) => line.startsWith("warn"))).toEqual([...sentences, sentences[1]]);

    await pubsub.publish(session, at, { id: "end", payload: foreign() });
    await reader.notified("end");
    expect(told("ana")).toEqual([
      ...months.map(id),
      "2024-05-06-news",
      `- ${id("05")}`,
      "x",
      `- ${id("04")}`,
      id("06"),
      id("04"),
      id("06"),
      `- ${id("04")}`,
      id("04"),
      "end",
    ]);
  });

  test.runIf(kind === "service")(
    "a node of somebody else is named, and the others do not wait for it",
    async () => {
      await using owner = await login(server, "ana");
      await using desk = await sitDown(server, "dot", kind, { [file("04")]: news("04", CLIENTS) });
      const { service } = desk.at;
      await pubsub.create(
        owner,
        { service, node: "shut" },
        new Map([["pubsub#access_model", ["whitelist"]]]),
      );
      await pubsub.create(owner, desk.at, new Map([["pubsub#access_model", ["open"]]]));
      const ours = xml("affiliation", { jid: server.jid("dot"), affiliation: "owner" });
      const affiliations = xml("affiliations", { node: "dot" }, ours);
      await owner.set(xml("pubsub", { xmlns: pubsub.NS_OWNER }, affiliations), service);
      await desk.start({ items: "shut" });
      expect(changes(desk)).toEqual([`set publish dot/${id("04")}`]);
      expect(desk.log.filter((line) => line.startsWith("error"))).toEqual([
        expect.stringContaining("error: the node shut at pubsub.localhost belongs to somebody else"),
      ]);
    },
  );

  test("other names of nodes move what is there, which stays what it was", async () => {
    await using desk = await sitDown(server, "ben", kind, {
      [file("04")]: news("04", CLIENTS),
      [file("05")]: news("05"),
      [file("05", ".de")]: issue("Neues", "2024-05-05"),
    });
    const { session, at } = desk;
    await desk.start();
    const before = (await pubsub.itemsOf(session, at, [id("04")])).map(({ payload }) => payload);
    for (const node of ["ben-2024", "ben-de", "ben-clients"]) await follow(desk, node);
    const places = { issues: "ben-{year}", translations: "ben-{lang}", items: "ben-{concept}" };
    await desk.start(places);
    expect(await idsOf(desk)).toEqual([]);
    const after = await pubsub.itemsOf(session, { ...at, node: "ben-2024" }, [id("04")]);
    const [old, moved] = [before[0], after[0]?.payload].map(
      (payload) => payload && atom.fromElement(payload),
    );
    expect(moved).toMatchObject({ id: old?.id, published: old?.published, updated: old?.updated });

    await desk.start(places);
    await desk.check();
    expect([changes(desk), desk.log.filter((line) => line.startsWith("warn"))]).toEqual([[], []]);
    await pubsub.publish(session, { ...at, node: "ben-clients" }, { id: "end-ben", payload: foreign() });
    await reader.notified("end-ben");
    expect(["ben-2024", "ben-de", "ben-clients"].map(told)).toEqual([
      [id("04"), id("05")],
      ["2024-05-05-news-de"],
      [expect.stringContaining("gajim"), "end-ben"],
    ]);
  });

  test("a record that is lost, old, damaged or open ends as it should, and nobody is told twice", async () => {
    await using desk = await sitDown(server, "cid", kind, {
      [file("04")]: news("04"),
      [file("05")]: news("05"),
    });
    const { session, content } = desk;
    const memory = createMemory(session, server.jid("cid"), RECORD);
    const record = { service: server.jid("cid"), node: RECORD };
    await follow(desk);
    await desk.start();
    const old = await memory.read();
    await content.write(file("05"), news("05", "Corrected."));
    await content.write(file("06"), news("06"));
    await desk.round();
    const all = [id("04"), id("05"), id("05"), id("06")];

    await memory.forget(id("06"));
    for (const [key, payload] of old) await memory.write(key, payload);
    await desk.start();
    expect(changes(desk)).toEqual([]);

    await pubsub.deleteNode(session, record);
    await desk.start();
    expect(changes(desk)).toEqual([]);

    await memory.write(".record", xml("record", { xmlns: "urn:example:other" }));
    await memory.write(id("04"), xml("issue", { xmlns: `${RECORD}:1`, service: "elsewhere.example" }));
    await desk.start();
    expect([changes(desk), desk.log.filter((line) => line.includes("damaged"))]).toEqual([
      [],
      [expect.stringContaining("it is made anew")],
    ]);

    await pubsub.configure(session, record, new Map([["pubsub#access_model", ["open"]]]));
    await content.write(file("07"), news("07"));
    await desk.round();
    expect((await pubsub.configuration(session, record)).get("pubsub#access_model")).toEqual(["whitelist"]);
    const ledger = await openLedger(
      (node) => createMemory(session, server.jid("cid"), node),
      desk.at.service,
    );
    expect([...ledger.of("cid").keys()].toSorted()).toEqual(["04", "05", "06", "07"].map(id));
    await reader.until("the last", () => told("cid").find((each) => each === id("07")));
    expect(told("cid")).toEqual([...all, id("07")]);
  });
});

const SMALL = `
host_config:
  localhost:
    modules:
      mod_caps: {}
      mod_disco: {}
      mod_http_api: {}
      mod_pubsub: { host: ${PUBSUB}, plugins: [flat, pep], max_items_node: 10 }
      mod_stream_mgmt: {}
`;
const narrow = {
  Prosody: () => startProsody({ accounts, creators: ACCOUNTS, lua: "pubsub_max_items = 10" }),
  ejabberd: () => startEjabberd({ accounts, yaml: SMALL }),
} as const;

describe.each(["Prosody", "ejabberd"] as const)("%s, whose nodes hold ten items", (name) => {
  let server: Server;

  beforeAll(async () => {
    server = await narrow[name]();
  });
  afterAll(() => server?.stop());

  const MONTHS = Array.from({ length: 25 }, (_, at) => String(2000 + at));
  const idOf = (year: string) => `${year}-01-05-news`;
  const textOf = (year: string, body?: string) => issue(`News ${year}`, `${year}-01-05`, body);
  const files = Object.fromEntries(MONTHS.map((year) => [`${idOf(year)}.md`, textOf(year)]));

  test.each([
    ["ana", undefined],
    ["ben", 500],
  ] as const)(
    "the newest are there, and nothing goes round (%s: max_items %s)",
    async (account, maxItems) => {
      await using desk = await sitDown(server, account, "service", files);
      const newest = (count: number, from = MONTHS) => from.slice(-count).map(idOf);
      await desk.start({}, maxItems);
      expect(changes(desk)).toEqual(newest(8).map((each) => `set publish ${account}/${each}`));
      const said = () => desk.log.filter((line) => line.includes("are left out"));
      expect(said()).toHaveLength(1);
      for (let again = 0; again < 2; again += 1) {
        await desk.start({}, maxItems);
        await desk.check();
        await desk.check();
        expect([changes(desk), said().length]).toEqual([[], 1]);
      }

      await desk.content.write(`${idOf("2000")}.md`, textOf("2000", "Edited."));
      await desk.content.write(`${idOf("2020")}.md`, textOf("2020", "Edited."));
      await desk.content.write(`${idOf("2025")}.md`, textOf("2025"));
      await desk.round();
      await desk.check();
      const later = [...MONTHS, "2025"];
      expect(await idsOf(desk)).toEqual(newest(8, later));
      expect(changes(desk)).toEqual([
        `set publish ${account}/${idOf("2020")}`,
        `set retract ${account}/${idOf("2017")}`,
        `set publish ${account}/${idOf("2025")}`,
      ]);

      await pubsub.publish(desk.session, desk.at, { id: "x", payload: foreign() });
      await desk.check();
      await desk.content.write(`${idOf("2026")}.md`, textOf("2026"));
      await desk.round();
      await desk.check();
      await desk.start({}, maxItems);
      await desk.check();
      expect(changes(desk)).toEqual([]);
      expect(await idsOf(desk)).toEqual([...newest(7, [...later, "2026"]), "x"]);
    },
  );
});

test("without private nodes, every start reads the nodes and publishes nothing again", async () => {
  await using server = await startProsody({
    accounts,
    creators: ACCOUNTS,
    lua: 'VirtualHost "localhost"\n  modules_disabled = { "s2s", "pep" }',
  });
  await using desk = await sitDown(server, "ana", "service", { [file("04")]: news("04") });
  await desk.start();
  expect(changes(desk)).toEqual([`set publish ana/${id("04")}`]);
  await desk.start();
  expect([changes(desk), desk.log.filter((line) => line.startsWith("warn"))]).toEqual([
    [],
    [expect.stringContaining("is not kept")],
  ]);
});
