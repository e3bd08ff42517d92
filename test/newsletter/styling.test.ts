import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Line, Style } from "../../src/newsletter/prose.ts";
import { styleLines, toStyling } from "../../src/newsletter/styling.ts";
import { issueOf, place } from "./issues.ts";
import { readStyling, type Shown } from "./message-styling.ts";

function styling(body: string): string {
  const issue = issueOf(body);
  return toStyling(issue.tree.children, issue, place);
}

test.each([
  ["strong words are bold", "a **b c** d", "a *b c* d"],
  ["emphasis", "a *b* c", "a _b_ c"],
  ["code", "a `<b/>` c", "a `<b/>` c"],
  ["what is struck out", "a ~~b~~ c", "a ~b~ c"],
  ["styles in one another", "**a *b* c** ***d***", "*a _b_ c* _*d*_"],
  ["a heading is bold", "## A `b` c", "*A `b` c*"],
  ["an address stays outside", "**[a](/b) c**", "*a* <https://news.example/b> *c*"],
  ["a quote", "> a\n>\n> > b", "> a\n>\n> > b"],
  [
    "code between fences, at the margin",
    "- a\n\n  ```js\n  if (b)\n    *c*\n  ```",
    "- a\n\n```\nif (b)\n  *c*\n```",
  ],
  ["an item that begins with code", "- ```\n  a\n  ```", "-\n```\na\n```"],
])("%s", (_, body, result) => {
  expect(styling(body)).toBe(result);
});

test.each([
  ["within a word", "a**b**c", "abc"],
  ["behind a bracket", "(**a** `b`)", "(a `b`)"],
  ["around the same sign", "*a_b* `` c`d ``", "a_b c`d"],
])("a style that its marks would not show is left out: %s", (_, body, result) => {
  expect(styling(body)).toBe(result);
});

test.each([
  ["signs that open nothing", "2 * 3 * 4, a_b_c, /~d/~e, *f", "2 * 3 * 4, a_b_c, /~d/~e, *f"],
  ["addresses", "<https://a.example/_b_/*c*>", "https://a.example/_b_/*c*"],
  ["a smaller sign within a line", "a > b", "a > b"],
])("stay as they are: %s", (_, body, result) => {
  expect(styling(body)).toBe(result);
});

test.each([
  ["bold", "\\*a\\* b", "\u2060*a* b"],
  ["emphasis and bold", "a \\_\\*b\\*\\_", "a \u2060_*b*_"],
  ["code", "a \\`b\\`", "a \u2060`b`"],
  ["a mark that would end at another's end", "\\*a **b**", "\u2060*a *b*"],
  ["a quote", "\\> a", "\u2060> a"],
  ["a quote in a quote", "> \\> a", "> \u2060> a"],
  ["a fence", "\\`\\`\\`", "\u2060```"],
  ["the end of code", "~~~\na\n```\nb\n~~~", "```\na\n\u2060```\nb\n```"],
])("what would be taken for a mark is kept from it: %s", (_, body, result) => {
  expect(styling(body)).toBe(result);
});

const MARKS: Readonly<Record<Style, string>> = { strong: "*", emphasis: "_", code: "`", delete: "~" };

/** The characters of lines with all that a client may make of them. */
function meant(lines: readonly Line[]): readonly Shown[] {
  return lines.flatMap(({ code, quotes, lead, runs }) => {
    const around = [...Array.from({ length: quotes }, () => ">"), ...(code ? ["pre"] : [])];
    const pieces = [{ text: code ? "" : lead, styles: [] }, ...runs];
    return pieces.flatMap(({ text, styles }) =>
      text
        .replace(/\s/g, "")
        .split("")
        .map((character) => ({ character, styles: [...around, ...styles.map((each) => MARKS[each])] })),
    );
  });
}

/** Fails where a message says something else than lines, or in a style that they do not have. */
function expectFaithful(message: string, lines: readonly Line[]): void {
  const shown = readStyling(message.replaceAll("\u2060", "\u200d")).filter(
    ({ character }) => character !== "\u200d",
  );
  const wanted = meant(lines);
  expect(shown.map(({ character }) => character).join("")).toBe(
    wanted.map(({ character }) => character).join(""),
  );
  shown.forEach(({ styles }, index) => {
    const allowed = wanted[index]?.styles ?? [];
    expect(allowed).toEqual(expect.arrayContaining([...styles]));
    expect(styles.filter((style) => style === ">")).toEqual(allowed.filter((style) => style === ">"));
  });
}

const run = fc.record({
  text: fc
    .array(fc.constantFrom(..."* _ ~ ` > ``` ( a b ü".split(" "), " ", " ", "\u00a0", "https://c/_d_*"), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => parts.join("")),
  styles: fc.uniqueArray(fc.constantFrom<Style>("strong", "emphasis", "code", "delete"), { maxLength: 3 }),
});
const line: fc.Arbitrary<Line> = fc.record({
  code: fc.constant(false),
  quotes: fc.nat(2),
  lead: fc.constantFrom("", "", "- ", "  ", "  1. "),
  runs: fc.array(run, { maxLength: 6 }),
});
const codeLine: fc.Arbitrary<Line> = fc.record({
  code: fc.constant(true),
  quotes: fc.nat(1),
  lead: fc.constantFrom("", "  "),
  runs: fc.array(
    fc.constantFrom("```", "> a", "*b*", "c").map((text) => ({ text, styles: [] })),
    { maxLength: 2 },
  ),
});

test("a client shows the words of any lines, and nothing in a style that these words do not have", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 3, arbitrary: line }, codeLine), { maxLength: 5 }), (lines) => {
      expectFaithful(styleLines(lines), lines);
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ["many marks", "*a ".repeat(100_000)],
  ["many signs at an end", `a ${"_".repeat(300_000)}`],
  ["many blanks", ` ${" ".repeat(300_000)}a`],
])("lines are written in time: %s", (_, text) => {
  const start = performance.now();
  styleLines([
    {
      code: false,
      quotes: 0,
      lead: "",
      runs: [
        { text, styles: ["strong"] },
        { text, styles: [] },
      ],
    },
  ]);
  expect(performance.now() - start).toBeLessThan(2_000);
});
