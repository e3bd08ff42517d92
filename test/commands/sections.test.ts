/** The sections that people name. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import {
  isSection,
  kindName,
  kinds,
  kindsIn,
  readKind,
  toSectionQuestion,
} from "../../src/commands/sections.ts";
import { isBoilerplate } from "../../src/newsletter/concepts.ts";
import { LANGUAGES, voiceOf } from "../../src/words/voice.ts";

const words = (line: string) => line.split(" ");

test("what the bot calls a section is understood, in every language", () => {
  const misread = LANGUAGES.flatMap((language) =>
    kinds
      .map((kind) => ({ kind, name: kindName(kind, voiceOf(language)) }))
      .filter(({ kind, name }) => readKind(words(name)) !== kind)
      .map(({ kind, name }) => `${language} ${kind}: ${name}`),
  );
  expect(misread).toEqual([]);
});

test("a section is read as headings are, with mistakes and in any language, but for what is no news", () => {
  expect(readKind(["sevrers"])).toBe("servers");
  expect(readKind(words("Veranstaltungen"))).toBe("events");
  expect(readKind(words("last call"))).toBe("last-call");
  expect(readKind(["licence"])).toBeUndefined();
  expect(readKind(["kettle"])).toBeUndefined();
  expect(readKind([])).toBeUndefined();
  expect(readKind([`servers ${"x".repeat(100)}`])).toBeUndefined();
});

test("no section is what every issue repeats", () => {
  expect(kinds.filter(isBoilerplate)).toEqual([]);
});

test("software is all kinds of software, and XEPs are all of their states", () => {
  expect(kindsIn("software")).toEqual(["software", "clients", "servers", "libraries", "other"]);
  expect(kindsIn("extensions")).toContain("last-call");
  expect(kindsIn("events")).toEqual(["events"]);
});

test.each([
  ["events june 2023", ["events"], { period: "2023-06" }],
  ["Veranstaltungen im Juni", ["Veranstaltungen"], { month: 6 }],
  ["servers 2 ago", ["servers"], { ago: 2 }],
  ["may 2023", [], { period: "2023-05" }],
  ["last call", ["last", "call"], undefined],
])("%s is a section and a time", (line, section, time) => {
  expect(toSectionQuestion(words(line))).toEqual({ section, time });
});

test.each([
  "servers",
  "Server",
  "clients",
  "Veranstaltungen",
  "eventos",
  "serveurs mai 2023",
  "software 2 ago",
])("%j alone is a section", (line) => {
  expect(isSection(words(line))).toBe(true);
});

test.each(["sevrers", "servers are down", "new", "how are you", "other", "2023", "hello", "thanks", ""])(
  "%j alone is none",
  (line) => {
    expect(isSection(words(line))).toBe(false);
  },
);

test("no misspelled command is a section", () => {
  const names = commands.map(({ name }) => name).filter((name) => name.length > 3);
  const slips = names.flatMap((name) => [name.slice(1), name.slice(0, -1)]);
  expect(slips.filter((slip) => isSection([slip]))).toEqual([]);
});

test("any words are read at once", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (said) => {
      isSection(said);
      toSectionQuestion(said);
    }),
  );
  const start = performance.now();
  isSection(Array.from({ length: 100_000 }, () => "servers"));
  expect(performance.now() - start).toBeLessThan(200);
});
