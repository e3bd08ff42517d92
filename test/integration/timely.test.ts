/** When readers are told: soon after an edit, at the time that an issue is dated to, and at SIGHUP. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as atom from "../../src/xmpp/atom.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { type Content, issue, makeContent } from "../support/content.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";
import { makeRepository } from "../support/git.ts";
import { connect, type Reader } from "../support/stanza-client.ts";

let server: Server;
let content: Content;
let reader: Reader;
let bot: Bot;

const start = (): Bot => startBot({ server, account: "bot", content: content.folder });

beforeAll(async () => {
  server = await startProsody({
    accounts: { bot: "one", puller: "two", reader: "three" },
    creators: ["bot", "puller"],
  });
  content = await makeContent({ "2024-05-05-first.md": issue("First", "2024-05-05") });
  reader = await connect(server.wsUrl, server.jid("reader"), server.password("reader"));
});
afterAll(async () => {
  await reader?.stop();
  await content?.[Symbol.asyncDispose]();
  await server?.stop();
});

beforeEach(async () => {
  bot = start();
  await bot.logs("the nodes follow the content");
  await reader.subscribe(server.pubsub, "newsletter");
});
afterEach(() => bot[Symbol.asyncDispose]());

/** Writes an issue that appears in so many milliseconds, rounded to the second. Gives that time. */
async function writeFuture(id: string, inMs: number): Promise<number> {
  const at = Math.ceil((Date.now() + inMs) / 1_000) * 1_000;
  await content.write(`${id}.md`, issue(id, new Date(at).toISOString()));
  return at;
}

test("an edit is with its readers within two seconds, each time", { timeout: 60_000 }, async () => {
  const times: number[] = [];
  for (let day = 11; day < 18; day += 1) {
    const id = `2024-06-${day}-edit`;
    const before = performance.now();
    // In place, as an editor may do it, and at another moment between two looks each time.
    await writeFile(join(content.folder, `${id}.md`), issue(id, `2024-06-${day}`));
    await reader.notified(id);
    times.push(performance.now() - before);
  }
  expect(Math.max(...times)).toBeLessThan(2_000);
});

describe("an issue of the future is with its readers at its time", () => {
  const appears = async (id: string): Promise<number> => {
    await reader.notified(id);
    return Date.now();
  };

  test("and not before", async () => {
    const at = await writeFuture("2099-01-01-future", 4_000);
    const seen = await appears("2099-01-01-future");
    expect(seen).toBeGreaterThanOrEqual(at);
    expect(seen).toBeLessThan(at + 2_000);
  });

  test("also when the bot was started anew in between", async () => {
    const at = await writeFuture("2099-01-02-restart", 6_000);
    expect(await bot.stop()).toBe(0);
    bot = start();
    await bot.logs("the nodes follow the content");
    expect(Date.now()).toBeLessThan(at);
    const seen = await appears("2099-01-02-restart");
    expect(seen).toBeGreaterThanOrEqual(at);
    expect(seen).toBeLessThan(at + 2_000);
  });

  test("or at the start, when the bot was away then", async () => {
    expect(await bot.stop()).toBe(0);
    const at = await writeFuture("2099-01-03-away", 1_000);
    await expect.poll(() => Date.now(), { timeout: 5_000 }).toBeGreaterThan(at);
    bot = start();
    expect(await appears("2099-01-03-away")).toBeGreaterThanOrEqual(at);
  });

  test("or when the machine goes on, when it slept then", async () => {
    const at = await writeFuture("2099-01-04-asleep", 5_000);
    await content.write("2024-06-20-awake.md", issue("Awake", "2024-06-20"));
    // Whoever has read this one has read the other.
    await reader.notified("2024-06-20-awake");
    bot.signal("SIGSTOP");
    await expect.poll(() => Date.now(), { timeout: 10_000 }).toBeGreaterThan(at + 1_000);
    expect(reader.notifications.filter(({ id }) => id === "2099-01-04-asleep")).toEqual([]);
    bot.signal("SIGCONT");
    await appears("2099-01-04-asleep");
    expect(Date.now()).toBeLessThan(at + 4_000);
  });
});

describe("at SIGHUP", () => {
  test("the folder is read, and the bot lives on", async () => {
    await content.write("2024-07-05-hangup.md", issue("Hangup", "2024-07-05"));
    bot.signal("SIGHUP");
    await reader.notified("2024-07-05-hangup");
    expect(await bot.stop()).toBe(0);
    bot = start();
  });

  test("a repository is pulled; what it says of an issue's last change is the entry's", async () => {
    await using repository = await makeRepository();
    await repository.commit({ "content/2024-01-05-a.md": issue("A", "2024-01-05") });
    await using puller = startBot({
      server,
      account: "puller",
      content: "nowhere",
      settings: { NODE: "pulled", SOURCE: "git", GIT_URL: repository.url },
    });
    await puller.logs("1 published");
    await reader.subscribe(server.pubsub, "pulled");
    await repository.commit({ "content/2024-02-05-b.md": issue("B", "2024-02-05") }, { date: "2024-03-01" });
    puller.signal("SIGHUP");
    const { payload } = await reader.notified("2024-02-05-b");
    expect(atom.fromElement(payload)).toMatchObject({ title: "B", updated: "2024-03-01T12:00:00Z" });
    expect(await puller.stop()).toBe(0);
  });
});
