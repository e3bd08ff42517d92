/** The parser as a whole: its bounds, and going through its trees. The rules of Markdown are in markdown/. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  ComplexityError,
  MAX_BODY,
  parseMarkdown,
  referencesOf,
  plainText,
  walk,
  wordsOf,
} from "../../src/newsletter/markdown.ts";

/** The number of nodes, or the reason why there are none. */
function outcome(text: string): string {
  try {
    return `${[...walk(parseMarkdown(text))].length} nodes`;
  } catch (error) {
    if (error instanceof ComplexityError) return `line ${error.line}: ${error.message}`;
    throw error;
  }
}

test.each([
  ["10,000 quotes", ">".repeat(10_000), "line 1: Lists and quotes are nested too deeply."],
  ["10,000 lists", `${"- ".repeat(10_000)}a`, "line 1: Lists and quotes are nested too deeply."],
  [
    "a staircase of lists",
    Array.from({ length: 300 }, (_, step) => `${"  ".repeat(step)}- a`).join("\n"),
    "line 51: Lists and quotes are nested too deeply.",
  ],
  [
    "a staircase of footnotes",
    Array.from({ length: 300 }, (_, step) => `${"    ".repeat(step)}[^${step}]: a`).join("\n"),
    "line 101: Lists and quotes are nested too deeply.",
  ],
  [
    "nested emphasis",
    `${"*a ".repeat(5_000)}${"b*".repeat(5_000)}`,
    "line 1: Emphasis is nested too deeply.",
  ],
  ["a line of 10 MB", "a".repeat(10_000_000), `line 1: The text is longer than ${MAX_BODY} characters.`],
  ["many lines", "\n".repeat(1_000_000), "line 20001: There are more than 20000 lines."],
  ["many marks", `a\n${"*a".repeat(100_001)}`, "line 2: There are more than 100000 marks such as * and [."],
])("%s: refused with the line and the reason", (_, text, reason) => {
  expect(outcome(text)).toBe(reason);
});

/** What costs much in other parsers, as often as it is allowed. */
const DEAR = [
  "[",
  "]",
  "[a](b",
  "[a](<b",
  '[a](b "',
  "[a](b '",
  "[a](\\(",
  "[a][b",
  "![a](",
  "![",
  "[a]: b\n",
  "[a]:\n",
  "[^a]",
  "*a ",
  "a* ",
  "a*b",
  "*a_b ",
  "**a*",
  "_a",
  "a_b@",
  "~~a",
  "'",
  "'\"",
  "`a",
  "<a ",
  "<a b='",
  "<!--",
  "<![CDATA[",
  "<?",
  "<a@b",
  "http://",
  "http://a.b/(",
  " a@b",
  "&",
  ":a",
  "\\",
  "a\n",
  "- a\n",
  "1. a\n2) b\n",
  "> a\n- b\n",
  "> - > - > - a\n",
  "# a\n",
  "a\n=\n",
  "```\n",
  "|a|b\n",
  "|a|\n|-|\n",
  "a\n|-|\n",
  "<div>\n",
  "<p\n",
  ": a\n",
  "        - a\n",
  "\t",
  "\u00a0",
  " ",
];

test.each(DEAR)("%j again and again: done within two seconds", (part) => {
  const marks = part.replace(/[^*_~[\]!<>`&|'"\-.:#]/g, "").length;
  const lines = part.split("\n").length - 1;
  const times = Math.min(99_000 / marks, 19_900 / lines, 1_000_000 / part.length);
  const start = performance.now();
  expect(outcome(part.repeat(times))).toMatch(/nodes$/);
  expect(performance.now() - start).toBeLessThan(2_000);
});

test.each([
  ["a deep list and lazy lines", `${"- ".repeat(45)}a\n${"b\n".repeat(19_000)}`],
  ["a deep quote and lazy lines", `${">".repeat(45)}a\n${"b\n".repeat(19_000)}`],
  [
    "runs of backticks of all lengths",
    Array.from({ length: 440 }, (_, length) => "`".repeat(length)).join("a"),
  ],
  ["links in links", `${"[a ".repeat(15_000)}${"](b)".repeat(15_000)}`],
  ["pictures in pictures", `${"![".repeat(15_000)}a${"](b)".repeat(15_000)}`],
  ["a wide table", `|${"a|".repeat(40_000)}\n|${"-|".repeat(20_000)}\n${"|b\n".repeat(10_000)}`],
])("%s: done within two seconds", (_, text) => {
  const start = performance.now();
  expect(outcome(text)).toMatch(/nodes$/);
  expect(performance.now() - start).toBeLessThan(2_000);
});

test("any text gives a tree or a ComplexityError", () => {
  const part = fc.constantFrom(
    ...DEAR,
    "](c)",
    ")",
    "\n\n",
    "    ",
    "**",
    ">",
    "---",
    "|---|",
    "\r",
    "\u0000",
  );
  const text = fc.array(fc.oneof(part, fc.string({ unit: "binary" })), { maxLength: 40 });
  fc.assert(
    fc.property(text, (parts) => {
      expect(outcome(parts.join(""))).toMatch(/^\d+ nodes$|^line /);
    }),
    { numRuns: 1_000 },
  );
});

test("a tree is walked in the order of its text", () => {
  const types = [...walk(parseMarkdown("# a *b*\n\n- c"))].map(({ type }) => type);
  expect(types).toEqual([
    "root",
    "heading",
    "text",
    "emphasis",
    "text",
    "list",
    "listItem",
    "paragraph",
    "text",
  ]);
});

test("the words of a node are those that are read", () => {
  const tree = parseMarkdown("a  \n*b* `c`\n\n- ![d](e) <b>f</b>\n- \u0007g");
  expect(wordsOf(tree)).toBe("a\nb c\nd f\n\u0007g");
  expect(plainText(tree)).toBe("a b c d f g");
});

test("of several definitions the first counts", () => {
  const { definitions } = referencesOf(parseMarkdown("[a]: /b\n[A]: /c\n\n> [ d  e ]: <f>"));
  expect([...definitions.values()].map(({ label, url }) => [label, url])).toEqual([
    ["a", "/b"],
    [" d  e ", "f"],
  ]);
});

test("what is referred to again and again is no way to blow up a text", () => {
  const address = `[a]: https://a.example/${"x".repeat(20_000)}\n`;
  expect(parseMarkdown(`${"[a] ".repeat(20)}\n\n${address}`).children).toHaveLength(2);
  expect(() => parseMarkdown(`${"[a] ".repeat(100)}\n\n${address}`)).toThrow(ComplexityError);
  expect(() => parseMarkdown(`${"[^a] ".repeat(100)}\n\n[^a]: ${"word ".repeat(4_000)}\n`)).toThrow(
    ComplexityError,
  );
});
