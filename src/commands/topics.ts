/** The words that people have for what they can subscribe to, in six languages, and what the bot calls it. */

import { issuesIn, newsAbout, type Topic } from "../announce/topics.ts";
import { foldLetters } from "../newsletter/characters.ts";
import { topics as words } from "../words/topics.ts";
import { LANGUAGES, type Language, toLanguage, type Voice, voiceOf } from "../words/voice.ts";
import { readLanguage } from "./languages.ts";
import { type Kind, kindName, kinds, readKind } from "./sections.ts";
import { everyWord, foldedWords } from "./synonyms.ts";

/** What is named when somebody asks for something else. */
const OFFERED: readonly Kind[] = [
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
/** Between words that mean something. */
const LITTLE = new Set([...everyWord(words, "little")].filter((word) => toLanguage(word) === undefined));
/** As the bot writes them: some have words that name another section by themselves. */
const NAMED: ReadonlyMap<string, Kind> = new Map(
  LANGUAGES.flatMap((language) =>
    kinds.map((kind) => [foldLetters(kindName(kind, voiceOf(language))), kind] as const),
  ),
);
const EVERYTHING = everyWord(words, "everything");

export interface Reading {
  readonly topics: readonly Topic[];
  /** Words that name nothing. */
  readonly unknown: readonly string[];
}

/**
 * Reads `de`, `Deutsch servers` or `last call`, said by somebody who speaks a language: languages of issues, and sections.
 * Several words may name one section.
 */
export function readTopics(
  said: readonly string[],
  languages: readonly string[],
  language: Language,
): Reading {
  const named = NAMED.get(foldLetters(said.join(" ")));
  if (named !== undefined) return { topics: [newsAbout(named)], unknown: [] };
  // Between others, `de` is German to an English reader alone.
  const own = new Set(foldedWords(words, "little", language));
  const all = said
    .flatMap((word) => word.split(/[,;+&]/u))
    .filter((word, at, { length }) => {
      const folded = foldLetters(word);
      return folded !== "" && !LITTLE.has(folded) && !(own.has(folded) && at > 0 && at < length - 1);
    });
  const found = all.map((word) => ({ word, topic: issuesOf(word, languages) ?? newsOf([word]) }));
  const topics = found.map(({ topic }) => topic).filter((topic) => topic !== undefined);
  const unknown = found.filter(({ topic }) => topic === undefined).map(({ word }) => word);
  if (unknown.length === 0) return { topics: [...new Set(topics)], unknown };
  const whole = newsOf(all);
  return whole === undefined ? { topics: [...new Set(topics)], unknown } : { topics: [whole], unknown: [] };
}

/** Whether a word means every topic, such as `all`. */
export function isEverything(word: string): boolean {
  return EVERYTHING.has(foldLetters(word));
}

/** `each issue in German`, `the section Servers`. */
export function topicName(topic: Topic, voice: Voice): string {
  const word = wordOf(topic);
  return topic.startsWith("issues:")
    ? voice.say(words, "issues", { language: voice.languageName(word) })
    : voice.say(words, "news", { section: sectionName(word, voice) });
}

/** A word with which somebody can name the topic. */
export function topicWord(topic: Topic, voice: Voice): string {
  const word = wordOf(topic);
  return topic.startsWith("issues:") ? word : sectionName(word, voice);
}

/** What there is to subscribe to, in a sentence. */
export function offer(languages: readonly string[], voice: Voice): string {
  return voice.say(words, "offer", {
    languages: voice.list(languages.map((language) => voice.languageName(language))),
    sections: voice.list(OFFERED.map((kind) => kindName(kind, voice))),
  });
}

function issuesOf(word: string, languages: readonly string[]): Topic | undefined {
  const language = readLanguage(word, languages);
  return language !== undefined && languages.includes(language) ? issuesIn(language) : undefined;
}

function newsOf(said: readonly string[]): Topic | undefined {
  const kind = readKind(said);
  return kind && newsAbout(kind);
}

function wordOf(topic: Topic): string {
  return topic.slice(topic.indexOf(":") + 1);
}

/** A list that an older version stored may have sections that there are no longer. */
function sectionName(concept: string, voice: Voice): string {
  const kind = kinds.find((each) => each === concept);
  return kind === undefined ? concept : kindName(kind, voice);
}
