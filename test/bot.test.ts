/** What the bot does with what it hears: whom it is for, and what the operator is told. */

import { expect, test } from "vitest";
import { createBot, takeUp } from "../src/bot.ts";
import type { Standby } from "../src/standby.ts";
import type { Talking } from "../src/talking.ts";
import type { Telling } from "../src/telling.ts";
import type { Outbox } from "../src/xmpp/outbox.ts";
import type { Session } from "../src/xmpp/session.ts";
import type { Element } from "../src/xmpp/stanza.ts";
import { bounced, fakeRooms, logTo, ROOM, self } from "./support/rooms.ts";
import { element } from "./support/xml.ts";

/** A bot in a room: what it heard of talk, the presences that it sent, and what it told. */
function begin() {
  const heard: Element[] = [];
  const presences: Element[] = [];
  const told: string[] = [];
  const rooms = fakeRooms();
  const session: Session = {
    jid: () => "bot@example.org/x",
    isOnline: () => true,
    isAlive: () => true,
    limit: () => undefined,
    get: () => Promise.resolve(undefined),
    set: () => Promise.resolve(undefined),
    send: (stanza) => void presences.push(stanza),
    start: () => {},
    stop: () => Promise.resolve(),
    reset: () => {},
    hurry: () => {},
  };
  const outbox: Outbox = {
    post: () => Promise.resolve(),
    flush: () => {},
    taken: () => {},
    heard: () => {},
    restart: () => {},
    settle: () => Promise.resolve(),
    close: () => [],
  };
  const publisher = { resume: () => {}, restart: () => {}, shrink: () => {} };
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
  const talking: Talking = {
    conversation: { hear: (stanza) => void heard.push(stanza), stop: () => {} },
    menu: { answer: () => undefined },
    invitations: { message: (stanza) => stanza.getChild("x", "jabber:x:conference") !== undefined },
    memory: {
      restore: () => Promise.resolve(),
      remember: () => Promise.resolve(),
      forget: () => Promise.resolve(),
      isQuiet: () => false,
      setQuiet: () => Promise.resolve(),
    },
  };
  const parts = {
    talking: () => talking,
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
  const bot = createBot({
    ...parts,
    standby: () => standby,
    log: logTo((level, message) => {
      if (level === "warn") told.push(message);
    }),
    rejected: () => {},
  });
  bot.online("bot@example.org/x");
  return { bot, rooms, heard, presences, told };
}

const question = element(
  `<message from="${ROOM}/ana" type="groupchat"><body>newsstand: help</body></message>`,
);

test("what is said in a room is for the conversation; what a room says of itself is not", () => {
  const { bot, heard } = begin();
  bot.stanza(element(self("newsstand")));
  bot.stanza(question);
  bot.stanza(element(bounced("not-acceptable")));
  expect(heard).toEqual([question]);
});

test("a bot without voice does not complain at each question", () => {
  const { bot, rooms, told } = begin();
  bot.stanza(element(self("newsstand", `<item role="visitor" affiliation="none"/>`)));
  for (let count = 0; count < 5; count += 1) bot.stanza(question);
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

test("whoever wants to see the bot online may, but not any number of a server at once", () => {
  const { bot, presences } = begin();
  for (let at = 0; at < 100; at += 1)
    bot.stanza(element(`<presence from="p${at}@other.example" type="subscribe"/>`));
  bot.stanza(element(`<presence from="ana@example.org/x" type="subscribe"/>`));
  bot.stanza(element(`<presence from="other.example" type="subscribe"/>`));
  const granted = presences.filter(({ attrs }) => attrs["type"] === "subscribed");
  expect(granted.slice(0, 40).every(({ attrs }) => attrs["to"]?.endsWith("@other.example"))).toBe(true);
  expect(granted.slice(40).map(({ attrs }) => attrs["to"])).toEqual(["ana@example.org"]);
});
