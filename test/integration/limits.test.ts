/** What servers and other people put in the way: publishing goes on, and goes on once. */

import { expect, test } from "vitest";
import * as atom from "../../src/xmpp/atom.ts";
import { type BotOptions, startBot } from "../support/bot.ts";
import { issue, makeContent } from "../support/content.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import { connect } from "../support/stanza-client.ts";

const NODE = "newsletter";
const TUNE = { itemType: "http://jabber.org/protocol/tune", title: "x" };

const day = (at: number): string => new Date(Date.UTC(2024, 0, at)).toISOString().slice(0, 10);
/** Issues of the first days of a year, with bodies of some bytes. */
const days = (count: number, bytes = 100): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `${day(at + 1)}-newsletter.md`,
      issue(`News ${at + 1}`, day(at + 1), "word ".repeat(bytes / 5)),
    ]),
  );
const ids = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `${day(from + at)}-newsletter`);

/** Runs a command of the command line to its end. */
async function once(command: "plan" | "publish", options: Omit<BotOptions, "args">) {
  await using bot = startBot({ ...options, settings: { AVATAR: "off" }, args: [command] });
  const status = await bot.ended();
  return { status, said: bot.log() };
}

test("a node that holds fewer items than there are issues is filled with the newest, and told nothing more", async () => {
  await using server = await startProsody({ lua: "pubsub_max_items = 20" });
  await using content = await makeContent(days(25));
  const options = { server, account: "bot", content: content.folder };
  // Two items are kept free for the node's picture.
  expect((await once("publish", options)).said).toContain("18 published, 0 updated, 0 retracted");
  const again = await once("publish", options);
  expect(again).toMatchObject({
    status: 0,
    said: expect.stringContaining("0 published, 0 updated, 0 retracted"),
  });
  const planned = await once("plan", options);
  for (const { said } of [again, planned]) {
    expect(said).toContain("7 of the oldest entries (to 2024-01-07-newsletter) are left out");
    expect(said).toContain("pubsub_max_items");
  }
  await using reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
  const held = await reader.items(server.pubsub, NODE);
  expect(held.map(({ id }) => id).toSorted()).toEqual(ids(8, 25));
});

test("an entry over a limit that the server does not tell is shortened until it fits, and the others are whole", async () => {
  await using server = await startProsody({ lua: "c2s_stanza_size_limit = 30000" });
  await using content = await makeContent({
    ...days(3),
    "2024-01-02-newsletter.md": issue("Large news", "2024-01-02", "word ".repeat(4_000)),
  });
  const settings = { AVATAR: "off" };
  await using bot = startBot({ server, account: "bot", content: content.folder, settings });
  await bot.logs("the nodes follow the content: ");
  await bot.logs("goes out without its text content");
  await using reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
  const held = await reader.items(server.pubsub, NODE);
  const entries = new Map(held.map(({ id, payload }) => [id, atom.fromElement(payload)]));
  expect([...entries.keys()].toSorted()).toEqual(ids(1, 3));
  expect(entries.get("2024-01-02-newsletter")).toMatchObject({ title: "Large news", text: undefined });
  expect(entries.get("2024-01-01-newsletter")?.text).toContain("word word");
});

test("a comments node that somebody else made does not keep the newsletter back", async () => {
  await using server = await startEjabberd();
  await using content = await makeContent(days(3));
  await using squatter = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
  await squatter.client.createNode(server.pubsub, "urn:xmpp:microblog:0:comments/2024-01-02-newsletter");
  const options = { server, account: "bot", content: content.folder };
  const first = await once("publish", options);
  expect(first.said).toContain("3 published, 0 updated, 0 retracted");
  expect(first.said).toContain("2024-01-02-newsletter goes out without comments");
  const held = await squatter.items(server.pubsub, NODE);
  const withComments = held.filter(({ payload }) => payload?.toString().includes("replies"));
  expect(withComments.map(({ id }) => id).toSorted()).toEqual([ids(1, 1), ids(3, 3)].flat());
  expect((await once("publish", options)).said).toContain("0 published, 0 updated, 0 retracted");
});

test("an item that another account published in our place is named, and the others go out", async () => {
  await using server = await startEjabberd();
  await using content = await makeContent(days(3));
  {
    await using owner = await connect(server.wsUrl, server.jid("bot"), server.password("bot"));
    await owner.client.createNode(server.pubsub, NODE, {
      type: "submit",
      fields: [
        { name: "FORM_TYPE", type: "hidden", value: "http://jabber.org/protocol/pubsub#node_config" },
        { name: "pubsub#publish_model", value: "open" },
      ],
    });
    await using other = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
    await other.client.publish(server.pubsub, NODE, TUNE, "2024-01-02-newsletter");
  }
  const { status, said } = await once("publish", { server, account: "bot", content: content.folder });
  expect(status).toBe(1);
  expect(said).toContain("2024-01-02-newsletter was refused: ");
  expect(said).toContain("2 published, 0 updated, 0 retracted");
});

test("characters of several bytes come back as they were, wherever the network cuts them", async () => {
  await using server = await startProsody();
  // Longer than any chunk of a socket, and of three and four bytes, so that every cut meets one.
  await using content = await makeContent({
    "2024-01-01-newsletter.md": issue("新聞 🗞", "2024-01-01", "語🗞".repeat(12_000)),
  });
  const options = { server, account: "bot", content: content.folder };
  expect((await once("publish", options)).said).toContain("1 published");
  for (let look = 0; look < 5; look += 1)
    expect((await once("plan", options)).said).toContain("nothing to do");
});

test.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
] as const)("the packaged rate limit of %s is no error", async (_, startServer) => {
  await using server = await startServer({ limits: true });
  await using content = await makeContent(days(4, 3_000));
  await using bot = startBot({
    server,
    account: "bot",
    content: content.folder,
    rooms: [`team@${server.rooms}`],
  });
  await bot.logs("the nodes follow the content: 4 published", 0, 25_000);
  expect(bot.log()).not.toMatch(/ (?:error|warn) /u);
});
