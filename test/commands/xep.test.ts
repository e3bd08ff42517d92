/** The command xep. */

import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/commands/command.ts";
import { xep } from "../../src/commands/xep.ts";
import { createRegistry } from "../../src/xeps/registry.ts";
import { xepOf } from "../xeps/xeps.ts";
import { asker, contextOf, mentionOf } from "./context.ts";

function ask(question: string, context = contextOf()): string | Promise<string> {
  return xep.run(question.split(" "), context, asker);
}

const mam = [
  "*XEP-0313: Message Archive Management* (mam)",
  "Stable, Standards Track, version 1.1.3 of 9 April 2025",
  "https://xmpp.org/extensions/xep-0313.html",
].join("\n");

test.each(["0313", "313", "XEP-0313", "xep 313", "xep-0313", "mam", "MAM", "message archive management"])(
  "xep %s says what the XEP is",
  async (question) => {
    expect(await ask(question)).toBe(mam);
  },
);

test("what supersedes a XEP is named", async () => {
  expect(await ask("136")).toBe(
    [
      "*XEP-0136: Message Archiving* (archive)",
      "Deprecated, Standards Track, version 1.3.1 of 4 March 2021",
      "Superseded by XEP-0313: Message Archive Management",
      "https://xmpp.org/extensions/xep-0136.html",
    ].join("\n"),
  );
});

test("a successor that is not known is named by its number", async () => {
  const context = { ...contextOf(), xeps: createRegistry([xepOf({ number: 1, supersededBy: [2] })]) };
  expect(await ask("1", context)).toContain("Superseded by XEP-0002\n");
});

describe("news", () => {
  test("gives the line that was printed, its issue and section, with the page on a line of its own", async () => {
    const mention = mentionOf("Version 1.0.1 is out:\n- clearer", {}, "Updated");
    expect(await ask("313", contextOf({ mentions: { 313: [mention] } }))).toBe(
      `${mam}\nIn the news:\n` +
        "- The Kettle May 2023 (Updated): Version 1.0.1 is out: - clearer\n" +
        "  https://example.org/2023/06/the-kettle-may-2023/",
    );
  });

  test("gives the newest three, and counts the others", async () => {
    const mentions = [5, 4, 3, 2, 1].map((number) => mentionOf(`Line ${number}.`));
    const lines = (await ask("313", contextOf({ mentions: { 313: mentions } }))).split("\n").slice(4);
    expect(lines.map((line) => /Line \d|more/u.exec(line)?.[0]).filter(Boolean)).toEqual([
      "Line 5",
      "Line 4",
      "Line 3",
      "more",
    ]);
    expect(lines.at(-1)).toBe("and 2 more");
  });

  test("shortens a long line between words", async () => {
    const mentions = { 313: [mentionOf("word ".repeat(1000))] };
    const line = (await ask("313", contextOf({ mentions }))).split("\n").at(-2);
    expect(line).toMatch(/ word…$/u);
    expect(line?.length).toBeLessThan(320);
  });
});

test("several matches are listed, five at most", async () => {
  expect(await ask("component")).toBe(
    "2 XEPs match “component”:\nXEP-0114: Jabber Component Protocol (Active)\nXEP-0225: Component Connections (Deferred)",
  );
  const many = Array.from({ length: 8 }, (_, index) => xepOf({ number: index + 1, title: `Tea ${index}` }));
  const answer = ask("tea", { ...contextOf(), xeps: createRegistry(many) });
  expect(answer).toMatch(/^8 XEPs match “tea”:\n(?:XEP-.*\n){5}and 3 more$/u);
});

describe("no match", () => {
  test("the nearest is asked for", async () => {
    expect(await ask("omeno")).toBe("I know no XEP called “omeno”. Do you mean XEP-0384, OMEMO Encryption?");
  });

  test("without anything near it is one sentence", async () => {
    expect(await ask("zebra crossing")).toBe("I know no XEP called “zebra crossing”.");
  });

  test("what was asked is said back short and without styling", async () => {
    expect(await ask(`*zebra*\n\`${"x".repeat(400)}\``)).toMatch(/^I know no XEP called “zebra x{33}…”\.$/u);
  });

  test("a number that is none yet gets the newest", async () => {
    expect(await ask("9999")).toBe("There is no XEP-9999. The newest I know is XEP-0479.");
    expect(await ask("2")).toBe("There is no XEP-0002.");
  });
});

describe("several numbers", () => {
  const short = [
    "XEP-0045: Multi-User Chat, Stable, version 1.35.3 of 2 January 2020 https://xmpp.org/extensions/xep-0045.html",
    "XEP-0060: Publish-Subscribe, Stable, version 1.0 of 2 January 2020 https://xmpp.org/extensions/xep-0060.html",
  ].join("\n");

  test.each(["45 60", "45, 60", "XEP-0045 and XEP-0060", "xep 45 xep 60", "45 60 45", "45,60"])(
    "%s gives a line each",
    async (question) => {
      expect(await ask(question)).toBe(short);
    },
  );

  test("are answered five at a time", async () => {
    expect(await ask("45 60 87 95 114 136 313")).toMatch(
      /^(?:XEP-.*\n){5}I answer 5 at a time; 2 left out\.$/u,
    );
  });

  test("may hold one that is none", async () => {
    expect(await ask("45 2")).toMatch(/^XEP-0045: .*\nThere is no XEP-0002\.$/u);
  });
});

test("a number with a remark is still that number", async () => {
  expect(await ask("XEP-0313 please")).toBe(mam);
});

test("a year is looked for in titles", async () => {
  expect(await ask("2023")).toContain("*XEP-0479: XMPP Compliance Suites 2023*");
});

test("without a question the usage is the answer", () => {
  expect(() => xep.run([], contextOf(), asker)).toThrow(UsageError);
  expect(() => ask("-")).toThrow(UsageError);
});
