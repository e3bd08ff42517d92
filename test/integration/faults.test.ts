/** Faults of the network in the middle of the work: what was asked for is done, and done once. */

import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { LocalBot } from "../support/bot-in-process.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import type { Proxy } from "../support/proxy.ts";
import { IN_MEMORY, makeScene } from "../support/scene.ts";
import type { Server } from "../support/server.ts";
import { seeded } from "../soak/random.ts";

const BOTS = ["cuts", "refused", "asked"];
const ACCOUNTS = Object.fromEntries([...BOTS, "reader"].map((name) => [name, `${name}-password`]));
const FOLLOWS = "the nodes follow the content";

/** Cuts so many connections, each after a number of bytes that the seed decides, from the next one on. */
async function cutConnections(proxy: Proxy, bot: LocalBot, times: number, seed: number): Promise<void> {
  const random = seeded(seed);
  const deadline = Date.now() + 60_000;
  for (let cuts = 0; cuts < times; cuts += 1) {
    const before = proxy.connections();
    // One in four breaks before there is a session.
    proxy.cutAfter(Math.floor(random() < 0.25 ? random() * 6_000 : 6_000 + random() * 40_000));
    if (cuts === 0) proxy.cut();
    while (proxy.connections() === before) {
      if (Date.now() > deadline)
        throw new Error(`The bot did not come back after ${cuts} cuts. Its log:\n${bot.log()}`);
      await pause(1);
    }
  }
}

describe.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
] as const)("%s", (_, startServer) => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer({ accounts: ACCOUNTS, creators: BOTS, lua: IN_MEMORY });
  });

  afterAll(() => server?.stop());

  test("a connection that breaks twenty times while a hundred issues are published: each is told once, in order", async () => {
    await using scene = await makeScene({ server, name: "cuts", issues: 100 });
    await using bot = await scene.start();
    await bot.logs("done=5 ");
    await cutConnections(scene.proxy, bot, 20, 1);
    await bot.logs(FOLLOWS, 0, 60_000);
    await scene.allIsWell(bot);
  }, 90_000);

  test("a third of the attempts is refused, and those that are not break", async () => {
    await using scene = await makeScene({ server, name: "refused", issues: 20 });
    scene.proxy.refuse(0.3, seeded(2));
    await using bot = await scene.start();
    await bot.logs("done=2 ");
    await cutConnections(scene.proxy, bot, 10, 3);
    await bot.logs(FOLLOWS);
    await scene.allIsWell(bot);
  }, 60_000);

  test("a question that is asked while the link is down is answered once it is up", async () => {
    await using scene = await makeScene({ server, name: "asked", issues: 1 });
    await using bot = await scene.start();
    await bot.logs(FOLLOWS);
    scene.proxy.refuse(1);
    scene.proxy.cut();
    await bot.logs("offline: ");
    const mark = bot.mark();
    const back = bot.logs("the session goes on", mark);
    scene.reader().say(scene.room, "!xep 313");
    await scene.reader().hears("its own question", ({ body }) => body === "!xep 313");
    scene.proxy.refuse(0);
    await back;
    await scene.reader().hears("an answer", ({ body }) => body.includes("XEP-0313"));
    await scene.allIsWell(bot);
  });
});
