/** Which utterances are meant for the bot. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressed, type Addressed, type Addressee } from "../../src/conversation/addressed.ts";
import type { Mention } from "../../src/conversation/utterance.ts";
import { ROOM as room, utterance } from "./utterances.ts";

const beginsWith = (words: readonly string[]) => (line: string) =>
  words.includes(/^[^\s?!.,;:…]*/u.exec(line)?.[0].toLowerCase() ?? "");
const bot: Addressee = {
  nick: "newsstand",
  own: "bot@example.org/res",
  occupantId: "bot-id",
  isCommand: beginsWith(["latest", "xep", "help"]),
  claims: beginsWith(["0313", "clients"]),
  isOurs: (id) => id === "ours",
};

const inRoom = (text: string, nick = bot.nick): Addressed | undefined =>
  addressed(utterance(text), { ...bot, nick });
const alone = (text: string, where: "direct" | "private" = "direct"): string | undefined =>
  addressed(utterance(text, { where, from: "ana@example.org/a" }), bot)?.line;

describe("by its nickname", () => {
  test.each([
    ["newsstand: latest", "latest"],
    ["newsstand, latest", "latest"],
    ["newsstand; latest", "latest"],
    ["newsstand:latest", "latest"],
    ["newsstand : latest", "latest"],
    ["newsstand：latest", "latest"],
    ["newsstand - latest", "latest"],
    ["newsstand – latest", "latest"],
    ["newsstand> latest", "latest"],
    ["newsstand! latest", "latest"],
    ["Newsstand: xep 0313", "xep 0313"],
    ["NEWSSTAND LATEST", "LATEST"],
    ["  newsstand:   latest  ", "latest"],
    ["newsstand: what is this", "what is this"],
    ["@newsstand latest", "latest"],
    ["@newsstand: latest", "latest"],
    ["@newsstand what is this", "what is this"],
    ["newsstand latest", "latest"],
    ["newsstand 0313", "0313"],
    ["newsstand clients?", "clients?"],
    ["newsstand LATEST?", "LATEST?"],
    ["newsstand: !latest", "latest"],
    ["newsstand: latest is broken", "latest is broken"],
    ["newsstand: !weather", "!weather"],
    ["newsstand: latest\nand more\nof it", "latest"],
    ["\r\nnewsstand: latest\r\n", "latest"],
    ["\u200bnewsstand: latest", "latest"],
    ["newsstand:\u00a0latest", "latest"],
    ["hey newsstand latest", "latest"],
    ["Hola, newsstand: latest", "latest"],
    ["latest, newsstand", "latest"],
    ["xep 313, newsstand?", "xep 313"],
    ["latest @newsstand", "latest"],
    ["latest, @newsstand!", "latest"],
    ["> What is XEP-0313?\n> I wonder.\n\nnewsstand: xep 0313", "xep 0313"],
  ])("%j says %j", (text, line) => {
    expect(inRoom(text)).toEqual({ line, by: "nick" });
  });

  test.each(["newsstand", "newsstand:", "@newsstand", "newsstand?", "Newsstand!", "newsstand, "])(
    "%j asks for help",
    (text) => {
      expect(inRoom(text)).toEqual({ line: "help", by: "nick" });
    },
  );

  test.each([
    "News Bot",
    "news.bot",
    "[bot]",
    "(.*)",
    "^$",
    "\\",
    "📰",
    "bot 🗞️",
    "Müller",
    "@bot",
    "news:bot",
    "+",
    "ß",
    "Straße",
    "İstanbul",
    "Σίσυφος",
  ])("whatever the nickname is: %s", (nick) => {
    expect(inRoom(`${nick}: latest`, nick)).toEqual({ line: "latest", by: "nick" });
    expect(inRoom(`${nick.toUpperCase()}: latest`, nick)).toEqual({ line: "latest", by: "nick" });
    expect(inRoom(`${nick.toLowerCase()} latest`, nick)).toEqual({ line: "latest", by: "nick" });
    expect(inRoom(nick, nick)).toEqual({ line: "help", by: "nick" });
    expect(inRoom(`${nick}s: latest`, nick)).toBeUndefined();
  });

  test("a nickname is known however its accents are written", () => {
    expect(inRoom("Zoe\u0308: latest", "Zo\u00eb")).toEqual({ line: "latest", by: "nick" });
    expect(inRoom("latest, Zoe\u0308", "Zo\u00eb")).toEqual({ line: "latest", by: "nick" });
  });

  test("an empty nickname is never addressed", () => {
    expect(inRoom(": latest", "")).toBeUndefined();
    expect(inRoom("latest,", "")).toBeUndefined();
  });
});

