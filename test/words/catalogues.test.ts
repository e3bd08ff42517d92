/** Everything that the bot says, in every language: nothing is missing, and it is written as people write. */

import { globSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { type Catalogue, LANGUAGES, type Language, type Message } from "../../src/words/voice.ts";
import { ROOT } from "../support/sources.ts";

interface Sentence {
  /** The file, the key and the language. */
  readonly name: string;
  readonly file: string;
  readonly key: string;
  readonly language: Language;
  readonly texts: readonly string[];
}

const files = globSync("src/words/**/*.ts", { cwd: ROOT }).toSorted();
const modules = await Promise.all(
  files.map(async (file): Promise<readonly [string, unknown]> => [
    file,
    await import(pathToFileURL(`${ROOT}/${file}`).href),
  ]),
);
const catalogues = modules.flatMap(([file, module]) =>
  Object.values(Object(module))
    .filter(isCatalogue)
    .map((words) => ({ file, words })),
);
const sentences = catalogues.flatMap(({ file, words }) =>
  LANGUAGES.flatMap((language) =>
    Object.entries(words[language]).map(([key, message]): Sentence => {
      const texts = typeof message === "string" ? [message] : [message.one, message.other];
      return { name: `${file} ${language} ${key}`, file, key, language, texts };
    }),
  ),
);

function isCatalogue(value: unknown): value is Catalogue {
  return typeof value === "object" && value !== null && LANGUAGES.every((language) => language in value);
}

/** The names of those sentences of which a text breaks a rule. */
function breaking(
  rule: (text: string, sentence: Sentence) => boolean,
  among: readonly Sentence[] = sentences,
): string[] {
  return among
    .filter((sentence) => sentence.texts.some((text) => rule(text, sentence)))
    .map(({ name }) => name);
}

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/gu))].toSorted();
const english = (sentence: Sentence): Message | undefined =>
  catalogues.find(({ file, words }) => file === sentence.file && sentence.key in words.en)?.words.en[
    sentence.key
  ];
const fullest = (message: Message | undefined): string =>
  message === undefined ? "" : typeof message === "string" ? message : message.other;

test("every file of words but the voice has a catalogue", () => {
  const having = new Set(catalogues.map(({ file }) => file));
  expect(files.filter((file) => !having.has(file))).toEqual(["src/words/voice.ts"]);
});

test("every language has the same sentences", () => {
  const keys = catalogues.map(({ file, words }) => [
    file,
    LANGUAGES.map((each) => Object.keys(words[each]).toSorted()),
  ]);
  const wanted = catalogues.map(({ file, words }) => [
    file,
    LANGUAGES.map(() => Object.keys(words.en).toSorted()),
  ]);
  expect(keys).toEqual(wanted);
});

test("every language has the same places for values", () => {
  const different = (text: string, sentence: Sentence): boolean =>
    placeholders(text).join() !== placeholders(fullest(english(sentence))).join();
  // "One issue" needs no number.
  const others = sentences.map((sentence) => ({ ...sentence, texts: sentence.texts.slice(-1) }));
  expect(breaking(different, others)).toEqual([]);
});

test("where it counts, the number is in {count}", () => {
  const counting = sentences.filter(({ texts }) => texts.length > 1);
  expect(counting).not.toEqual([]);
  expect(
    breaking(
      (text) => !text.includes("{count}"),
      counting.map((each) => ({ ...each, texts: each.texts.slice(1) })),
    ),
  ).toEqual([]);
});

describe("nothing is left in English", () => {
  /** Proper names and terms, which are called so everywhere. */
  const NAMES = /\b(?:XEPs?|Google Summer of Code|GSoC|lastcall)\b/giu;
  /** Other texts that are the same in another language, and why. */
  const SAME: ReadonlyMap<string, string> = new Map([
    ["in", "Italian has the same preposition"],
    ["Client", "German and Italian have taken the word over"],
    ["Status", "German has taken the word over"],
    ["Clients", "German has taken the word over, and French has the same"],
    ["Software", "all but French have taken the word over"],
    ["Articles", "French has the same word"],
  ]);
  /** The texts that have words, in English as well. */
  const same = sentences.flatMap((sentence) => {
    const given = english(sentence);
    const texts = given === undefined || typeof given === "string" ? [given] : [given.one, given.other];
    const isSame = (text: string): boolean =>
      texts.includes(text) && /\p{L}{2}/u.test(text.replace(/\{\w+\}/gu, "").replace(NAMES, ""));
    return sentence.language === "en"
      ? []
      : sentence.texts.filter(isSame).map((text) => ({ text, sentence }));
  });

  test("but what is called so everywhere", () => {
    expect(same.filter(({ text }) => !SAME.has(text)).map(({ sentence }) => sentence.name)).toEqual([]);
  });

  test("and no exception is left over", () => {
    const texts = new Set(same.map(({ text }) => text));
    expect([...SAME.keys()].filter((text) => !texts.has(text))).toEqual([]);
  });
});

test("apostrophes and quotation marks are typographic, and three dots one sign", () => {
  expect(breaking((text) => /['"]|\.\.\./u.test(text))).toEqual([]);
});

test("no text begins or ends with a blank, or has two", () => {
  expect(breaking((text) => text !== text.trim() || /\s{2}|[^\S ]/u.test(text))).toEqual([]);
});

const inLanguage = (...languages: readonly Language[]): readonly Sentence[] =>
  sentences.filter(({ language }) => languages.includes(language));

test("French puts a blank before : ; ? ! and within its quotation marks", () => {
  const isTight = (text: string): boolean =>
    /[^\s«!?][:;?!](?!\/\/)(?:\s|$)|«\S|\S»/u.test(text.replace(/\b\w+:\S+|!\S+/gu, ""));
  expect(breaking(isTight, inLanguage("fr"))).toEqual([]);
});

test("no other language puts a blank before : ; ? !", () => {
  expect(breaking((text) => /\s[:;?](?:\s|$)/u.test(text), inLanguage("en", "de", "es", "it", "pt"))).toEqual(
    [],
  );
});

test("Spanish questions and exclamations are opened", () => {
  const isOpen = (text: string): boolean => /\?(?:\s|$)/u.test(text) && !text.includes("¿");
  expect(breaking(isOpen, inLanguage("es"))).toEqual([]);
});

test("nobody is addressed formally", () => {
  const isFormal = (text: string, { language }: Sentence): boolean =>
    (language === "de" && /\b(?:Ihnen|Ihre?[mnrs]?)\b/u.test(text)) ||
    (language === "fr" && /\b(?:vous|votre|vos)\b/iu.test(text)) ||
    (language === "es" && /\busted\b/iu.test(text));
  expect(breaking(isFormal)).toEqual([]);
});
