/** What the session lives through, between the bot's own process and a real server. */

import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BotOptions, startBot } from "../support/bot.ts";
import { type Content, issue, makeContent } from "../support/content.ts";
import { startProsody } from "../support/prosody.ts";
import { startProxy } from "../support/proxy.ts";
import type { Server } from "../support/server.ts";
import { connect } from "../support/stanza-client.ts";

const NODE = "newsletter";
const ITEM = "2024-05-05-newsletter";

let content: Content;
let server: Server;
let room: string;
const bot = (settings: BotOptions["settings"] = {}, args?: readonly string[]) =>
  startBot({
    server,
    account: "bot",
    content: content.folder,
    rooms: [room],
    ...(args && { args }),
    settings: { ...settings },
  });

beforeAll(async () => {
  content = await makeContent({ "2024-05-05-newsletter.md": issue("News of April", "2024-05-05") });
  server = await startProsody({
    accounts: { bot: "bot-password", other: "other-password", reader: "reader-password" },
    creators: ["bot", "other"],
  });
  room = `team@${server.rooms}`;
});

afterAll(async () => {
  await server?.stop();
  await content?.[Symbol.asyncDispose]();
});

describe("an interruption", () => {
  test("that the server remembers is resumed: nothing is repeated, nothing is told twice", async () => {
    await using proxy = await startProxy(server.host, server.port);
    await using running = bot({ SERVICE: `xmpp://127.0.0.1:${proxy.port}` });
    await running.logs("the nodes follow the content");
    await using reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
    await reader.subscribe(server.pubsub, NODE);
    for (let cut = 0; cut < 3; cut += 1) {
      const mark = running.mark();
      proxy.cut();
      await running.logs("the session goes on where it was interrupted", mark);
    }
    await content.write("2024-06-05-newsletter.md", issue("News of May", "2024-06-05"));
    await reader.notified("2024-06-05-newsletter");
    expect(reader.notifications.map(({ id }) => id)).toEqual(["2024-06-05-newsletter"]);
    expect(running.log().match(/entered /gu)).toHaveLength(1);
    expect(running.log()).not.toContain("error");
  });

  test("by a restart of the server makes a new session: rooms are entered again, and the work goes on", async () => {
    await using running = bot();
    await running.ready();
    const mark = running.mark();
    await server.restart();
    await running.logs(`entered ${room}`, mark);
    await running.ready();
    await using reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
    await reader.join(room, "ana");
    reader.say(room, "newsstand: latest");
    await reader.hears("an answer after the restart", ({ body }) => body.includes("News of"));
    expect((await reader.items(server.pubsub, NODE)).map(({ id }) => id)).toContain(ITEM);
  });

  test("by a server that was killed is told once, with where it was", async () => {
    await using running = bot();
    await running.ready();
    const mark = running.mark();
    await server.kill();
    await running.logs("offline: ", mark);
    await running.logs("ECONNREFUSED", mark);
    expect((await running.health("/healthz")).status).toBe(200);
    expect((await running.health("/readyz")).status).toBe(503);
    await server.restart();
    await running.ready();
    expect(
      running
        .log()
        .slice(mark)
        .match(/ECONNREFUSED/gu),
    ).toHaveLength(1);
  });
});

test("a task whose server goes away in the middle says so, and goes on when it is back", async () => {
  await using proxy = await startProxy(server.host, server.port);
  await using many = await makeContent(
    Object.fromEntries(
      Array.from({ length: 12 }, (_, month) => [
        `2023-${String(month + 1).padStart(2, "0")}-05-newsletter.md`,
        issue(`Issue ${month + 1}`, `2023-${String(month + 1).padStart(2, "0")}-05`, "x".repeat(10_000)),
      ]),
    ),
  );
  await using task = startBot({
    server,
    account: "other",
    content: many.folder,
    args: ["publish"],
    settings: { SERVICE: `xmpp://127.0.0.1:${proxy.port}`, NODE: "many" },
  });
  proxy.throttle(60_000);
  await task.logs(" of 12");
  proxy.refuse(1);
  proxy.cut();
  await task.logs("; waiting for the session");
  expect(task.log()).toMatch(/127\.0\.0\.1:\d+.* (?:closed the connection|broke)/u);
  proxy.throttle(undefined);
  proxy.refuse(0);
  expect(await task.ended()).toBe(0);
  expect(task.log()).toContain("12 published, 0 updated, 0 retracted");
});

