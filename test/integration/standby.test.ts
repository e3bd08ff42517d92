/** Two bots of one account on real servers: one acts, the other waits for its end; nothing is said or published twice. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bot, startBot } from "../support/bot.ts";
import { type Content, issue, makeContent } from "../support/content.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";
import { connect, type Reader } from "../support/stanza-client.ts";

const STANDS_BY = "another newsstand uses this account";
const GIVES_WAY = "another newsstand took over while this one could not be reached";
/** For one that keeps its session and says nothing. */
const PATIENCE_MS = 40_000;
const TAKES_OVER = "the other newsstand is gone: this one takes over";

describe.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
] as const)("%s", (_, startServer) => {
  let server: Server;
  let content: Content;
  let ana: Reader;
  let room: string;
  let acting: Bot;

  const start = (): Bot => startBot({ server, account: "bot", content: content.folder, rooms: [room] });

  /** Asks in the room, and gives what the bots answered until a later question was answered. */
  const answers = async (): Promise<readonly string[]> => {
    const since = ana.messages.length;
    const isAnswer = (text: string) => (message: { from: string; body: string }) =>
      message.from === `${room}/newsstand` && message.body.includes(text);
    ana.say(room, "newsstand: latest");
    ana.say(room, "newsstand: help");
    await ana.until("the answers", () => ana.messages.slice(since).find(isAnswer("latest")));
    return ana.messages
      .slice(since)
      .filter(isAnswer("News of"))
      .map(({ body }) => body);
  };

  beforeAll(async () => {
    server = await startServer({ accounts: { bot: "bot-password", ana: "ana-password" } });
    room = `team@${server.rooms}`;
    content = await makeContent({
      "2024-05-05-newsletter.md": issue("News of April", "2024-05-05"),
    });
    ana = await connect(server.wsUrl, server.jid("ana"), server.password("ana"));
    await ana.join(room, "ana");
    acting = start();
    await acting.ready();
    await ana.subscribe(server.pubsub, "newsletter");
  });

  afterAll(async () => {
    await acting[Symbol.asyncDispose]();
    await ana[Symbol.asyncDispose]();
    await content[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  test("the second stands by, publishes nothing, and takes over when the first is stopped", async () => {
    const second = start();
    await second.logs(STANDS_BY);
    await content.write("2024-06-05-newsletter.md", issue("News of May", "2024-06-05"));
    await ana.notified("2024-06-05-newsletter");
    expect(await answers()).toHaveLength(1);
    expect(second.log()).not.toContain("published");

    await acting.stop();
    await second.logs(TAKES_OVER);
    await second.ready();
    acting = second;
    expect(await answers()).toHaveLength(1);
    expect(ana.notifications.filter(({ id }) => id === "2024-06-05-newsletter")).toHaveLength(1);
  });

  test("it takes over when the first is killed, whose session the server keeps for a while", async () => {
    const second = start();
    await second.logs(STANDS_BY);
    acting.signal("SIGKILL");
    await acting.ended();
    await second.logs(TAKES_OVER);
    await second.ready();
    await acting[Symbol.asyncDispose]();
    acting = second;
    expect(await answers()).toHaveLength(1);
  });

  test(
    "it takes over when the first is frozen, and keeps it when that goes on",
    { timeout: 90_000 },
    async () => {
      const second = start();
      await second.logs(STANDS_BY);
      acting.signal("SIGSTOP");
      await second.logs(TAKES_OVER, 0, PATIENCE_MS);
      await second.ready();
      acting.signal("SIGCONT");
      await acting.logs(GIVES_WAY);
      expect(await answers()).toHaveLength(1);
      await content.write("2024-07-05-newsletter.md", issue("News of June", "2024-07-05"));
      await ana.notified("2024-07-05-newsletter");
      await second.stop();
      await acting.logs(TAKES_OVER);
      await acting.ready();
      expect(await answers()).toHaveLength(1);
      expect(ana.notifications.filter(({ id }) => id === "2024-07-05-newsletter")).toHaveLength(1);
    },
  );

  test("after a kill the next process acts at once", async () => {
    acting.signal("SIGKILL");
    await acting.ended();
    await acting[Symbol.asyncDispose]();
    acting = start();
    await acting.ready();
    expect(acting.log()).not.toContain(STANDS_BY);
  });
});
