/** What a section is, whatever its title is called and in which language: its concept. */

import { ANYWHERE, BOILERPLATE, NEWS, type Names } from "./sections/names.ts";
import { isWord, spellingOf } from "./sections/spelling.ts";
import { everVaguer, lettersOf, PALE, withoutLittle, wordsIn } from "./sections/title-words.ts";
import { AMONG_XEPS, EXTENSIONS, STAGES } from "./sections/xep-names.ts";

export type Stage = keyof typeof STAGES;
export type Boilerplate = keyof typeof BOILERPLATE;
/** What a section is: a state of XEPs, what every issue repeats, or another kind of news. */
export type Concept = keyof typeof NEWS | keyof typeof EXTENSIONS | Stage | Boilerplate;

/** The states of XEPs, in the order in which issues have them. */
export const stages = keysOf(STAGES);

export function isStage(concept: Concept | undefined): concept is Stage {
  return concept !== undefined && concept in STAGES;
}

/** It is about XEPs: a state of them, or their introduction. */
export function isAboutXeps(concept: Concept | undefined): boolean {
  return concept !== undefined && (concept in EXTENSIONS || concept in STAGES);
}

/** A kind of software: a part of the section of the software. */
export function isSoftwareKind(concept: Concept | undefined): boolean {
  return concept !== undefined && ["clients", "servers", "libraries", "other"].includes(concept);
}

/** What every issue repeats and nobody calls news: licence, help, thanks, translations … */
export function isBoilerplate(concept: Concept | undefined): concept is Boilerplate {
  return concept !== undefined && concept in BOILERPLATE;
}

/** One name of a concept. A word that ends with `*` stands for any word that begins so. */
interface Name {
  readonly concept: Concept;
  readonly words: readonly string[];
}

function namesOf(table: Readonly<Partial<Record<Concept, Names>>>): Name[] {
  return keysOf(table).flatMap((concept) =>
    Object.values(table[concept] ?? {})
      .flatMap((list) => list.split(", "))
      .map((name) => ({ concept, words: name.split(" ") })),
  );
}

function keysOf<Key extends string>(table: Readonly<Partial<Record<Key, unknown>>>): Key[] {
  const isKey = (key: string): key is Key => Object.hasOwn(table, key);
  return Object.keys(table).filter(isKey);
}

/** Names by their first word, the longest first. */
type Index = ReadonlyMap<string, readonly Name[]>;

function indexOf(names: readonly Name[]): Index {
  const longestFirst = names.toSorted((a, b) => b.words.length - a.words.length);
  return Map.groupBy(longestFirst, ({ words }) => words[0] ?? "");
}

const everywhere = [...namesOf(STAGES), ...namesOf(EXTENSIONS), ...namesOf(BOILERPLATE), ...namesOf(NEWS)];
const NAMES = indexOf(everywhere);
const amongXepsOnly = namesOf(AMONG_XEPS);
const NAMES_AMONG_XEPS = indexOf([...amongXepsOnly, ...everywhere]);
const XEP_WORDS = indexOf(namesOf(EXTENSIONS));
const TELLING = namesOf(ANYWHERE).map(({ concept, words }) => ({ concept, phrase: ` ${words.join(" ")} ` }));
/** Longest word of a name. */
const MAX_WORD = 24;
/** The word that was meant by a misspelled one. */
const corrected = spellingOf(
  [...[...everywhere, ...amongXepsOnly].flatMap(({ words }) => words), ...PALE],
  (word) => (PALE.has(word) ? "pale" : wholly([word], NAMES)),
);

/**
 * The concept of a title; `undefined` for news under a title of its own. Every word of the title must be part of a name
 * of that one concept, but for words that say little. `amongXeps` tells that the title stands where XEPs are spoken of,
 * where "Changes" or "Other" are names as well.
 */
export function conceptOf(title: string, amongXeps = false): Concept | undefined {
  if (title.length > MAX_TITLE) return recognised(title, amongXeps);
  const known = KNOWN[amongXeps ? "amongXeps" : "elsewhere"];
  if (known.has(title)) return known.get(title);
  if (known.size >= MAX_KNOWN) known.clear();
  const concept = recognised(title, amongXeps);
  known.set(title, concept);
  return concept;
}

