/** The bot is killed after single steps of its work and started again: nothing is lost, published or announced twice. */

import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bot, startBot } from "../support/bot.ts";
import { type Content, issue, makeContent } from "../support/content.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";

const KILLER = new URL("../support/killer.ts", import.meta.url);
/** Every step with `KILLED_EVERY=1`: that takes minutes. */
const EVERY = Number(process.env["KILLED_EVERY"] ?? 20);
/** An issue and its items. */
const ITEMS = 50;
/** More steps than there are: the bot that is to be killed there comes to the end of its work. */
const MOST = 400;

const DAY = 86_400_000;
const day = (ago: number): string => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);
const news = (count: number): string =>
  Array.from({ length: count }, (_, n) => `- [Thing ${n}](https://example.org/${n}) is out.`).join("\n");

describe.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
] as const)("%s", (_, startServer) => {
  let server: Server;
  let ana: Reader;
  const accounts = Object.fromEntries(
    Array.from({ length: Math.ceil(MOST / EVERY) }, (__, n) => [`bot${n}`, `password${n}`]),
  );

  beforeAll(async () => {
    server = await startServer({ accounts: { ...accounts, ana: "ana-password" } });
    ana = await connect(server.wsUrl, server.jid("ana"), server.password("ana"));
  });

  afterAll(async () => {
    await ana[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  /** Gives whether the bot was killed before it was done. */
  const play = async (account: string, at: number): Promise<boolean> => {
    const room = `${account}@${server.rooms}`;
    const id = `${day(1)}-${account}`;
    await using content: Content = await makeContent({
      [`${day(40)}-${account}.md`]: issue("Old news", day(40), `## Servers\n\n${news(1)}`),
    });
    const start = (...nodeFlags: readonly string[]): Bot =>
      startBot({
        server,
        account,
        content: content.folder,
        nodeFlags,
        settings: {
          // A service on which the bot may make nodes: its own account.
          PUBSUB: server.jid(account),
          ITEMS_NODE: "newsletter-items",
          ANNOUNCE_ROOMS: room,
          HTTP: "off",
          LOG: "debug",
        },
      });

    await using first = start();
    await first.logs("the nodes follow the content");
    await first.logs(`${room} is told of the issues that appear from now on`);
    await first.stop();
    await ana.join(room, "ana");
    for (const node of ["newsletter", "newsletter-items"]) await ana.subscribe(server.jid(account), node);
    await content.write(`${id}.md`, issue("New news", day(1), `## Servers\n\n${news(ITEMS - 1)}`));

    await using second = start("--import", `${fileURLToPath(KILLER)}?at=${at}`);
    const killed = await Promise.race([
      second.ended().then((status) => status === "SIGKILL"),
      second.logs(`told ${room} of ${id}`).then(
        () => false,
        () => true,
      ),
    ]);
    if (!killed) await second.stop();

    await using third = start();
    await third.logs("the nodes follow the content");
    // What comes after it comes after all that the kill has left to do: the oldest is told first.
    const last = `${day(0)}-${account}`;
    await content.write(`${last}.md`, issue("The last news", day(0)));
    await ana.hears(
      "the last announcement",
      ({ from, body }) => from.startsWith(room) && body.includes(last),
    );
    await third.stop();

    const told = ana.notifications.filter(({ service }) => service === server.jid(account));
    expect(told.filter(({ retracted }) => retracted)).toEqual([]);
    const ids = told.map((each) => each.id).filter((each) => each.startsWith(id));
    expect(ids).toHaveLength(ITEMS);
    expect(new Set(ids).size).toBe(ITEMS);
    const announced = ana.messages.filter(({ from, body }) => from.startsWith(room) && body.includes(id));
    expect(announced).toHaveLength(1);
    await ana.leave(room);
    return killed;
  };

  test(`killed after each ${EVERY}th step of publishing ${ITEMS} items`, async () => {
    let steps = 0;
    for (const [number, account] of Object.keys(accounts).entries()) {
      const at = 1 + number * EVERY;
      if (!(await play(account, at))) break;
      steps += 1;
    }
    // At least the items themselves are steps.
    expect(steps).toBeGreaterThan(ITEMS / EVERY);
  }, 1_800_000);
});
