/** What is asked of a XEP. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNumbers, parsePart } from "../../../src/commands/xep/question.ts";

const parse = (line: string) => parsePart(line.split(" "));

describe("what changed", () => {
  test.each([
    "313 since 1.0",
    "313 since version 1.0",
    "313 since v1.0",
    "313 seit 1.0",
    "313 seit Version 1.0",
    "313 desde 1.0",
    "313 desde versión 1.0",
    "313 depuis 1.0",
    "313 da 1.0",
    "313 dalla versione 1.0",
    "313 após 1.0",
  ])("%s", (line) => {
    expect(parse(line)).toEqual({ subject: "313", part: "changes", since: { version: "1.0" } });
  });

  test("since a day", () => {
    expect(parse("mam since 2023")).toMatchObject({ subject: "mam", since: { day: "2023" } });
    expect(parse("mam since 2023-06-05")).toMatchObject({ since: { day: "2023-06-05" } });
  });
});

test.each([
  "45 ex 12",
  "45 ex. 12",
  "45 ex12",
  "45 example 12",
  "45 example #12",
  "45 Beispiel 12",
  "45 bsp. 12",
  "45 ejemplo 12",
  "45 exemple 12",
  "45 esempio 12",
  "45 exemplo 12",
])("%s is an example", (line) => {
  expect(parse(line)).toEqual({ subject: "45", part: "example", number: 12 });
});

test.each([
  "multi-user chat 7.2",
  "multi-user chat §7.2",
  "multi-user chat § 7.2",
  "multi-user chat section 7.2",
  "multi-user chat Abschnitt 7.2",
  "multi-user chat sección 7.2",
  "multi-user chat chapitre 7.2",
  "multi-user chat sezione 7.2",
  "multi-user chat secção 7.2",
])("%s is a section", (line) => {
  expect(parse(line)).toEqual({ subject: "multi-user chat", part: "section", number: "7.2" });
});

test("a whole number is a section only where it is called one", () => {
  expect(parse("45 section 7")).toMatchObject({ subject: "45", part: "section", number: "7" });
  expect(parse("45 §7")).toMatchObject({ subject: "45", part: "section", number: "7" });
  expect(parse("45 7")).toBeUndefined();
});

test.each(["news", "neues", "noticias", "actualités", "ACTUALITES", "notizie", "notícias"])(
  "313 %s is where it was in the news",
  (word) => {
    expect(parse(`313 ${word}`)).toEqual({ subject: "313", part: "news" });
  },
);

test.each(["", "313", "news", "since 1.0", "ex 12", "7.2", "313 since tea", "313 since", "313 in 1.0.x y"])(
  "“%s” asks for no part",
  (line) => {
    expect(parse(line)).toBeUndefined();
  },
);

test("numbers stand alone, or with what people put between them, in any language", () => {
  expect(parseNumbers("45, 60 und XEP-0313")).toEqual([45, 60, 313]);
  expect(parseNumbers("45 et 60 y 45")).toEqual([45, 60]);
  expect(parseNumbers("45 tea")).toEqual([]);
});

test("any words are read, and quickly", () => {
  const pieces = fc.constantFrom(
    "313",
    "since",
    "seit",
    "ex",
    "7.2",
    "§",
    "1.0",
    "news",
    ".".repeat(500),
    "9".repeat(500),
  );
  const lines = fc.array(fc.oneof(pieces, fc.string({ unit: "binary" })), { maxLength: 40 });
  fc.assert(
    fc.property(lines, (words) => {
      const begin = performance.now();
      const question = parsePart(words);
      parseNumbers(words.join(" "));
      expect(question?.subject).not.toBe("");
      expect(performance.now() - begin).toBeLessThan(200);
    }),
  );
});
