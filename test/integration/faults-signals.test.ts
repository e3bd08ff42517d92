/** The end at any moment: within five seconds, with status 0, and in good manners where somebody can hear them. */

import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bot, startBot } from "../support/bot.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import { IN_MEMORY, makeScene, makeSet, type SetOptions, type StageSet } from "../support/scene.ts";
import type { Server } from "../support/server.ts";

const LONGEST_MS = 5_000;

interface Moment {
  readonly name: string;
  readonly signal: "SIGTERM" | "SIGINT";
  /** Waits for the moment of a bot that has just been started. */
  readonly comes: (bot: Bot, set: StageSet) => Promise<void>;
}

/** Lets so many bytes of a session pass, and then no more. */
const stuckAfter =
  (bytes: number): Moment["comes"] =>
  async (bot, { proxy }) => {
    const deadline = Date.now() + 20_000;
    while (proxy.bytes() < bytes) {
      if (Date.now() > deadline) throw new Error(`Only ${proxy.bytes()} bytes passed:\n${bot.log()}`);
      await pause(1);
    }
    proxy.freeze();
  };

/** When nobody can hear it. */
const ALONE: readonly Moment[] = [
  { name: "as soon as it has begun", signal: "SIGTERM", comes: (bot) => bot.logs("starts") },
  {
    name: "before a silent server",
    signal: "SIGINT",
    async comes(bot, { proxy }) {
      proxy.freeze();
      await bot.logs("starts");
      await expect.poll(proxy.connections, { timeout: 20_000 }).toBe(1);
    },
  },
  { name: "in the midst of TLS", signal: "SIGTERM", comes: stuckAfter(1_000) },
  { name: "in the midst of the authentication", signal: "SIGINT", comes: stuckAfter(4_000) },
  { name: "in the midst of making a session", signal: "SIGTERM", comes: stuckAfter(6_500) },
  {
    name: "while it waits for the next attempt",
    signal: "SIGINT",
    async comes(bot, { proxy }) {
      proxy.refuse(1);
      await bot.logs("offline: ");
    },
  },
  {
    name: "on a link that carries nothing",
    signal: "SIGTERM",
    async comes(bot, { proxy }) {
      await bot.logs("the nodes follow the content");
      proxy.freeze();
    },
  },
  {
    name: "while it publishes on a link that carries nothing",
    signal: "SIGINT",
    async comes(bot, { proxy }) {
      await bot.logs("done=5 ");
      proxy.freeze();
    },
  },
  {
    name: "while it publishes and has lost its link",
    signal: "SIGTERM",
    async comes(bot, { proxy }) {
      await bot.logs("done=5 ");
      proxy.refuse(1);
      proxy.cut();
      await bot.logs("offline: ");
    },
  },
  {
    name: "while it publishes on a slow link",
    signal: "SIGINT",
    async comes(bot, { proxy }) {
      await bot.logs("done=5 ");
      proxy.throttle(3_000);
    },
  },
];

/** When a room and a server can. */
const ONLINE: readonly Moment[] = [
  { name: "at rest", signal: "SIGINT", comes: (bot) => bot.logs("the nodes follow the content") },
  { name: "in the midst of publishing", signal: "SIGTERM", comes: (bot) => bot.logs("done=50 ") },
];

/** Stops a bot at a moment, and gives what its log was. */
async function stopAt({ signal, comes }: Moment, set: StageSet): Promise<string> {
  await using bot = startBot(set.options);
  await comes(bot, set);
  const began = performance.now();
  bot.signal(signal);
  expect(await bot.ended(), bot.log()).toBe(0);
  expect(performance.now() - began).toBeLessThan(LONGEST_MS);
  expect(bot.log()).not.toMatch(/reached nobody|nobody heard|was survived/u);
  return bot.log();
}

/** Starts a server with an account for each moment. */
function serve(
  start: typeof startProsody | typeof startEjabberd,
  moments: readonly Moment[],
): Promise<Server> {
  const bots = moments.map((_, at) => `bot${at}`);
  const accounts = Object.fromEntries([...bots, "reader"].map((name) => [name, `${name}-password`]));
  return start({ accounts, creators: bots, lua: IN_MEMORY });
}

function optionsOf(server: Server, moments: readonly Moment[], moment: Moment): SetOptions {
  const issues = moment.name.includes("publish") ? 100 : 1;
  return { server, name: `bot${moments.indexOf(moment)}`, issues };
}

// What no server hears cannot depend on which one it is.
describe("while nobody hears it, the bot is stopped", () => {
  let server: Server;

  beforeAll(async () => {
    server = await serve(startProsody, ALONE);
  });

  afterAll(() => server?.stop());

  test.each(ALONE)("$name, by $signal", async (moment) => {
    await using set = await makeSet(optionsOf(server, ALONE, moment));
    expect(await stopAt(moment, set)).toContain("newsstand stops");
  });
});

describe.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
] as const)("%s: the bot is stopped", (_, start) => {
  let server: Server;

  beforeAll(async () => {
    server = await serve(start, ONLINE);
  });

  afterAll(() => server?.stop());

  test.each(ONLINE)(
    "$name, by $signal: the room sees it leave, and its session is closed",
    async (moment) => {
      await using scene = await makeScene(optionsOf(server, ONLINE, moment));
      const reader = scene.reader();
      const left = new Promise<string>((resolve) =>
        reader.client.once("muc:unavailable", ({ from }) => resolve(from)),
      );
      const log = await stopAt(moment, scene);
      expect(await left).toBe(`${scene.room}/newsstand`);
      const jid = /online as (\S+)/u.exec(log)?.[1] ?? "";
      // A session that was only interrupted would be kept, and its requests with it.
      await expect(reader.client.ping(jid)).rejects.toMatchObject({
        error: { condition: "service-unavailable" },
      });
      await using again = await scene.start();
      await again.logs("the nodes follow the content");
      await scene.allIsWell(again);
    },
  );
});