test.each([
  ["!latest", "latest"],
  ["!XEP 0313", "XEP 0313"],
  ["!latest?", "latest?"],
  ["!313", "313"],
  ["!latst", "latst"],
  ["> a\n!último", "último"],
])("%j says %j by a bang, to this bot or another one", (text, line) => {
  expect(inRoom(text)).toEqual({ line, by: "bang" });
});

test.each([
  "",
  " \n\t",
  "latest",
  "hello",
  "newsstand is nice",
  "newsstand latest is broken",
  "newsstand clients are down",
  "hey newsstand latest is broken",
  "latest is broken, newsstand",
  "newsstand - a bot for XEPs",
  "newsstand! what a bot",
  "newsstands: latest",
  "newsstand's latest",
  "newsstand_: latest",
  "the newsstand: latest",
  "hey newsstand, you are great",
  "hey newsstand",
  "I like newsstand, newsstand",
  "I like the bot, newsstand",
  "latest newsstand",
  "mail bot@newsstand",
  "!",
  "! latest",
  "!!latest",
  "!?",
  "> newsstand: latest",
  "> newsstand: latest\nI wrote that",
  "```\nnewsstand: latest\n```",
  "> a\n```\n!latest\n```",
  "`newsstand: latest`",
  "hello\nnewsstand: latest",
  "/me newsstand: latest",
  "/me",
  "@",
  "@latest",
])("%j is not meant for the bot", (text) => {
  expect(inRoom(text)).toBeUndefined();
});

describe("by a mention", () => {
  const own = { jid: undefined, occupantId: "bot-id" };
  const at = (start: number, end: number, who: Omit<Mention, "range"> = own): Mention => ({
    ...who,
    range: { start, end },
  });
  const mentioning = (text: string, ...mentions: readonly Mention[]): Addressed | undefined =>
    addressed(utterance(text, { mentions }), bot);

  test.each([
    ["the bot latest", at(0, 7), "latest"],
    ["@the bot: latest", at(0, 8), "latest"],
    ["@the bot: latest", at(1, 8), "latest"],
    ["the bot, what is this", at(0, 7), "what is this"],
    ["latest, the bot", at(8, 15), "latest"],
    ["latest @the bot", at(8, 15), "latest"],
    ["the bot !latest", at(0, 7), "latest"],
    ["the bot?", at(0, 7), "help"],
    ["> quoted\nthe bot latest", at(9, 16), "latest"],
    ["clients, the bot", at(9, 16), "clients"],
  ])("%j says what is left", (text, mention, line) => {
    expect(mentioning(text, mention)).toEqual({ line, by: "mention" });
  });

  test.each([
    ["its occupant id", own],
    ["its occupant JID", { jid: `${room}/newsstand`, occupantId: undefined }],
    ["its account", { jid: "Bot@Example.org", occupantId: undefined }],
  ])("by %s, also where nothing in the text stands for it", (_, who) => {
    expect(mentioning("latest", { ...who, range: undefined })).toEqual({ line: "latest", by: "mention" });
  });

  test.each([
    ["somebody else", at(0, 3, { jid: `${room}/ana`, occupantId: undefined }), "ana latest"],
    ["another id", at(0, 3, { jid: `${room}/newsstand`, occupantId: "ana-id" }), "ana latest"],
    ["the room", at(0, 3, { jid: room, occupantId: undefined }), "all latest"],
    ["talk about the bot", at(7, 14), "I like the bot a lot"],
    ["a sentence that ends with the bot", at(18, 25), "latest is broken, the bot"],
    ["a quotation", at(2, 9), "> the bot latest\nno"],
    ["another line", at(4, 11), "yes\nthe bot latest"],
    ["beyond the line", at(0, 90), "the bot latest"],
  ])("not by %s", (_, mention, text) => {
    expect(mentioning(text, mention)).toBeUndefined();
  });

  test("a room without occupant ids mentions nobody by one", () => {
    const who = { jid: undefined, occupantId: "x", range: undefined };
    const { occupantId: _, ...nobody } = bot;
    expect(addressed(utterance("latest", { mentions: [who] }), nobody)).toBeUndefined();
  });
});

