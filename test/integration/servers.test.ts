/** The servers, the reader and the clean-up that the other integration tests stand on. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { connect as tlsConnect } from "node:tls";
import { createServer, connect as tcpConnect } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";
import { connect } from "../support/stanza-client.ts";

describe.each([
  { name: "Prosody", start: () => startProsody() },
  { name: "ejabberd", start: () => startEjabberd() },
])("$name", ({ start }) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  test("its accounts publish, subscribe and are notified", async () => {
    await using bot = await login(server, "bot");
    await using reader = await login(server, "reader");
    await bot.client.createNode(server.pubsub, "newsletter");
    await reader.subscribe(server.pubsub, "newsletter");
    await bot.client.publish(
      server.pubsub,
      "newsletter",
      { itemType: ATOM, title: { text: "Hello" } },
      "first",
    );
    const { node, payload, retracted } = await reader.notified("first");
    expect({ node, retracted, title: payload?.getChildText("title") }).toEqual({
      node: "newsletter",
      retracted: false,
      title: "Hello",
    });
    const items = await reader.items(server.pubsub, "newsletter");
    expect(items.map(({ id }) => id)).toEqual(["first"]);
  });

  test("its rooms are open to whoever comes first", async () => {
    await using bot = await login(server, "bot");
    await using reader = await login(server, "reader");
    const room = `lobby@${server.rooms}`;
    await bot.join(room, "newsstand");
    await reader.join(room, "reader");
    reader.say(room, "newsstand: help");
    const heard = await bot.hears("the question", ({ body }) => body === "newsstand: help");
    expect(heard).toEqual({
      from: `${room}/reader`,
      type: "groupchat",
      body: "newsstand: help",
      delayed: false,
    });
  });

  test("what it keeps survives a proper end and a crash, on the same ports", async () => {
    {
      await using bot = await login(server, "bot");
      await bot.client.createNode(server.pubsub, "kept");
    }
    await server.restart();
    await server.kill();
    await server.restart();
    await using bot = await login(server, "bot");
    expect(await bot.items(server.pubsub, "kept")).toEqual([]);
  });

  test("a port that somebody else has taken meanwhile is named, and can be had back", async () => {
    await server.kill();
    const other = createServer().listen(server.port, server.host);
    await once(other, "listening");
    await expect(server.restart()).rejects.toThrow(`found port ${server.port} or ${server.httpPort} taken`);
    other.close();
    await once(other, "close");
    await server.restart();
    await using bot = await login(server, "bot");
    expect(bot.jid).toContain("bot@localhost/");
  });

  test("a reader that was cut off by a crash can still be stopped", async () => {
    const reader = await login(server, "reader");
    await server.kill();
    await expect(reader.stop()).resolves.toBeUndefined();
    await server.restart();
  });

  test("STARTTLS presents the certificate for its domain", async () => {
    const socket = tcpConnect(server.port, server.host).setEncoding("utf8");
    const hear = async (what: string): Promise<void> => {
      for (let text = ""; !text.includes(what);) text += String((await once(socket, "data"))[0]);
    };
    socket.write(`<stream:stream to="localhost" version="1.0" xmlns="jabber:client" ${STREAM}>`);
    await hear("</stream:features>");
    socket.write(`<starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>`);
    await hear("<proceed");
    const secure = tlsConnect({ socket, ca: server.certificate, servername: server.domain });
    await once(secure, "secureConnect");
    expect(secure.authorized).toBe(true);
    secure.destroy();
  });

  test("an unknown account is refused with a sentence", async () => {
    const attempt = connect(server.wsUrl, server.jid("nobody"), "guess");
    await expect(attempt).rejects.toThrow("nobody@localhost could not log in");
  });
});

test("two servers of a kind run side by side", async () => {
  await using one = await startProsody();
  await using other = await startProsody();
  expect(one.port).not.toBe(other.port);
});

test("only the creators of a Prosody create nodes", async () => {
  await using server = await startProsody({ creators: [] });
  await using bot = await login(server, "bot");
  await expect(bot.client.createNode(server.pubsub, "newsletter")).rejects.toMatchObject({
    error: { condition: "forbidden" },
  });
});

test("accounts may have any name and password", async () => {
  const password = `"\\ pässword ${"9".repeat(3)}`;
  await using server = await startProsody({ accounts: { "news-bot_1": password } });
  await using bot = await login(server, "news-bot_1");
  expect(bot.jid).toContain("news-bot_1@localhost/");
});

test("a server that cannot start says why, with the end of its log", async () => {
  await expect(startProsody({ lua: "this is not Lua" })).rejects.toThrow(
    /Prosody ended while it started[^]*prosody\.cfg\.lua/u,
  );
});

test.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
  "a process that ends by %s leaves no server and no folder behind",
  async (signal) => {
    const script = `
      const { startProsody } = await import("./test/support/prosody.ts");
      const { folder, port } = await startProsody();
      console.log(folder + " " + port);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(createInterface(child.stdout), "line");
    const [folder = "", port = ""] = String(line).split(" ");
    expect(existsSync(folder)).toBe(true);
    child.kill(signal);
    await once(child, "exit");
    // The guard works after its parent has ended: there is nothing to wait for but the outcome.
    await expect.poll(() => existsSync(folder), { timeout: 5000 }).toBe(false);
    await expect.poll(() => accepts(Number(port)), { timeout: 5000 }).toBe(false);
  },
);

function accepts(port: number): Promise<boolean> {
  const socket = tcpConnect(port, "127.0.0.1");
  return new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.on("error", () => resolve(false));
  }).finally(() => socket.destroy());
}

const ATOM = "http://www.w3.org/2005/Atom";
const STREAM = `xmlns:stream="http://etherx.jabber.org/streams"`;

const login = (server: Server, account: string) =>
  connect(server.wsUrl, server.jid(account), server.password(account));
