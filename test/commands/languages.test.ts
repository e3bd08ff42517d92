/** The words that people have for languages. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { languagesThere, readLanguage } from "../../src/commands/languages.ts";
import { all, contextWith } from "./kettle.ts";

test.each([
  ["de", "de"],
  ["DE", "de"],
  ["german", "de"],
  ["Deutsch", "de"],
  ["allemand", "de"],
  ["Tedesco", "de"],
  ["français", "fr"],
  ["francais", "fr"],
  ["pt", "pt-br"],
  ["PT-BR", "pt-br"],
  ["portugués", "pt-br"],
  ["ja", "ja"],
  ["Japanese", "ja"],
  ["giapponese", "ja"],
])("%s is %s", (word, language) => {
  expect(readLanguage(word, ["en", "de", "pt-br"])).toBe(language);
});

test.each(["", "x", "xx", "clients", "de-12", "de-1a", "?", "de\0", "d".repeat(100_000), "constructor"])(
  "%j is none",
  (word) => {
    expect(readLanguage(word, ["en", "de"])).toBeUndefined();
  },
);

test("any word may be one, or none", () => {
  const tag = fc.stringMatching(/^[a-z]{2,3}(?:-[a-z\d]{1,9}){0,3}$/u);
  fc.assert(
    fc.property(fc.oneof(tag, fc.string({ unit: "binary" })), (word) => {
      expect(["string", "undefined"]).toContain(typeof readLanguage(word, ["en", "de"]));
    }),
  );
});

test("the languages that there are issues in are known, the main one first", async () => {
  expect(await languagesThere(contextWith(...all).news)).toEqual(["en", "de", "pt"]);
});

test("many words take no time", () => {
  const start = performance.now();
  for (let at = 0; at < 10_000; at += 1) readLanguage(`word${at}`, ["en", "de", "pt-br"]);
  expect(performance.now() - start).toBeLessThan(500);
});
