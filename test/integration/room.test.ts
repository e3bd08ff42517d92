/** The conversation in real rooms, between the bot and people on another library. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bot, startBot } from "../support/bot.ts";
import { type Content, issue, makeContent } from "../support/content.ts";
import { startEjabberd } from "../support/ejabberd.ts";
import { startProsody } from "../support/prosody.ts";
import type { Server } from "../support/server.ts";
import { connect, type Heard, type Reader } from "../support/stanza-client.ts";

const ACCOUNTS = { bot: "bot-password", ana: "ana-password", ben: "ben-password" };
const BODY = `Hello.

## XMPP Events

- A meeting.

### Updated

- Version 1.1.0 of [XEP-0313](https://xmpp.org/extensions/xep-0313.html) (Message Archive Management)
`;

describe.each([
  ["Prosody", startProsody],
  ["ejabberd", startEjabberd],
] as const)("%s", (_, startServer) => {
  let server: Server;
  let content: Content;
  let ana: Reader;
  let ben: Reader;
  let bot: Bot;
  let room: string;
  let taken: string;

  /** What the bot said in the room since a moment. */
  const saidBy = (reader: Reader, from: string, since: number): readonly Heard[] =>
    reader.messages.slice(since).filter((message) => message.from === from);
  /** Asks in the room. What the bot says after the question has come back is the answer: a room has one order for all. */
  const ask = async (reader: Reader, question: string): Promise<string> => {
    const since = reader.messages.length;
    reader.say(room, question);
    const { body } = await reader.until(`an answer to ${JSON.stringify(question)}`, () => {
      const asked = reader.messages.findIndex((message, at) => at >= since && message.body === question);
      return asked < 0 ? undefined : saidBy(reader, `${room}/newsstand`, asked)[0];
    });
    return body;
  };

  beforeAll(async () => {
    server = await startServer({ accounts: ACCOUNTS });
    room = `team@${server.rooms}`;
    taken = `taken@${server.rooms}`;
    content = await makeContent({
      "2024-05-05-newsletter.md": issue("News of April", "2024-05-05", BODY),
      "2024-06-05-newsletter.md": issue("News of May", "2024-06-05", BODY),
    });
    ana = await connect(server.wsUrl, server.jid("ana"), server.password("ana"));
    ben = await connect(server.wsUrl, server.jid("ben"), server.password("ben"));
    await ana.join(room, "ana");
    await ana.join(taken, "newsstand");
    for (const each of [room, taken]) await ana.client.configureRoom(each, { type: "submit" });
    ana.say(room, "newsstand: latest");
    await ana.hears("the question of the time before the bot", ({ body }) => body === "newsstand: latest");
    await ben.join(room, "ben");
    bot = startBot({ server, account: "bot", content: content.folder, rooms: [room, taken] });
    await bot.ready();
  });

  afterAll(async () => {
    await bot?.[Symbol.asyncDispose]();
    await ana?.stop();
    await ben?.stop();
    await content?.[Symbol.asyncDispose]();
    await server?.stop();
  });

  test("a question that is history when the bot enters is not answered", async () => {
    await ask(ana, "newsstand: help");
    expect(saidBy(ana, `${room}/newsstand`, 0).length).toBe(1);
  });

  test.each(["newsstand: latest", "newsstand, latest", "@newsstand latest", "!latest", "NEWSSTAND: Latest?"])(
    "%j is answered with the newest issue",
    async (question) => {
      const answer = await ask(ana, question);
      expect(answer).toContain("News of May");
      expect(answer).toContain("5 June 2024");
      expect(answer).toContain("XMPP Events");
      expect(answer).toContain("https://xmpp.org/2024/06/news-of-may/");
      expect(answer).toContain(`xmpp:${server.pubsub}?pubsub;action=subscribe;node=newsletter`);
    },
  );

  test.each(["xep 0313", "XEP-0313", "313", "mam", "message archive management"])(
    "%j is answered with the XEP and where it was in the news",
    async (question) => {
      const answer = await ask(ben, `newsstand: ${question}`);
      expect(answer).toContain("XEP-0313: Message Archive Management");
      expect(answer).toContain("Stable");
      expect(answer).toContain("https://xmpp.org/extensions/xep-0313.html");
      expect(answer).toContain("- May 2024 (Updated): Version 1.1.0 of XEP-0313");
      expect(answer).toContain("and 1 more: xep 313 news");
    },
  );

  test("a private message of the room and a direct chat are answered in private", async () => {
    const since = ana.messages.length;
    ana.tell(`${room}/newsstand`, "latest");
    await ana.until("a private answer", () =>
      saidBy(ana, `${room}/newsstand`, since).find(
        ({ type, body }) => type === "chat" && body.includes("News of May"),
      ),
    );
    ana.tell(server.jid("bot"), "xep 0045");
    const direct = await ana.hears("a direct answer", ({ body }) =>
      body.includes("XEP-0045: Multi-User Chat"),
    );
    expect(direct.from.startsWith(`${server.jid("bot")}/`)).toBe(true);
  });

  test("the bot knows the nickname that a room let it have", async () => {
    const since = ana.messages.length;
    ana.say(taken, "newsstand_: latest");
    const heard = await ana.until(
      "an answer under the other name",
      () => saidBy(ana, `${taken}/newsstand_`, since)[0],
    );
    expect(heard.body).toContain("News of May");
  });

  test("talk, and commands that are nobody's, get no answer; what is said to the bot gets one hint", async () => {
    const since = ben.messages.length;
    for (const line of [
      "latest",
      "the newsstand is nice",
      "!frobnicate",
      "newsstand: frobnicate",
      "newsstand: frobnicate",
    ]) {
      ben.say(room, line);
    }
    ben.tell(`${room}/newsstand`, "help xep");
    await ben.until("the answer to the last question", () =>
      saidBy(ben, `${room}/newsstand`, since).find(({ type }) => type === "chat"),
    );
    const hints = saidBy(ben, `${room}/newsstand`, since).filter(({ type }) => type === "groupchat");
    expect(hints.map(({ body }) => body)).toEqual([
      "> ben: newsstand: frobnicate\nI do not know that. Say help for what I know.",
    ]);
  });

  test("whoever kicks the bot out sees it come back", async () => {
    const mark = bot.mark();
    await ana.client.kick(room, "newsstand", "testing");
    await bot.logs(`no longer in ${room}, kicked out of it: testing`, mark);
    await bot.logs(`entered ${room}`, mark);
    await bot.ready();
  });

  test("a flood is answered a few times, and the bot lives on", async () => {
    const since = ana.messages.length;
    for (let count = 0; count < 100; count += 1) ana.say(room, `newsstand: xep ${count + 1}`);
    ana.say(room, `newsstand: ${"x".repeat(150_000)}`);
    await ana.until("the end of the flood", () =>
      ana.messages.slice(since).find(({ body }) => body.length > 100_000),
    );
    await ben.until("an answer to somebody else", () => {
      const found = saidBy(ben, `${room}/newsstand`, 0).find(({ body }) => body.includes("XEP-0060"));
      if (found === undefined) ben.tell(`${room}/newsstand`, "xep 60");
      return found;
    });
    expect(saidBy(ana, `${room}/newsstand`, since).length).toBeLessThanOrEqual(30);
    expect(bot.log()).not.toContain("error ");
  });

  test("the bot says what it is", async () => {
    const described = await ana.client.getDiscoInfo(`${room}/newsstand`);
    expect(described.identities).toContainEqual(expect.objectContaining({ category: "client", type: "bot" }));
    expect(described.features).toContain("urn:xmpp:pubsub-social-feed:1");
    expect((await ana.client.getSoftwareVersion(`${room}/newsstand`)).name).toBe("newsstand");
    expect((await ana.client.getTime(`${room}/newsstand`)).utc).toBeInstanceOf(Date);
    await ana.client.ping(`${room}/newsstand`);
  });

  test("the bot leaves the rooms when it is stopped", async () => {
    const left = new Promise<string>((resolve) =>
      ana.client.once("muc:unavailable", ({ from }) => resolve(from)),
    );
    expect(await bot.stop()).toBe(0);
    expect([`${room}/newsstand`, `${taken}/newsstand_`]).toContain(await left);
  });
});
