/** A session for one task, over a network that breaks. */

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type AccountConfig, readConfig, requireAccount } from "../../src/config.ts";
import { withSession } from "../../src/once.ts";
import * as disco from "../../src/xmpp/disco.ts";
import { SessionError } from "../../src/xmpp/failure.ts";
import { TIMING } from "../../src/xmpp/timing.ts";
import { environment } from "../support/bot.ts";
import { startProsody } from "../support/prosody.ts";
import { type Proxy, startProxy } from "../support/proxy.ts";
import type { Server } from "../support/server.ts";

let server: Server;
let proxy: Proxy;
let said: string[];
let stopping: AbortController;

beforeAll(async () => {
  server = await startProsody();
  proxy = await startProxy(server.host, server.port);
});
afterAll(async () => {
  await proxy?.[Symbol.asyncDispose]();
  await server?.stop();
});
beforeEach(() => {
  said = [];
  stopping = new AbortController();
});

async function account(settings: Readonly<Record<string, string>> = {}): Promise<AccountConfig> {
  const given = { SERVICE: `xmpp://127.0.0.1:${proxy.port}`, ...settings };
  const env = environment({ server, account: "bot", content: ".", settings: given });
  return requireAccount(await readConfig({ env }));
}

/** Impatient: what takes minutes with a person takes moments here. */
function options(patience: number) {
  return {
    signal: stopping.signal,
    say: (sentence: string) => void said.push(sentence),
    patience,
    timing: { ...TIMING, firstPause: 20, longestPause: 50 },
  };
}

test("a task that fails, fails with its own error", async () => {
  const failing = withSession(await account(), options(5_000), () => Promise.reject(new Error("no issues")));
  await expect(failing).rejects.toThrow("no issues");
  expect(said).toEqual([]);
});

test("a first failure is the last: a person waits for it", async () => {
  const wrong = await account({ PASSWORD: "wrong" });
  await expect(withSession(wrong, options(5_000), () => Promise.resolve())).rejects.toThrow("password");
});

test("what had no session is done when there is one again, and it says what it waits for, once", async () => {
  let times = 0;
  const waiting = withSession(await account(), options(20_000), async (session, persist) => {
    proxy.refuse(1);
    proxy.cut();
    await expect.poll(() => session.isOnline()).toBe(false);
    proxy.refuse(0);
    return persist(async () => {
      times += 1;
      if (times === 1) throw new SessionError("it was lost on the way", { lost: true });
      return disco.describe(session, server.pubsub);
    });
  });
  expect((await waiting).features).toContain("http://jabber.org/protocol/pubsub");
  expect(times).toBe(2);
  expect(said[0]).toContain("; waiting for the session");
  expect(said.at(-1)).toBe("the session goes on");
  expect(new Set(said).size).toBe(said.length);
});

test("it is given up when there is no session for longer than there is patience", async () => {
  const waiting = withSession(await account(), options(300), async (session, persist) => {
    proxy.refuse(1);
    proxy.cut();
    await expect.poll(() => session.isOnline()).toBe(false);
    await persist(() => disco.describe(session, server.pubsub));
  });
  await expect(waiting).rejects.toThrow("; given up after");
  proxy.refuse(0);
});

test("it ends when it is told to", async () => {
  const waiting = withSession(await account(), options(5_000), async () => {
    stopping.abort();
    await new Promise(() => {});
  });
  await expect(waiting).rejects.toThrow("stopped before it was done");
});
