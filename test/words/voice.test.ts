/** How the bot says things in its languages. */

import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { catalogue, LANGUAGES, toLanguage, voiceOf } from "../../src/words/voice.ts";

const tea = {
  ready: "{name}: {cups} cups",
  left: { one: "one cup for {name}", other: "{count} cups for {name}" },
};
const words = catalogue({ en: tea, de: tea, es: tea, fr: tea, it: tea, pt: tea });

test("values stand where their names are, and are not read again", () => {
  expect(voiceOf("en").say(words, "ready", { name: "{cups}", cups: 2 })).toBe("{cups}: 2 cups");
});

test("a place without a value stays what it is", () => {
  expect(voiceOf("en").say(words, "ready", { cups: 2 })).toBe("{name}: 2 cups");
});

test("numbers are written as the language does, texts as they are", () => {
  expect(voiceOf("en").say(words, "ready", { name: "2023", cups: 12_345 })).toBe("2023: 12,345 cups");
  expect(voiceOf("de").say(words, "ready", { name: "2023", cups: 12_345 })).toBe("2023: 12.345 cups");
  expect(voiceOf("it").number(12_345)).toBe("12.345");
});

test("plurals are those of the language: none is one in French", () => {
  const left = (language: (typeof LANGUAGES)[number], count: number): string =>
    voiceOf(language).say(words, "left", { count, name: "Ana" });
  expect(left("en", 1)).toBe("one cup for Ana");
  expect(left("en", 0)).toBe("0 cups for Ana");
  expect(left("fr", 0)).toBe("one cup for Ana");
  expect(left("pt", 0)).toBe("0 cups for Ana");
  expect(left("es", 1_000_000)).toBe("1.000.000 cups for Ana");
});

describe("a day, a month, a list and a language", () => {
  test.each([
    ["en", "5 June 2023", "June 2023", "a, b or c", "German"],
    ["de", "5. Juni 2023", "Juni 2023", "a, b oder c", "Deutsch"],
    ["es", "5 de junio de 2023", "junio de 2023", "a, b o c", "alemán"],
    ["fr", "5 juin 2023", "juin 2023", "a, b ou c", "allemand"],
    ["it", "5 giugno 2023", "giugno 2023", "a, b o c", "tedesco"],
    ["pt", "5 de junho de 2023", "junho de 2023", "a, b ou c", "alemão"],
  ] as const)("in %s", (language, day, month, list, german) => {
    const voice = voiceOf(language);
    expect(voice.day(new Date("2023-06-05T23:30:00Z"))).toBe(day);
    expect(voice.month("2023-06")).toBe(month);
    expect(voice.list(["a", "b", "c"], "or")).toBe(list);
    expect(voice.languageName("de")).toBe(german);
  });
});

test("a language tag stands for the language of its regions", () => {
  expect(toLanguage("pt-BR")).toBe("pt");
  expect(toLanguage("DE")).toBe("de");
  expect(toLanguage("ja")).toBeUndefined();
  expect(toLanguage("")).toBeUndefined();
  expect(toLanguage(undefined)).toBeUndefined();
});

test("what is no language has its own name, whatever it is", () => {
  expect(voiceOf("en").languageName("x-odd")).toBe("x-odd");
  const parts = fc.stringMatching(/^[a-z\d-]{1,40}$/u);
  fc.assert(fc.property(parts, (tag) => voiceOf("en").languageName(tag) !== ""));
  expect(voiceOf("en").languageName("en-ab-cd")).toBe("en-ab-cd");
});

test("what somebody says is quoted as the language does", () => {
  const quoted = LANGUAGES.map((language) => voiceOf(language).quoted("tea"));
  expect(quoted).toEqual(["“tea”", "„tea“", "«tea»", "« tea »", "«tea»", "«tea»"]);
});

test("a voice costs nothing of Intl before it has to count or to name a day", async () => {
  const made = (["PluralRules", "NumberFormat", "DateTimeFormat", "DisplayNames", "ListFormat"] as const).map(
    (name) => vi.spyOn(Intl, name),
  );
  vi.resetModules();
  const fresh = await import("../../src/words/voice.ts");
  expect(fresh.voiceOf("de").say(words, "ready", { name: "Ana", cups: "two" })).toBe("Ana: two cups");
  expect(made.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0, 0, 0]);
  vi.restoreAllMocks();
});