describe("by a reply", () => {
  const replying = (text: string, id: string, to?: string): Addressed | undefined =>
    addressed(utterance(text, { repliesTo: { id, to } }), bot);

  test.each([
    ["what it said", "ours", undefined],
    ["what it said, whosever that is by its own account", "ours", `${room}/ana`],
    ["its occupant JID", "x", `${room}/newsstand`],
    ["its account", "x", "bot@example.org"],
  ])("to %s", (_, id, to) => {
    expect(replying("more", id, to)).toEqual({ line: "more", by: "reply" });
  });

  test("a nickname, or a bang, is left out", () => {
    expect(replying("newsstand: more", "ours")).toEqual({ line: "more", by: "nick" });
    expect(replying("!latest", "ours")).toEqual({ line: "latest", by: "bang" });
  });

  test.each([
    ["another occupant", "x", `${room}/ana`],
    ["one of the same nickname elsewhere", "x", "other@rooms.example.org/newsstand"],
    ["nobody", "x", undefined],
    ["what is no JID", "x", "@"],
  ])("not to %s", (_, id, to) => {
    expect(replying("more", id, to)).toBeUndefined();
  });
});

describe("to the bot alone", () => {
  test.each([
    ["latest", "latest"],
    ["what is this", "what is this"],
    ["newsstand: latest", "latest"],
    ["@newsstand latest", "latest"],
    ["newsstand latest", "latest"],
    ["newsstand is nice", "newsstand is nice"],
    ["!latest", "latest"],
    ["newsstand: !latest", "latest"],
    ["!weather", "!weather"],
    ["newsstand", "help"],
    ["latest\nplease", "latest"],
    ["> What?\nlatest", "latest"],
  ])("%j says %j", (text, line) => {
    expect(alone(text)).toBe(line);
    expect(alone(text, "private")).toBe(line);
  });

  test.each(["", " ", "> latest", "```\nlatest\n```", "/me latest"])("%j says nothing", (text) => {
    expect(alone(text)).toBeUndefined();
  });

  test("it is known how the bot was addressed", () => {
    expect(addressed(utterance("newsstand: latest", { where: "private" }), bot)?.by).toBe("direct");
  });
});

test("no utterance and no nickname make it fail, and a line has one line", () => {
  const text = fc.string({ unit: "binary" });
  const start = fc.constantFrom("", "bot: ", "@bot ", "!", "> ", "bot", "hey bot, ");
  const end = fc.constantFrom("", ", bot", " @bot", "?");
  const mention = fc.record({
    jid: fc.option(fc.constantFrom(`${room}/bot`, "@", "bot@example.org"), { nil: undefined }),
    occupantId: fc.option(fc.constantFrom("bot-id", ""), { nil: undefined }),
    range: fc.option(fc.record({ start: fc.nat(40), end: fc.nat(40) }), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      fc.tuple(start, text, end).map((parts) => parts.join("")),
      fc.oneof(fc.constant("bot"), text),
      fc.array(mention, { maxLength: 3 }),
      fc.constantFrom("room", "direct", "private"),
      (body, nick, mentions, where) => {
        const line = addressed(utterance(body, { where, mentions }), { ...bot, nick })?.line;
        expect(line === undefined || (line !== "" && !line.includes("\n"))).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});

test("whatever is said to the nickname reaches the commands", () => {
  const words = fc.stringMatching(/^[a-z0-9]{1,20}( [a-z0-9]{1,20}){0,5}$/u);
  fc.assert(
    fc.property(words, (line) => {
      expect(inRoom(`newsstand: ${line}`)).toEqual({ line, by: "nick" });
    }),
  );
});

test("what does not begin with a name, a bang or a greeting is not answered", () => {
  const talk = fc.string().filter((text) => !/[!,@]|^\W*(?:newsstand|h[eio])/iu.test(text));
  fc.assert(
    fc.property(talk, (text) => {
      expect(inRoom(text)).toBeUndefined();
    }),
  );
});

test("a message of a million characters is looked at once", () => {
  const begin = performance.now();
  for (const piece of ["x", " ", "\n", "> \n", "newsstand: ", "!", "@", ",", " @", "\u0300", "\u200b", "?"]) {
    for (const start of ["", "newsstand", "newsstand: ", "!", "hey "]) {
      inRoom(start + piece.repeat(1_000_000 / piece.length));
      alone(start + piece.repeat(1_000_000 / piece.length));
    }
  }
  expect(performance.now() - begin).toBeLessThan(8000);
});