/** Issue after issue has the same titles: what they were found to be. */
const KNOWN = {
  amongXeps: new Map<string, Concept | undefined>(),
  elsewhere: new Map<string, Concept | undefined>(),
};
const MAX_KNOWN = 1_000;
/** Longest title that is kept, in characters. */
const MAX_TITLE = 200;

function recognised(title: string, amongXeps: boolean): Concept | undefined {
  const letters = lettersOf(title);
  const told = TELLING.find(({ phrase }) => ` ${letters} `.includes(phrase));
  if (told !== undefined) return told.concept;
  const [, before = "", within = ""] = /^([^([]*)[([]([^()[\]]*)/.exec(title.slice(0, MAX_TITLE)) ?? [];
  const candidates = [before, title, within]
    .map((text) => wordsIn(lettersOf(text)))
    .filter((words) => words.length > 0);
  for (const words of candidates) {
    const found =
      conceptOfWords(withoutLittle(words), amongXeps) ??
      conceptOfWords(withoutLittle(words.map(corrected)), amongXeps);
    if (found !== undefined) return found;
  }
  return undefined;
}

function conceptOfWords(words: readonly string[], amongXeps: boolean): Concept | undefined {
  const plain = words.filter((word) => startsOf(XEP_WORDS, [word]).length === 0);
  const isOfXeps = amongXeps || plain.length < words.length;
  const names = isOfXeps ? NAMES_AMONG_XEPS : NAMES;
  const attempts = [words, ...everVaguer(plain), ...everVaguer(words)];
  for (const rest of attempts) {
    const found = wholly(rest, names);
    // "New releases" are releases, and no new XEPs.
    const isVague = isStage(found) && !isOfXeps && rest.length < words.length;
    if (found !== undefined && !isVague) return found;
  }
  return attempts.map(together).find((concept) => concept !== undefined);
}

/** The concept whose names make up all of the words. */
function wholly(words: readonly string[], names: Index): Concept | undefined {
  const concepts = new Set(startsOf(names, words).map(({ concept }) => concept));
  return [...concepts].find((concept) => split(words, names, (each) => each === concept) !== undefined);
}

/**
 * The first of several kinds of news that a title names together, or of what every issue repeats; of several kinds of
 * software, software. "Other" says nothing beside another kind.
 */
function together(words: readonly string[]): Concept | undefined {
  const concepts = split(words, NAMES, (concept) => concept in NEWS || concept in BOILERPLATE) ?? [];
  const [first, ...more] = concepts.filter((concept) => concept !== "other");
  if (concepts.some(isBoilerplate)) return concepts.every(isBoilerplate) ? first : undefined;
  return more.length > 0 && isSoftwareKind(first) && more.every(isSoftwareKind) ? "software" : first;
}

/** The concepts of the names that make up all of the words, as far as they are wanted. */
function split(
  words: readonly string[],
  names: Index,
  isWanted: (concept: Concept) => boolean,
): readonly Concept[] | undefined {
  const found: Concept[] = [];
  for (let at = 0; at < words.length;) {
    const name = startsOf(names, words.slice(at)).find(({ concept }) => isWanted(concept));
    if (name === undefined) return undefined;
    found.push(name.concept);
    at += name.words.length;
  }
  return found;
}

/** The names that the words begin with, the longest first. */
function startsOf(names: Index, words: readonly string[]): readonly Name[] {
  const [first = ""] = words;
  const found = names.get(first)?.filter((name) => isStart(name, words)) ?? [];
  for (let end = Math.min(first.length, MAX_WORD); end > 1; end -= 1) {
    for (const name of names.get(`${first.slice(0, end)}*`) ?? []) if (isStart(name, words)) found.push(name);
  }
  return found.length < 2 ? found : found.toSorted((a, b) => b.words.length - a.words.length);
}

function isStart(name: Name, words: readonly string[]): boolean {
  return name.words.every((word, index) => isWord(words[index] ?? "", word));
}
