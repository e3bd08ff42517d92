/** What the bot does with what it hears: whom it answers, and what the operator is told. */

import { expect, test } from "vitest";
import { createBot, takeUp } from "../src/bot.ts";
import { createNewsroom } from "../src/newsroom.ts";
import type { Publisher } from "../src/publisher.ts";
import type { Standby } from "../src/standby.ts";
import type { Telling } from "../src/telling.ts";
import { createRegistry } from "../src/xeps/registry.ts";
import type { Outbox } from "../src/xmpp/outbox.ts";
import type { Session } from "../src/xmpp/session.ts";
import type { Element } from "../src/xmpp/stanza.ts";
import { masthead } from "./support/masthead.ts";
import { fakeRooms, logTo, ROOM, self } from "./support/rooms.ts";
import { element } from "./support/xml.ts";

/** A bot in a room, and what it posted and told. */
function begin() {
  const posted: Element[] = [];
  const told: string[] = [];
  const rooms = fakeRooms();
  const session: Session = {
    jid: () => "bot@example.org/x",
    isOnline: () => true,
    isAlive: () => true,
    limit: () => undefined,
    get: () => Promise.resolve(undefined),
    set: () => Promise.resolve(undefined),
    send: () => {},
    start: () => {},
    stop: () => Promise.resolve(),
    reset: () => {},
    hurry: () => {},
  };
  const outbox: Outbox = {
    post: (message) => Promise.resolve(void posted.push(message)),
    flush: () => {},
    taken: () => {},
    heard: () => {},
    restart: () => {},
    settle: () => Promise.resolve(),
    close: () => [],
  };
  const publisher: Publisher = {
    request: () => {},
    check: () => {},
    resume: () => {},
    restart: () => {},
    shrink: () => {},
    archive: () => ({ issues: [], broken: [] }),
    isReady: () => true,
    stop: () => {},
  };
  const telling: Telling = {
    context: { comments: { of: () => Promise.resolve(undefined) }, subscriptions: undefined },
    followed: () => {},
    entered: () => {},
    heard: () => {},
    taken: () => {},
    restart: () => {},
    resumed: () => {},
    stop: () => Promise.resolve(),
  };
  const parts = {
    session: () => session,
    rooms: () => rooms,
    outbox: () => outbox,
    publisher: () => publisher,
    telling: () => telling,
    presence: () => [],
  };
  const standby: Standby = {
    start() {
      takeUp(parts);
    },
    resume: () => {},
    pause: () => {},
    acts: () => true,
    answer: () => undefined,
    stop: () => Promise.resolve(),
  };
  const newsroom = createNewsroom({
    masthead,
    places: {
      service: masthead.at.service,
      issues: masthead.at.node,
      translations: undefined,
      items: undefined,
      language: masthead.language,
    },
    archive: () => publisher.archive(),
    registry: () => createRegistry([]),
    now: () => new Date("2026-05-05"),
  });
  const bot = createBot({
    ...parts,
    standby: () => standby,
    context: () => ({ ...newsroom, ...telling.context }),
    nick: "newsstand",
    log: logTo((level, message) => {
      if (level === "warn") told.push(message);
    }),
    rejected: () => {},
  });
  bot.online("bot@example.org/x");
  return { bot, rooms, posted, told };
}

const question = element(
  `<message from="${ROOM}/ana" type="groupchat"><body>newsstand: help</body></message>`,
);
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a question in a room is answered there", async () => {
  const { bot, posted } = begin();
  bot.stanza(element(self("newsstand")));
  bot.stanza(question);
  await settled();
  expect(posted.map(({ attrs }) => [attrs["to"], attrs["type"]])).toEqual([[ROOM, "groupchat"]]);
});

test("a bot without voice says nothing, and does not complain at each question", async () => {
  const { bot, rooms, posted, told } = begin();
  bot.stanza(element(self("newsstand", `<item role="visitor" affiliation="none"/>`)));
  for (let count = 0; count < 5; count += 1) bot.stanza(question);
  await settled();
  expect(posted).toEqual([]);
  expect(told).toEqual([]);
  expect(rooms.said.filter((sentence) => sentence.includes("no voice"))).toHaveLength(1);
});

test("two ways to fail in turn are told once each, and again after a session", () => {
  const { bot, told } = begin();
  const fail = (): void => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      bot.offline("no connection to xmpp.example.org:5223", false);
      bot.offline("no connection to xmpp.example.org:5222", false);
    }
  };
  fail();
  expect(told).toHaveLength(2);
  bot.resumed();
  fail();
  expect(told).toHaveLength(4);
});

test("people of another server share an allowance of answers; those of the bot's own have one each", async () => {
  const ask = async (server: string): Promise<number> => {
    const { bot, posted } = begin();
    for (let at = 0; at < 100; at += 1)
      bot.stanza(element(`<message from="ana${at}@${server}/x" type="chat"><body>help</body></message>`));
    await settled();
    return posted.length;
  };
  expect(await ask("example.org")).toBe(100);
  const some = await ask("other.example");
  expect(some).toBeGreaterThan(10);
  expect(some).toBeLessThan(60);
});
