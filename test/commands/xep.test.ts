/** The command xep. */

import { describe, expect, test } from "vitest";
import { type Context, type Reply, UsageError } from "../../src/commands/command.ts";
import { xep } from "../../src/commands/xep.ts";
import { voiceOf } from "../../src/words/voice.ts";
import { deskOf, xepOf, xeps } from "../xeps/xeps.ts";
import { asker, askerOf, contextOf, mentionOf } from "./context.ts";

async function ask(question: string, context = contextOf(), by = asker): Promise<Reply> {
  return xep.run(question.split(" "), context, by);
}

async function linesOf(question: string, context: Context, by = asker): Promise<readonly string[]> {
  const reply = await ask(question, context, by);
  return typeof reply === "string" ? reply.split("\n") : [];
}

/** The newsletter mentioned XEP-0313 in these lines. */
function inNews(...texts: string[]): Context {
  const mentions = texts.map((text) => mentionOf(text, {}, "Updated"));
  return contextOf({ news: { mentions: (number) => Promise.resolve(number === 313 ? mentions : []) } });
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
  const context = contextOf({ xeps: deskOf([xepOf({ number: 1, supersededBy: [2] })]) });
  expect(await ask("1", context)).toContain("Superseded by XEP-0002\n");
});

test("what is proposed has a Last Call, and what was proposed once has none", async () => {
  const proposed = xepOf({ number: 1, status: "Proposed", lastCall: "2023-06-25" });
  const context = contextOf({ xeps: deskOf([proposed, { ...proposed, number: 2, status: "Stable" }]) });
  expect(await ask("1", context)).toContain("\nLast Call until 25 June 2023, 5 days left\n");
  expect(await ask("2", context)).not.toContain("Last Call");
});

describe("news", () => {
  test("gives the line that was printed, its month and section, with the page on a line of its own", async () => {
    expect(await ask("313", inNews("Version 1.0.1 is out:\n- clearer"))).toBe(
      `${mam}\nIn the news:\n` +
        "- May 2023 (Updated): Version 1.0.1 is out: - clearer\n" +
        "  https://example.org/2023/06/the-kettle-may-2023/",
    );
  });

  test("gives the newest one in a room and the newest three to one alone, and says how to get the others", async () => {
    const context = inNews("Line 5.", "Line 4.", "Line 3.", "Line 2.", "Line 1.");
    const news = async (by: typeof asker) =>
      (await linesOf("313", context, by)).join("\n").match(/Line \d|and .*$/gmu);
    expect(await news(asker)).toEqual(["Line 5", "and 4 more: xep 313 news"]);
    expect(await news(askerOf({ where: "direct" }))).toEqual([
      "Line 5",
      "Line 4",
      "Line 3",
      "and 2 more: xep 313 news",
    ]);
  });

  test("shortens a long line between words", async () => {
    const line = (await linesOf("313", inNews("word ".repeat(1000)))).at(-2);
    expect(line).toMatch(/ word…$/u);
    expect(line?.length).toBeLessThan(320);
  });
});

test("several matches are a list", async () => {
  expect(await ask("component")).toEqual({
    head: "2 XEPs match “component”:",
    entries: ["XEP-0114: Jabber Component Protocol, Active", "XEP-0225: Component Connections, Deferred"],
  });
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

test("a number below all is none, although a title may have it", async () => {
  expect(
    await ask("0", contextOf({ xeps: deskOf([...xeps, xepOf({ number: 390, title: "Tea 2 0" })]) })),
  ).toBe("There is no XEP-0000.");
});

test("a year is looked for in titles", async () => {
  expect(await ask("2023")).toContain("*XEP-0479: XMPP Compliance Suites 2023*");
});

test("without a question the usage is the answer", async () => {
  await expect(ask("")).rejects.toThrow(UsageError);
  await expect(ask("-")).rejects.toThrow(UsageError);
});

test.each([
  [
    "en",
    "Stable, Standards Track, version 1.1.3 of 9 April 2025",
    "In the news:",
    "and 1 more: xep 313 news",
  ],
  [
    "de",
    "stabil (Stable), Standards Track, Version 1.1.3 vom 9. April 2025",
    "In den Nachrichten:",
    "und 1 weitere: xep 313 neues",
  ],
  [
    "es",
    "estable (Stable), Standards Track, versión 1.1.3 del 9 de abril de 2025",
    "En las noticias:",
    "y 1 más: xep 313 noticias",
  ],
  [
    "fr",
    "stable, Standards Track, version 1.1.3 du 9 avril 2025",
    "Dans les actualités :",
    "et encore 1 : xep 313 actualités",
  ],
  [
    "it",
    "stabile (Stable), Standards Track, versione 1.1.3 del 9 aprile 2025",
    "Nelle notizie:",
    "e un’altra: xep 313 notizie",
  ],
  [
    "pt",
    "estável (Stable), Standards Track, versão 1.1.3 de 9 de abril de 2025",
    "Nas notícias:",
    "e mais 1: xep 313 notícias",
  ],
] as const)(
  "in %s a XEP is told with that language's words and dates",
  async (language, facts, news, more) => {
    const lines = await linesOf("313", inNews("One.", "Two."), askerOf({ voice: voiceOf(language) }));
    expect([lines[1], lines[3], lines.at(-1)]).toEqual([facts, news, more]);
  },
);

describe("without the name of the command", () => {
  const claims = (line: string) => xep.claims?.(line.split(" "), contextOf());

  test.each([
    "313",
    "XEP-0313",
    "XEP-0313 please",
    "mam",
    "Message Archive Management",
    "313 since 1.0",
    "mam news",
    "xep-0045 §7.2",
  ])("%s is for it", (line) => {
    expect(claims(line)).toBe(true);
  });

  test.each(["", "news", "hello", "message", "hello 7.2", "since 1.0", "tea since 2023", "12 angry men"])(
    "“%s” is not",
    (line) => {
      expect(claims(line)).toBe(false);
    },
  );
});

test("all that is known is found however it is called", async () => {
  for (const { number, title } of xeps) {
    expect(await ask(String(number))).toContain(`: ${title}*`);
  }
});
