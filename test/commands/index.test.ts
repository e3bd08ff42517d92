/** What a line is answered. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answer, type Answer, commandNames, commands } from "../../src/commands/index.ts";
import { asker, contextOf, issueOf, mentionOf } from "./context.ts";

const context = contextOf({
  latest: { "": issueOf() },
  mentions: { 313: [mentionOf("Version 1.0.1 is out.")] },
});

/** Every text that an answer may hold: lines, and nothing that XML or a screen cannot take. */
function isFit(given: Answer): boolean {
  const text = given.kind === "answer" ? given.text : given.hint;
  return (
    text !== "" && text.length <= 2000 && text.isWellFormed() && !/[^\P{Cc}\n]|[\ufffe\uffff]/u.test(text)
  );
}

test("every command has its name, by which it is used", () => {
  expect(commandNames).toEqual(["latest", "comments", "xep", "subscribe", "unsubscribe", "help"]);
  expect(commands.map(({ usage }) => usage.split(" ")[0])).toEqual(commandNames);
});

test.each(["latest", "LATEST", " latest ", "latest?", "latest.", "latest ?", "latest!!!", "latest: "])(
  "%j gives the latest issue",
  async (line) => {
    expect(await answer(line, context, asker)).toMatchObject({
      text: expect.stringContaining("*The Kettle May 2023*"),
    });
  },
);

test.each([
  "xep 0313",
  "XEP 313",
  "xep   XEP-0313 ?",
  "xep: 313",
  "XEP-0313",
  "xep0313",
  "313",
  "0313?",
  "mam",
  "MAM?",
  "xep mam",
  "Message Archive Management",
  "XEP-0313 please",
])("%j says what XEP-0313 is, and where it was in the news", async (line) => {
  expect(await answer(line, context, asker)).toMatchObject({
    kind: "answer",
    text: expect.stringMatching(/^\*XEP-0313: [^]*\nIn the news:\n/u),
  });
});

test("help is answered, and help of a command", async () => {
  expect(await answer("help", context, asker)).toMatchObject({
    text: expect.stringMatching(/^I know these commands:\n/u),
  });
  expect(await answer("help xep?", context, asker)).toMatchObject({ text: expect.stringMatching(/^xep </u) });
});

test("a command that is asked wrongly is answered with its usage", async () => {
  expect(await answer("xep", context, asker)).toEqual({
    kind: "answer",
    text: "Usage: xep <number, short name or words of the title>",
  });
});

describe("a line that names no command gets a hint", () => {
  const known = `I know: ${commandNames.join(", ")}.`;
  test.each([
    ["lates", "Do you mean latest?"],
    ["Latset?", "Do you mean latest?"],
    ["hlep", "Do you mean help?"],
    ["xpe 313", "Do you mean xep?"],
    ["how are you", known],
    ["constructor", known],
    ["__proto__", known],
    ["", known],
    ["???", known],
  ])("%j: %s", async (line, hint) => {
    expect(await answer(line, context, asker)).toEqual({ kind: "unknown", hint });
  });
});

test("an answer is never longer than 2,000 characters, and ends between words", async () => {
  const issue = issueOf({ page: `https://example.org/${"x/ ".repeat(900)}` });
  const given = await answer("latest", contextOf({ latest: { "": issue } }), asker);
  expect(given).toMatchObject({ text: expect.stringMatching(/ x\/…$/u) });
  expect(isFit(given)).toBe(true);
});

test("what fails in the context is not hidden", async () => {
  const broken = {
    ...context,
    issues: {
      ...context.issues,
      latest: (): never => {
        throw new Error("The archive is gone.");
      },
    },
  };
  await expect(answer("latest", broken, asker)).rejects.toThrow("The archive is gone.");
});

test("any line gets an answer that a chat can carry", async () => {
  const words = fc.constantFrom(
    "xep",
    "latest",
    "help",
    "313",
    "mam",
    "message",
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
    fc.string({ unit: "binary" }).map((text) => `xep ${text}`),
    fc.string({ unit: "binary" }).map((text) => `help ${text}`),
  );
  await fc.assert(
    fc.asyncProperty(lines, async (line) => {
      expect(isFit(await answer(line, context, asker))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("any issue gives an answer that a chat can carry", async () => {
  const text = fc.string({ unit: "binary", maxLength: 3000 });
  const issues = fc.record({ title: text, summary: text, contents: fc.array(text) }).map(issueOf);
  await fc.assert(
    fc.asyncProperty(issues, text, async (issue, printed) => {
      const given = contextOf({
        latest: { "": issue },
        mentions: { 313: [{ issue, section: printed, text: printed }] },
      });
      expect(isFit(await answer("latest", given, asker))).toBe(true);
      expect(isFit(await answer("313", given, asker))).toBe(true);
    }),
  );
});

test("a line of a million characters is answered at once", async () => {
  const begin = performance.now();
  for (const piece of ["x", "xep ", "? ", " ", "313 ", "\u0300"]) {
    for (const start of ["", "xep ", "help "]) {
      expect(isFit(await answer(start + piece.repeat(1_000_000 / piece.length), context, asker))).toBe(true);
    }
  }
  expect(performance.now() - begin).toBeLessThan(1000);
});
