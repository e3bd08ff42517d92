/** What a line is answered. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answer, type Answer, commands, isClaimed, isCommand, languageOf } from "../../src/commands/index.ts";
import { LANGUAGES, voiceOf } from "../../src/words/voice.ts";
import { askerOf, contextOf, issueOf, itemOf, mentionOf } from "./context.ts";

const context = contextOf({
  news: {
    issues: () => Promise.resolve({ results: [issueOf()], total: 1 }),
    items: () => Promise.resolve({ results: [itemOf()], total: 1 }),
    mentions: () => Promise.resolve([mentionOf("Version 1.0.1 is out.")]),
  },
});
const asker = askerOf();

/** Every text that an answer may hold: lines, and nothing that XML or a screen cannot take. */
function isFit({ text }: Answer): boolean {
  return (
    text !== "" && text.length <= 2000 && text.isWellFormed() && !/[^\P{Cc}\n]|[\ufffe\uffff]/u.test(text)
  );
}

test("help has the commands in this order", () => {
  expect(commands.map(({ name }) => name).join(" ")).toBe(
    "latest issue issues news search xep xeps lastcall translations follow comments subscribe unsubscribe " +
      "about quiet talk more help",
  );
});

test.each([
  "latest",
  "LATEST",
  " latest ",
  "latest?",
  "latest.",
  "latest ?",
  "latest!!!",
  "latest: ",
  "¿último?",
])("%j gives the latest issue", async (line) => {
  expect(await answer(line, context, asker)).toMatchObject({
    kind: "answer",
    text: expect.stringContaining("*The Kettle May 2023*"),
  });
});

test.each(["xep 0313", "XEP 313", "xep   XEP-0313 ?", "xep: 313", "XEP-0313", "0313?", "MAM?"])(
  "%j says what XEP-0313 is",
  async (line) => {
    expect(await answer(line, context, asker)).toMatchObject({
      kind: "answer",
      text: expect.stringMatching(/^\*XEP-0313: /u),
    });
  },
);

test.each(LANGUAGES)(
  "in %s every command answers to each of its names, in that language",
  async (language) => {
    const facts = { voice: voiceOf(language), isModerator: true };
    for (const command of commands) {
      const line = voiceOf(language).say(command.words, "names").split(", ")[0] ?? "";
      const given = await answer(line, context, askerOf(facts));
      expect([command.name, given.kind]).toEqual([command.name, "answer"]);
      expect(isFit(given)).toBe(true);
    }
  },
);

test.each([
  ["en", "search", "That is asked like this: search <"],
  ["de", "suche", "So wird das gefragt: suche <"],
  ["es", "buscar", "Eso se pregunta así: buscar <"],
  ["fr", "chercher", "Cela se demande ainsi : chercher <"],
  ["it", "cerca", "Si chiede così: cerca <"],
  ["pt", "procurar", "Isso pergunta-se assim: procurar <"],
] as const)(
  "in %s a command that is asked wrongly is answered with its usage",
  async (language, line, usage) => {
    expect(await answer(line, context, askerOf({ voice: voiceOf(language) }))).toMatchObject({
      kind: "answer",
      text: expect.stringContaining(usage),
    });
  },
);

describe("a line that names no command", () => {
  test.each([
    ["en", "Latset?", "Do you mean latest?"],
    ["en", "xpe 313", "Do you mean xep?"],
    ["en", "issu", "Do you mean issue or issues?"],
    ["de", "lezte", "Meinst du letzte?"],
    ["es", "ultmo", "¿Quieres decir último?"],
    ["fr", "dernie", "Tu veux dire dernier ?"],
    ["it", "ulitmo", "Intendi ultimo?"],
    ["pt", "ajda", "Queres dizer ajuda?"],
  ] as const)("but nearly does, in %s: %j is answered %j", async (language, line, text) => {
    expect(await answer(line, context, askerOf({ voice: voiceOf(language) }))).toEqual({
      kind: "question",
      text,
      rest: undefined,
    });
  });

  test.each(["how are you", "constructor", "__proto__", "", "???", "¿?"])(
    "nor one nearly: %j",
    async (line) => {
      expect(await answer(line, context, asker)).toEqual({
        kind: "unknown",
        text: "I do not know that. Say help for what I know.",
        rest: undefined,
      });
    },
  );
});

describe("whether a line is for a command", () => {
  test.each(["latest", "Letzte?", "à propos", "search tea", "who are you"])(
    "%j begins with a name",
    (line) => {
      expect(isCommand(line)).toBe(true);
    },
  );

  test.each(["is great", "tea", "", "latestx", "313"])("%j does not", (line) => {
    expect(isCommand(line)).toBe(false);
  });

  test.each(["313", "XEP-0045", "servers", "Veranstaltungen"])("%j is claimed by one", (line) => {
    expect(isClaimed(line, context)).toBe(true);
  });

  test.each(["is great", "tea", "", "313 cups of tea are too many"])("%j is not", (line) => {
    expect(isClaimed(line, context)).toBe(false);
  });

  test("the name tells the language of the line, if it does", () => {
    expect(languageOf("letzte bitte")).toBe("de");
    expect(languageOf("xep 313")).toBeUndefined();
    expect(languageOf("tea")).toBeUndefined();
  });
});

test("an answer is never longer than 2,000 characters, and ends between words", async () => {
  const about = { ...context.colophon, newsletter: "tea ".repeat(900) };
  const given = await answer("about", contextOf({ colophon: about }), asker);
  expect(given.text).toMatch(/ tea…$/u);
  expect(isFit(given)).toBe(true);
});

test("a list is answered in part, and the rest is given back", async () => {
  const entries = Array.from({ length: 8 }, (_, at) => `- tea ${at}`);
  const { text, rest } = await answer("more", context, askerOf({}, { head: "", entries }));
  expect(text).toMatch(/^- tea 0\n[^]*\n… and 3 more: /u);
  expect(rest?.entries).toEqual(entries.slice(5));
});

test("what fails in the context is not hidden", async () => {
  const issues = () => Promise.reject(new Error("The archive is gone."));
  await expect(answer("latest", contextOf({ news: { issues } }), asker)).rejects.toThrow(
    "The archive is gone.",
  );
});

test("any line gets an answer that a chat can carry, in any language", async () => {
  const names = commands.flatMap(({ words }) =>
    LANGUAGES.flatMap((each) => voiceOf(each).say(words, "names").split(", ")),
  );
  const words = fc.constantFrom(
    ...names,
    "313",
    "mam",
    "since",
    "in",
    ",",
    "?",
    "*",
    "“",
    "\n",
    "😀",
    "\ud83d",
  );
  const lines = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(words).map((parts) => parts.join(" ")),
    fc.tuple(fc.constantFrom(...names), fc.string({ unit: "binary" })).map((parts) => parts.join(" ")),
  );
  await fc.assert(
    fc.asyncProperty(lines, fc.constantFrom(...LANGUAGES), async (line, language) => {
      const facts = { voice: voiceOf(language), isModerator: true };
      expect(isFit(await answer(line, context, askerOf(facts)))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a line of a million characters is answered at once", async () => {
  const begin = performance.now();
  for (const piece of ["x", "xep ", "? ", " ", "313 ", "\u0300", "¿", "?!"]) {
    for (const start of ["", "xep ", "help ", "search ", "subscribe "]) {
      const line = start + piece.repeat(1_000_000 / piece.length);
      expect(isFit(await answer(line, context, asker))).toBe(true);
      isCommand(line);
      isClaimed(line, context);
    }
  }
  expect(performance.now() - begin).toBeLessThan(2000);
});
