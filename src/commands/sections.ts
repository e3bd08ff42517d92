/** The kinds of news that people ask for by the names of sections, in six languages. */

import { isAbout, newsAbout } from "../announce/topics.ts";
import { foldLetters } from "../newsletter/characters.ts";
import {
  type Boilerplate,
  type Concept,
  conceptOf,
  isBoilerplate,
  isStage,
  stages,
} from "../newsletter/concepts.ts";
import { sections as words } from "../words/sections.ts";
import { LANGUAGES, type Voice, voiceOf } from "../words/voice.ts";
import { type Time, toTime } from "./which.ts";

/** What a section of news is about. */
export type Kind = Exclude<Concept, Boilerplate>;

/** In the order in which issues have them. */
export const kinds: readonly Kind[] = [
  "announcements",
  "membership",
  "fiscal-hosting",
  "gsoc",
  "events",
  "talks",
  "articles",
  "tutorials",
  "software",
  "clients",
  "servers",
  "libraries",
  "other",
  "extensions",
  ...stages,
];

/** Of a longer text nobody makes a heading. */
const LONGEST_NAME = 60;
/** How many letters of a word tell what it is, whatever its ending. */
const STEM = 4;
/** A time has no more words. */
const MOST_WORDS = 8;

/** The kind of news that words name, as headings of issues do; nothing for what every issue repeats. */
export function readKind(said: readonly string[]): Kind | undefined {
  const text = said.join(" ");
  const concept = text.length > LONGEST_NAME ? undefined : conceptOf(text);
  return concept === undefined || isBoilerplate(concept) ? undefined : concept;
}

/** The kinds that are meant by one: software is all kinds of software, and XEPs are all of their states. */
export function kindsIn(kind: Kind): readonly Concept[] {
  return kinds.filter((each) => isAbout(newsAbout(kind), each));
}

/** As a heading names it. */
export function kindName(kind: Kind, voice: Voice): string {
  return voice.say(words, kind);
}

/** What somebody asks of a section: `events june 2023`. */
export interface SectionQuestion {
  /** The words before the time. */
  readonly section: readonly string[];
  readonly time: Time | undefined;
}

/** Takes the time from the end of what is said, the longest that there is. */
export function toSectionQuestion(said: readonly string[]): SectionQuestion {
  for (let at = Math.max(0, said.length - MOST_WORDS); at < said.length; at += 1) {
    const time = toTime(said.slice(at));
    if (time !== undefined) return { section: said.slice(0, at), time };
  }
  return { section: said, time: undefined };
}

/** The beginnings of the words of each name. */
const stems: ReadonlyMap<Kind, ReadonlySet<string>> = new Map(
  kinds.map((kind) => {
    const names = LANGUAGES.flatMap((language) => stemsOf(kindName(kind, voiceOf(language))));
    return [kind, new Set(names)] as const;
  }),
);

function stemsOf(text: string): readonly string[] {
  return (foldLetters(text).match(/\p{L}+/gu) ?? [])
    .filter((word) => word.length >= STEM)
    .map((word) => word.slice(0, STEM));
}

/**
 * Whether a line is the name of a section, and perhaps a time, and nothing else. This is stricter than `readKind`, which takes
 * misspelled and vague words: without the name of a command there is less to go by.
 */
export function isSection(line: readonly string[]): boolean {
  const { section } = toSectionQuestion(line);
  const kind = readKind(section);
  if (kind === undefined || isStage(kind) || kind === "other") return false;
  const said = stemsOf(section.join(" "));
  return said.length > 0 && said.every((stem) => stems.get(kind)?.has(stem) ?? false);
}