describe("the end", () => {
  test.each(["SIGTERM", "SIGINT"] as const)("by %s is orderly: status 0 within 5 s", async (signal) => {
    await using running = bot();
    await running.ready();
    const began = Date.now();
    running.signal(signal);
    expect(await running.ended()).toBe(0);
    expect(Date.now() - began).toBeLessThan(5000);
  });

  test("comes at once while there is no server to talk to", async () => {
    await using running = bot({ SERVICE: "xmpp://127.0.0.1:9" });
    await running.logs("offline: no connection to 127.0.0.1:9");
    running.signal("SIGTERM");
    expect(await running.ended()).toBe(0);
  });
});

describe("what cannot work is said in a sentence:", () => {
  test("a wrong password, three times, then status 78", async () => {
    await using running = bot({ PASSWORD: "wrong-password" });
    expect(await running.ended()).toBe(78);
    expect(running.log()).toContain(
      "does not accept the account and its password (SASL); check NEWSSTAND_JID",
    );
    expect(running.log()).not.toContain("wrong-password");
  });

  test("another session in the bot's place, which is not fought, and status 78", async () => {
    await using running = bot();
    await running.ready();
    const jid = /online as (\S+)/u.exec(running.log())?.[1] ?? "";
    const other = await connect(server.wsUrl, jid, "bot-password");
    expect(await running.ended()).toBe(78);
    expect(running.log()).toContain(
      "another one of the account has taken its place (conflict); only one newsstand",
    );
    await other.stop();
  });

  test("a certificate that nothing here trusts, and no password is sent", async () => {
    await using running = bot({ CA_FILE: "" });
    await running.logs(
      "shows a certificate for localhost that nothing here trusts (TLS, DEPTH_ZERO_SELF_SIGNED_CERT)",
    );
    await running.logs("name it in NEWSSTAND_CA_FILE");
  });

  test("a domain that the server does not serve", async () => {
    await using running = bot({ JID: "bot@other.example", PUBSUB: "pubsub.other.example" });
    await running.logs("does not serve the domain other.example; check NEWSSTAND_JID");
  });

  test("no such service", async () => {
    await using running = bot({ PUBSUB: "nothing.localhost" });
    await running.logs("nothing.localhost refused");
    await running.logs("Is NEWSSTAND_PUBSUB the JID of a PubSub service?");
  });

  test("an account that may not create nodes, and nothing is published", async () => {
    await using strict = await startProsody({ accounts: { bot: "bot-password" }, creators: [] });
    await using running = startBot({ server: strict, account: "bot", content: content.folder });
    await running.logs("there is no node newsletter at pubsub.localhost, and the account may not create it");
  });

  test("a room that does not let the bot in", async () => {
    await using reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
    const closed = `closed@${server.rooms}`;
    await reader.join(closed, "ana");
    await reader.client.configureRoom(closed, {
      type: "submit",
      fields: [
        { name: "FORM_TYPE", type: "hidden", value: "http://jabber.org/protocol/muc#roomconfig" },
        { name: "muc#roomconfig_membersonly", value: "1" },
      ],
    });
    await using running = bot({ ROOMS: closed });
    await running.logs(`${closed} refused to let the bot in: registration-required`);
    await running.logs("make the bot's account a member");
  });

  test("a port that is taken, and the bot runs without its health endpoint", async () => {
    await using first = bot();
    const port = new URL((await first.health("/healthz")).url).port;
    await using second = bot({ HTTP: `127.0.0.1:${port}` });
    await second.logs("NEWSSTAND_HTTP");
    await second.logs("this one stands by");
    await first.stop();
    await second.logs(`entered ${room}`);
  });

  test("a content folder that is not there, and the bot lives on until it is", async () => {
    await using parent = await makeContent();
    const folder = join(parent.folder, "content");
    await using running = bot({ CONTENT: folder });
    await running.logs(`The issues in ${folder} cannot be read: there is no such folder.`);
    await running.logs(`entered ${room}`);
    expect((await running.health("/healthz")).status).toBe(200);
    expect(await (await running.health("/readyz")).json()).toMatchObject({ missing: ["node"] });
    await cp(content.folder, folder, { recursive: true });
    await running.ready();
  });
});
