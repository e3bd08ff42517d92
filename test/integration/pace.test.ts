/** Servers that read slowly: everything arrives once, nothing is given up, and who asks the bot meanwhile has an answer soon. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import { makeScene } from "../support/scene.ts";
import type { Server } from "../support/server.ts";

/** Every issue is about 11 kB on the wire. */
const BYTES = 5_000;
/** What is on its way is read in 3 s, or is one issue; the answer, and what else the bot says, comes after that. */
const ANSWER_MS = 9_000;

describe.each([
  ["Prosody reads 10 kB a second", startProsody, 10],
  ["ejabberd reads 3 kB a second", startEjabberd, 6],
] as const)("as it is packaged, %s", (_, start, issues) => {
  let server: Server;

  beforeAll(async () => {
    server = await start({ limits: true });
  });

  afterAll(() => server?.stop());

  test("and is sent no more at once than it can: each issue is told once, in order, on one connection", async () => {
    await using scene = await makeScene({ server, name: "bot", issues, bytes: BYTES });
    await using bot = await scene.start();
    await bot.logs("done=2 ", 0, 60_000);
    const asked = performance.now();
    scene.reader().say(scene.room, "!xep 60");
    await scene.reader().hears("an answer", ({ body }) => body.includes("XEP-0060"), 60_000);
    expect(performance.now() - asked).toBeLessThan(ANSWER_MS);
    expect(bot.log()).not.toContain(`done=${issues} `);
    await bot.logs(`the nodes follow the content: ${issues} published`, 0, 60_000);
    expect(scene.proxy.connections()).toBe(1);
    expect(bot.log()).not.toMatch(/ (?:error|warn) /u);
    await scene.allIsWell(bot);
  }, 120_000);
});
