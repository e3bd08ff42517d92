/** Which messages are meant for the bot. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressed } from "../../src/commands/addressed.ts";

const names = ["latest", "xep", "help"];

function inRoom(body: string, nick = "newsstand"): ReturnType<typeof addressed> {
  return addressed(body, nick, "room", names);
}

function direct(body: string, nick = "newsstand"): string | undefined {
  return addressed(body, nick, "direct", names)?.line;
}

describe("in a room", () => {
  test.each([
    ["newsstand: latest", "latest"],
    ["newsstand, latest", "latest"],
    ["newsstand:latest", "latest"],
    ["newsstand : latest", "latest"],
    ["Newsstand: xep 0313", "xep 0313"],
    ["  newsstand:   latest  ", "latest"],
    ["newsstand: what is this", "what is this"],
    ["@newsstand latest", "latest"],
    ["@newsstand: latest", "latest"],
    ["@newsstand what is this", "what is this"],
    ["newsstand latest", "latest"],
    ["newsstand LATEST?", "LATEST?"],
    ["newsstand: !latest", "latest"],
    ["newsstand: latest\nand more\nof it", "latest"],
    ["\r\nnewsstand: latest\r\n", "latest"],
    ["\u200bnewsstand: latest", "latest"],
    ["newsstand:\u00a0latest", "latest"],
  ])("%j says %j by nickname", (body, line) => {
    expect(inRoom(body)).toEqual({ line, by: "nick" });
  });

  test.each(["newsstand", "newsstand:", "@newsstand", "newsstand?", "Newsstand!", "newsstand, "])(
    "%j asks for help",
    (body) => {
      expect(inRoom(body)).toEqual({ line: "help", by: "nick" });
    },
  );

  test.each([
    ["!latest", "latest"],
    ["!XEP 0313", "XEP 0313"],
    ["!latest?", "latest?"],
  ])("%j says %j by a bang", (body, line) => {
    expect(inRoom(body)).toEqual({ line, by: "bang" });
  });

  test.each([
    "",
    " \n\t",
    "latest",
    "hello",
    "newsstand is nice",
    "newsstands: latest",
    "newsstand's latest",
    "the newsstand: latest",
    "!weather",
    "!",
    "! latest",
    "!!latest",
    "!latests",
    "!constructor",
    "> newsstand: latest",
    "> newsstand: latest\nI wrote that",
    "```\nnewsstand: latest\n```",
    "hello\nnewsstand: latest",
    "@",
    "@latest",
  ])("%j is not meant for the bot", (body) => {
    expect(inRoom(body)).toBeUndefined();
  });

  test("what follows a quotation counts, as in a reply", () => {
    expect(inRoom("> What is XEP-0313?\n> I wonder.\n\nnewsstand: xep 0313")).toEqual({
      line: "xep 0313",
      by: "nick",
    });
    expect(inRoom("> a\n```\n!latest\n```")).toBeUndefined();
  });

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
  ])("the nickname %s is known in any case", (nick) => {
    expect(inRoom(`${nick}: latest`, nick)).toEqual({ line: "latest", by: "nick" });
    expect(inRoom(`${nick.toLowerCase()} latest`, nick)).toEqual({ line: "latest", by: "nick" });
    expect(inRoom(nick, nick)).toEqual({ line: "help", by: "nick" });
    expect(inRoom(`${nick}s: latest`, nick)).toBeUndefined();
  });

  test("a nickname is known however its accents are written", () => {
    expect(inRoom("Zoe\u0308: latest", "Zo\u00eb")).toEqual({ line: "latest", by: "nick" });
  });

  test("an empty nickname is never addressed", () => {
    expect(inRoom(": latest", "")).toBeUndefined();
  });
});

describe("in a direct chat", () => {
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
  ])("%j says %j", (body, line) => {
    expect(direct(body)).toBe(line);
  });

  test.each(["", " ", "> latest", "```\nlatest\n```"])("%j says nothing", (body) => {
    expect(direct(body)).toBeUndefined();
  });

  test("it is known how the bot was addressed", () => {
    expect(addressed("newsstand: latest", "newsstand", "direct", names)?.by).toBe("direct");
  });
});

test("no message and no nickname make it fail, and a line has one line", () => {
  const text = fc.string({ unit: "binary" });
  const start = fc.constantFrom("", "bot: ", "@bot ", "!", "> ", "bot");
  fc.assert(
    fc.property(
      start,
      text,
      fc.oneof(fc.constant("bot"), text),
      fc.constantFrom("room", "direct"),
      (prefix, body, nick, where) => {
        const line = addressed(prefix + body, nick, where, names)?.line;
        expect(line === undefined || (line !== "" && !line.includes("\n"))).toBe(true);
      },
    ),
    { numRuns: 500 },
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

test("a message of a million characters is looked at once", () => {
  const begin = performance.now();
  for (const piece of ["x", " ", "\n", "> \n", "newsstand: ", "!", "@", "\u0300", "\u200b", "?"]) {
    for (const start of ["", "newsstand", "newsstand: ", "!"]) {
      inRoom(start + piece.repeat(1_000_000 / piece.length));
      direct(start + piece.repeat(1_000_000 / piece.length));
    }
  }
  expect(performance.now() - begin).toBeLessThan(8000);
});
