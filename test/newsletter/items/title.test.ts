import * as fc from "fast-check";
import { expect, test } from "vitest";
import { titleOf } from "../../../src/newsletter/items/title.ts";
import { parseMarkdown } from "../../../src/newsletter/markdown.ts";

function titleIn(markdown: string): string {
  return titleOf(parseMarkdown(markdown).children);
}

const LONG = "and this goes on and on for a good while, as herons do when they are asked about their nets";

test.each([
  ["its first sentence", "The [heron](/h) has landed. It swims.", "The heron has landed"],
  ["with its mark", "The heron has landed! It swims.", "The heron has landed!"],
  [
    "a question and what it asks for",
    "Did you know that? Herons swim. They do.",
    "Did you know that? Herons swim",
  ],
  ["a question alone where there is no room", `Did you know that? Herons ${LONG}.`, "Did you know that?"],
  [
    "past initials and abbreviations",
    "Prof. Dr. A. Heron spoke, e.g. of nets. It was good.",
    "Prof. Dr. A. Heron spoke, e.g. of nets",
  ],
  [
    "past the end of a sentence within a link",
    "Ada wrote [Herons? No thanks](/h), a tale. More.",
    "Ada wrote Herons? No thanks, a tale",
  ],
  ["past versions", "Heron 2.0. has version 1.2.3 of nets. More.", "Heron 2.0. has version 1.2.3 of nets"],
  [
    "up to a project in small letters",
    "A new library for all herons is available. libheron is good.",
    "A new library for all herons is available",
  ],
  ["the whole of a short text", "Nets", "Nets"],
  [
    "the name before a colon",
    `[Heron day](/h): ${LONG} ${LONG}`,
    "Heron day: and this goes on and on for a good while, as herons do when they are asked about their…",
  ],
  ["the linked name before a colon", `[Heron day of May](/h): ${LONG} ${LONG}`, "Heron day of May"],
  [
    "the words of a link that is set off",
    `[Heron day: all of May](/h) - ${LONG} ${LONG}`,
    "Heron day: all of May",
  ],
  ["the first line when it is whole", "XEP-0009 (Nets):\nAbstract: herons", "XEP-0009 (Nets)"],
  [
    "all lines of a wrapped sentence",
    "Herons have learned\nto draw nets. More.",
    "Herons have learned to draw nets",
  ],
  ["without the label of a title", "Title: Herons and nets", "Herons and nets"],
  ["without the other labels", "Title: Herons and nets\nAbstract: words\nURL: /a", "Herons and nets"],
  [
    "without what is left of a broken link",
    "[Herons and nets] (https://heron.example/a) are here",
    "Herons and nets are here",
  ],
  ["past a picture", "![a heron](/a.png)\n\nThe heron has landed.", "The heron has landed"],
  ["the words of a picture where there are no others", "![a heron](/a.png)", "a heron"],
])("a title is %s", (_, markdown, title) => {
  expect(titleIn(markdown)).toBe(title);
});

test("a name above a list says what the list begins with", () => {
  expect(titleIn("Ada's press\n\n- [Nets for all](/n)\n- [Reeds](/r)")).toBe("Ada’s press: Nets for all");
});

test("an item without words has none", () => {
  expect(titleOf([])).toBe("");
  expect(titleIn("![](/a.png)")).toBe("");
});

test("a title has at most 100 characters and no part of a word", () => {
  const word = fc.constantFrom(
    "heron",
    "😀😀",
    "a-b",
    "x:",
    "(",
    "“",
    "é",
    "[a](/b)",
    "https://heron.example/a",
    "e\u0301",
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 30, maxLength: 60 }), (words) => {
      const title = titleIn(words.join(" "));
      expect(title.length).toBeLessThanOrEqual(100);
      expect(title.isWellFormed()).toBe(true);
      const known = new Set(words.flatMap((each) => [each, each.replace(/[:(]$/, ""), "a"]));
      const strange = title
        .replace(/…$/u, "")
        .split(" ")
        .filter((each) => each !== "" && !known.has(each.replace("”", "“")));
      expect(strange).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("a single long word is cut between characters", () => {
  const title = titleIn("😀".repeat(200));
  expect(title.length).toBeLessThanOrEqual(101);
  expect(title.isWellFormed()).toBe(true);
});
