/** The node follows the content folder, seen by a reader on another library, on real servers. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as atom from "../../src/xmpp/atom.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { type Content, issue, makeContent } from "../support/content.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";
import { connect, type Notification, type Reader } from "../support/stanza-client.ts";

const NODE = "newsletter";
/** The item of a node that is its picture. */
const PICTURE = "urn:xmpp:avatar:metadata";
const FILES = {
  "2024-05-05-newsletter.md": issue("News of April", "2024-05-05"),
  "2024-06-05-newsletter.md": issue("News of May", "2024-06-05"),
};

const entryOf = (notification: Notification) => {
  const entry = atom.fromElement(notification.payload);
  if (entry === undefined) throw new Error(`${notification.id} came without an entry`);
  return entry;
};

const startSqlite = () => startProsody({ storage: "sqlite" });

describe.each([
  ["Prosody, PubSub service", startProsody, "service"],
  ["Prosody, PEP", startProsody, "pep"],
  ["Prosody with SQLite, PubSub service", startSqlite, "service"],
  ["Prosody with SQLite, PEP", startSqlite, "pep"],
  ["ejabberd, PubSub service", startEjabberd, "service"],
  ["ejabberd, PEP", startEjabberd, "pep"],
] as const)("%s", (_, startServer, kind) => {
  let server: Server;
  let content: Content;
  let reader: Reader;
  let bot: Bot;
  let service: string;

  const start = (): Bot =>
    startBot({
      server,
      account: "bot",
      content: content.folder,
      settings: { PUBSUB: service, MAX_RETRACT: "60" },
    });
  /** Ids and titles in the order in which the reader was told. */
  const told = () =>
    reader.notifications
      .filter(({ node, id }) => node === NODE && id !== PICTURE)
      .map((each) => (each.retracted ? `- ${each.id}` : `${each.id} ${entryOf(each).title}`));

  beforeAll(async () => {
    server = await startServer();
    content = await makeContent(FILES);
    service = kind === "pep" ? server.jid("bot") : server.pubsub;
    await using owner = await connect(server.wsUrl, server.jid("bot"), server.password("bot"));
    await owner.client.createNode(service, NODE, {
      type: "submit",
      fields: [
        { name: "FORM_TYPE", type: "hidden", value: "http://jabber.org/protocol/pubsub#node_config" },
        { name: "pubsub#access_model", value: "open" },
      ],
    });
    reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
    await reader.subscribe(service, NODE);
    bot = start();
    await bot.ready();
  });

  afterAll(async () => {
    await bot?.[Symbol.asyncDispose]();
    await reader?.stop();
    await content?.[Symbol.asyncDispose]();
    await server?.stop();
  });

  test("every issue is told once, the oldest first", async () => {
    await reader.notified("2024-06-05-newsletter");
    expect(told()).toEqual(["2024-05-05-newsletter News of April", "2024-06-05-newsletter News of May"]);
  });

  test("the entry is by its publisher, and its comments have a node that anybody may write to", async () => {
    const entry = entryOf(await reader.notified("2024-05-05-newsletter"));
    expect(entry.author.uri).toBe(`xmpp:${server.jid("bot")}`);
    const comments = "urn:xmpp:microblog:0:comments/2024-05-05-newsletter";
    expect(entry.links).toContainEqual({
      rel: "replies",
      title: "comments",
      href: `xmpp:${encodeURI(service)}?;node=${encodeURIComponent(comments)}`,
      type: undefined,
      hreflang: undefined,
    });
    // Any payload will do: the library has no Atom.
    await reader.client.publish(service, comments, {
      itemType: "http://jabber.org/protocol/tune",
      title: "Nice.",
    });
    expect((await reader.items(service, comments)).length).toBe(1);
  });

  test("an edit is told once, with `updated` moved, and id and `published` kept", async () => {
    const before = entryOf(await reader.notified("2024-05-05-newsletter"));
    const count = reader.notifications.length;
    await content.write("2024-05-05-newsletter.md", issue("News of April, corrected", "2024-05-05"));
    const change = await reader.until("the correction", () => reader.notifications[count]);
    const after = entryOf(change);
    expect(after).toMatchObject({
      id: before.id,
      published: before.published,
      title: "News of April, corrected",
    });
    expect(Date.parse(after.updated)).toBeGreaterThan(Date.parse(before.updated));
  });

  test("a restart tells nobody anything", async () => {
    const before = told();
    expect(await bot.stop()).toBe(0);
    bot = start();
    await bot.ready();
    // What comes after it comes after everything that the start could have caused.
    await content.write("2024-07-05-newsletter.md", issue("News of June", "2024-07-05"));
    await reader.notified("2024-07-05-newsletter");
    expect(told()).toEqual([...before, "2024-07-05-newsletter News of June"]);
  });

  test("an issue that breaks is named and stays published as it was, and the others go on", async () => {
    const before = told();
    const mark = bot.mark();
    await content.write("2024-06-05-newsletter.md", "---\ntitle: [broken\n---\n");
    await bot.logs("2024-06-05-newsletter.md:", mark);
    await content.write("2024-08-05-newsletter.md", issue("News of July", "2024-08-05"));
    await reader.notified("2024-08-05-newsletter");
    expect(told()).toEqual([...before, "2024-08-05-newsletter News of July"]);
    await content.write("2024-06-05-newsletter.md", FILES["2024-06-05-newsletter.md"]);
  });

  test("an issue that is removed is retracted, and its subscribers are told", async () => {
    await content.remove("2024-07-05-newsletter.md");
    await reader.until("the retraction", () =>
      reader.notifications.find(({ id, retracted }) => id === "2024-07-05-newsletter" && retracted),
    );
    const left = await reader.items(service, NODE);
    expect(left.map(({ id }) => id).toSorted()).toEqual([
      "2024-05-05-newsletter",
      "2024-06-05-newsletter",
      "2024-08-05-newsletter",
      PICTURE,
    ]);
  });

  test("a node that somebody deletes is made and filled again", async () => {
    await using owner = await connect(server.wsUrl, server.jid("bot"), server.password("bot"));
    await owner.client.deleteNode(service, NODE);
    const mark = bot.mark();
    await content.write("2024-09-05-newsletter.md", issue("News of August", "2024-09-05"));
    await bot.logs(`created the node ${NODE}`, mark);
    await bot.logs("the nodes follow the content: 4 published", mark);
    await reader.subscribe(service, NODE);
    await content.remove("2024-09-05-newsletter.md");
    await bot.logs("1 retracted", mark);
  });

  test("a folder that is suddenly empty retracts nothing, and the bot lives on", async () => {
    const before = told();
    const mark = bot.mark();
    for (const month of ["05", "06", "08"]) await content.remove(`2024-${month}-05-newsletter.md`);
    await bot.logs("holds no issue", mark);
    expect((await reader.items(service, NODE)).length).toBeGreaterThan(0);
    for (const [file, text] of Object.entries(FILES)) await content.write(file, text);
    await content.write("2024-08-05-newsletter.md", issue("News of August", "2024-08-05"));
    await reader.until("the next issue", () => told().find((line) => line.endsWith("News of August")));
    expect(
      told()
        .slice(before.length)
        .filter((line) => line.startsWith("-")),
    ).toEqual([]);
  });
});
