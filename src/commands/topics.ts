/** The words that people have for what they can subscribe to, in six languages, and what the bot calls it. */

import { issuesIn, newsAbout, type Topic } from "../announce/topics.ts";
import { foldLetters } from "../newsletter/characters.ts";
import { type Concept, conceptOf, isBoilerplate, stages } from "../newsletter/concepts.ts";

/** What is named when somebody asks for something else. */
const OFFERED: readonly Concept[] = [
  "announcements",
  "events",
  "talks",
  "articles",
  "tutorials",
  "software",
  "clients",
  "servers",
  "libraries",
  "extensions",
];
const SPOKEN: ReadonlyMap<string, string> = new Map([
  ["extensions", "XEPs"],
  ["gsoc", "Google Summer of Code"],
  ["other", "other software"],
  ...stages.map((stage) => [stage, `XEPs (${stage.replaceAll("-", " ")})`] as const),
]);
/** Between words that mean something. */
const LITTLE = new Set(["to", "from", "in", "the", "and", "about", "issues", "news"]);
const SIX = ["en", "de", "fr", "es", "it", "pt"];
const namesIn = SIX.map((language) => new Intl.DisplayNames([language], { type: "language" }));

export interface Reading {
  readonly topics: readonly Topic[];
  /** Words that name nothing. */
  readonly unknown: readonly string[];
}

/** Reads `de`, `Deutsch servers` or `last call`: languages of issues, and kinds of news. Several words may name one kind. */
export function readTopics(words: readonly string[], languages: readonly string[]): Reading {
  const all = words
    .flatMap((word) => word.split(/[,;+&]/u))
    .filter((word) => word !== "" && !LITTLE.has(word.toLowerCase()));
  const found = all.map((word) => ({ word, topic: languageOf(word, languages) ?? kindOf(word) }));
  const topics = found.map(({ topic }) => topic).filter((topic) => topic !== undefined);
  const unknown = found.filter(({ topic }) => topic === undefined).map(({ word }) => word);
  if (unknown.length === 0) return { topics: [...new Set(topics)], unknown };
  const whole = kindOf(all.join(" "));
  return whole === undefined ? { topics: [...new Set(topics)], unknown } : { topics: [whole], unknown: [] };
}

/** `each issue in German`, `the news about servers`. */
export function nameOf(topic: Topic): string {
  const word = topic.slice(topic.indexOf(":") + 1);
  return topic.startsWith("issues:")
    ? `each issue in ${languageName(word)}`
    : `the news about ${spoken(word)}`;
}

/** A word with which somebody can name the topic. */
export function wordFor(topic: Topic): string {
  return topic.slice(topic.indexOf(":") + 1).replaceAll("-", topic.startsWith("items:") ? " " : "-");
}

/** What there is to subscribe to, in a sentence. */
export function offer(languages: readonly string[]): string {
  const kinds = OFFERED.map(spoken).join(", ");
  return `There are the issues in ${languages.map(languageName).join(", ")}, and the news about ${kinds}.`;
}

/** A code of a language, or its name in one of six languages. */
function languageOf(word: string, languages: readonly string[]): Topic | undefined {
  const wanted = foldLetters(word);
  const found =
    languages.find((language) => language.toLowerCase() === wanted) ??
    languages.find((language) => language.toLowerCase().startsWith(`${wanted}-`)) ??
    languages.find((language) => namesOf(language).includes(wanted));
  return found === undefined ? undefined : issuesIn(found);
}

function kindOf(words: string): Topic | undefined {
  const concept = conceptOf(words);
  return concept === undefined || isBoilerplate(concept) ? undefined : newsAbout(concept);
}

function namesOf(language: string): readonly string[] {
  const [base = language] = language.split("-");
  return namesIn.flatMap((names) => [language, base].map((code) => foldLetters(nameIn(names, code))));
}

function languageName(language: string): string {
  const [english] = namesIn;
  return english === undefined ? language : nameIn(english, language);
}

/** What is no code of a language names itself. */
function nameIn(names: Intl.DisplayNames, code: string): string {
  return /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/iu.test(code) ? (names.of(code) ?? code) : code;
}

function spoken(concept: string): string {
  return SPOKEN.get(concept) ?? concept.replaceAll("-", " ");
}
