/** The words that call commands, in six languages. */

import { describe, expect, test } from "vitest";
import type { Command } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";
import { createVocabulary, namesOf } from "../../src/commands/vocabulary.ts";
import { foldLetters } from "../../src/newsletter/characters.ts";
import { readSources } from "../support/sources.ts";
import { LANGUAGES, voiceOf } from "../../src/words/voice.ts";

const vocabulary = createVocabulary(commands);
const everywhere = commands.flatMap((command) => LANGUAGES.map((language) => ({ command, language })));
const called = (line: string): string | undefined => vocabulary.find(line.split(" "))?.command.name;

describe("what the commands say of themselves", () => {
  test("no name belongs to two commands, in whatever languages", () => {
    const owners = Map.groupBy(
      everywhere.flatMap(({ command, language }) =>
        namesOf(command, language).map((name) => ({ name: foldLetters(name), command: command.name })),
      ),
      ({ name }) => name,
    );
    const shared = [...owners].filter(([, names]) => new Set(names.map(({ command }) => command)).size > 1);
    expect(shared.map(([name]) => name)).toEqual([]);
  });

  test("the code knows each by the first of its English names", () => {
    expect(commands.map((command) => namesOf(command, "en")[0])).toEqual(commands.map(({ name }) => name));
  });

  test("usage begins with the first name", () => {
    const wrong = everywhere.filter(({ command, language }) => {
      const usage = voiceOf(language).say(command.words, "usage");
      return !`${usage} `.startsWith(`${namesOf(command, language)[0]} `);
    });
    expect(wrong).toEqual([]);
  });

  test("every example calls its command", () => {
    const wrong = everywhere.flatMap(({ command, language }) => {
      const examples = voiceOf(language).say(command.words, "examples").split(" | ");
      return examples.filter((line) => line !== "" && called(line) !== command.name);
    });
    expect(wrong).toEqual([]);
  });

  test("names are in lower case, of at most three words, and apart by a comma and a blank", () => {
    const names = everywhere.flatMap(({ command, language }) => namesOf(command, language));
    expect(names.filter((name) => !/^[\p{Ll}\p{Pd}]+(?: [\p{Ll}\p{Pd}]+){0,2}$/u.test(name))).toEqual([]);
  });
});

describe("a word calls its command", () => {
  test.each([
    ["latest", "latest"],
    ["LETZTE", "latest"],
    ["dernier", "latest"],
    ["ultimo", "latest"],
    ["mas", "more"],
    ["à propos", "about"],
    ["who are you", "about"],
    ["über", "about"],
    ["last call", "lastcall"],
  ])("%s: %s", (line, name) => {
    expect(called(line)).toBe(name);
  });

  test("what stands behind the name is left", () => {
    expect(vocabulary.find(["who", "are", "you", "then"])?.args).toEqual(["then"]);
    expect(vocabulary.find(["xep", "45", "7.2"])?.args).toEqual(["45", "7.2"]);
  });
});

describe("a name tells its language", () => {
  test.each([
    ["letzte", "de"],
    ["dernier", "fr"],
    ["latest", "en"],
    ["último", undefined],
    ["xep", undefined],
    ["313", undefined],
    ["", undefined],
  ])("%j: %s", (line, language) => {
    expect(vocabulary.languageOf(line.split(" "))).toBe(language);
  });
});

describe("what was probably meant", () => {
  test.each([
    ["lates", "en", ["latest"]],
    ["latset", "en", ["latest"]],
    ["hlep", "en", ["help"]],
    ["xpe", "en", ["xep"]],
    ["isue", "en", ["issue"]],
    ["issu", "en", ["issue", "issues"]],
    ["sub", "en", ["subscribe"]],
    ["lezte", "de", ["letzte"]],
    ["lates", "de", ["letzte"]],
    ["lezte", "en", ["letzte"]],
    ["übersetzung", "en", ["übersetzungen"]],
    ["who", "en", []],
    ["hello", "en", []],
    ["thanks", "en", []],
    ["", "en", []],
    ["constructor", "en", []],
  ] as const)("%j in %s: %j", (word, language, names) => {
    expect(vocabulary.near(word, language, () => true)).toEqual(names);
  });

  test("what cannot be is not named", () => {
    expect(vocabulary.near("quite", "en", () => true)).toEqual(["quiet"]);
    expect(vocabulary.near("quite", "en", ({ who }) => who === undefined)).toEqual([]);
  });

  test("of many that are as near a few are named", () => {
    const brews = ["brewa", "brewb", "brewc", "brewd", "brewe", "brewf"].map((name): Command => {
      const own = { names: name, usage: name, summary: "", examples: "" };
      return { name, words: { en: own, de: own, es: own, fr: own, it: own, pt: own }, run: () => "" };
    });
    expect(createVocabulary(brews).near("brew", "en", () => true)).toHaveLength(4);
  });
});

describe("what a command says stands in a catalogue", () => {
  /** Texts of two words and more in code, with `·` for what is put in. */
  const textsIn = (code: string): string[] =>
    [...code.matchAll(/"([^"\n]*)"|`([^`\n]*)`/gu)]
      .map(([, plain, template = ""]) => plain ?? template.replace(/\$\{[^}]*\}/gu, "·"))
      .filter((text) => /\p{L}{2,}[,;:]? [\p{L}·]|· \p{L}{2,}/u.test(text));
  /** Lists of words that people say, which the bot does not. */
  const HEARD = new Set(["src/commands/which.ts"]);

  test("and its code has no text of several words", () => {
    const sources = readSources().filter(({ path }) => path.startsWith("src/commands/") && !HEARD.has(path));
    expect(sources.flatMap(({ path, code }) => textsIn(code).map((text) => `${path}: ${text}`))).toEqual([]);
  });

  test.each(['"I know that."', "`${count} more`", "`Comments on ${title}`", '"the newest"'])(
    "%s would be noticed",
    (code) => {
      expect(textsIn(`return ${code};`)).toHaveLength(1);
    },
  );

  test("signs, names and single words are none", () => {
    expect(textsIn('const a = "latest"; return `- ${name}: “${text}”, ${a}`;')).toEqual([]);
  });
});
