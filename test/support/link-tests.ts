/** What one server's bots live through when the link between them breaks, is silent or is slow: the same for every server. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TIMING } from "../../src/xmpp/timing.ts";
import type { startEjabberd } from "./ejabberd.ts";
import type { startProsody } from "./prosody.ts";
import { IN_MEMORY, makeScene } from "./scene.ts";
import type { Server } from "./server.ts";
import { sweep } from "./sweep.ts";

const SWEPT = ["bot0", "bot1", "bot2", "bot3", "bot4", "bot5"];
/** A session is cut at every so many bytes. */
const STEP = Number(process.env["SWEEP_STEP"] ?? 250);
const BOTS = [...SWEPT, "frozen", "slow"];
const ACCOUNTS = Object.fromEntries([...BOTS, "reader"].map((name) => [name, `${name}-password`]));
const FOLLOWS = "the nodes follow the content";
const NOTICED_MS = 45_000;
const LONGEST_MS = 800_000;

/** Those that mostly wait run beside the one that does not. */
export function testLink(startServer: typeof startProsody | typeof startEjabberd): void {
  describe.concurrent("the link", () => {
    let server: Server;

    beforeAll(async () => {
      server = await startServer({ accounts: ACCOUNTS, creators: BOTS, lua: IN_MEMORY });
    });

    afterAll(() => server?.stop());

    test(
      `breaks at every ${STEP}th byte up to the first publish: it is published once, and the room is entered`,
      async () => {
        const { bytes, broken, failures, repeated } = await sweep(server, SWEPT, STEP);
        // They do not fail the test, but nobody shall miss them.
        for (const each of repeated) process.stderr.write(`${each}\n`);
        expect(failures).toEqual([]);
        // A bot that makes its node is the one that is measured; every other finds its own, and is done by some three quarters of that.
        expect(broken).toBeGreaterThan((0.8 * bytes) / STEP);
      },
      LONGEST_MS,
    );

    test(
      "carries nothing and is not closed: it is noticed within 45 s, and all is well when it carries again",
      async () => {
        await using scene = await makeScene({ server, name: "frozen", issues: 2 });
        await using bot = await scene.start(TIMING);
        await bot.logs(FOLLOWS);
        scene.proxy.freeze();
        // What nobody hears must not look like life.
        scene.reader().say(scene.room, "!xep 1");
        await bot.logs("offline: ", 0, NOTICED_MS);
        scene.proxy.thaw();
        await scene.reader().hears("the answer of then", ({ body }) => body.includes("XEP-0001"));
        await scene.allIsWell(bot);
      },
      LONGEST_MS,
    );

    test(
      "carries 3 kB a second: that is no timeout for large issues, and others are answered meanwhile",
      async () => {
        await using scene = await makeScene({ server, name: "slow", issues: 2, bytes: 16_000 });
        await using bot = await scene.start(TIMING);
        await bot.logs(`entered ${scene.room}`);
        scene.proxy.throttle(3_000);
        await bot.logs("done=1 ", 0, 60_000);
        scene.reader().say(scene.room, "!xep 1");
        await bot.logs(FOLLOWS, 0, 60_000);
        await scene.reader().hears("an answer", ({ body }) => body.includes("XEP-0001"), 30_000);
        scene.proxy.throttle(undefined);
        await scene.allIsWell(bot);
        expect(bot.log()).not.toContain("offline: ");
      },
      LONGEST_MS,
    );
  });
}
