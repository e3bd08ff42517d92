/** XEPs to be found: by number, by short name, by words of the title, and by what was probably meant. */

import { distance } from "fastest-levenshtein";
import { parseXepNumber, type Xep } from "./xep.ts";

export interface Registry {
  /** The highest number there is. */
  readonly newest: number | undefined;
  /** By number. */
  readonly all: readonly Xep[];
  find(number: number): Xep | undefined;
  search(text: string): Search;
}

/** What a search found. */
export interface Search {
  /** The XEPs that match, the likeliest first; several may be exact, since a few names are given twice. */
  readonly matches: readonly Xep[];
  /** Whether the text was a number, a whole short name or a whole title. */
  readonly exact: boolean;
  /** The XEP that was probably meant, when none matches. */
  readonly nearest: Xep | undefined;
}

/** A XEP with what it can be found by. */
interface Indexed {
  readonly xep: Xep;
  readonly shortName: string;
  readonly title: string;
  readonly words: readonly string[];
}

/** More than this of a text is not looked at. */
const LONGEST_TEXT = 200;
const MOST_WORDS = 12;

/** What comes earlier is likelier to be meant. */
const STATUSES = [
  ["Stable", "Final", "Active"],
  ["Proposed", "Experimental"],
  ["Deferred"],
  ["Deprecated"],
  ["Obsolete", "Retracted", "Rejected"],
];

/** Makes XEPs searchable. The list is not changed, and a changed list needs a new registry. */
export function createRegistry(xeps: readonly Xep[]): Registry {
  const byNumber = new Map(xeps.map((xep) => [xep.number, xep]));
  const index = xeps.map(toIndexed);
  const vocabulary = [...new Set(index.flatMap(({ words }) => words))];
  return {
    all: xeps,
    newest: xeps.reduce<number | undefined>((newest = 0, { number }) => Math.max(newest, number), undefined),
    find: (number) => byNumber.get(number),
    search(text) {
      const numbered = byNumber.get(parseXepNumber(text) ?? 0);
      if (numbered) return { matches: [numbered], exact: true, nearest: undefined };
      const words = toWords(text);
      const phrase = words.join(" ");
      const exact = index.filter(
        ({ shortName, title }) => phrase !== "" && [shortName, title].includes(phrase),
      );
      const matches = exact.length > 0 ? sorted(exact, phrase) : matching(index, words);
      const nearest = matches.length > 0 ? undefined : nearestTo(index, vocabulary, words);
      return { matches, exact: exact.length > 0, nearest };
    },
  };
}

function toIndexed(xep: Xep): Indexed {
  const shortName = toWords(xep.shortName ?? "");
  const title = toWords(xep.title);
  return {
    xep,
    shortName: shortName.join(" "),
    title: title.join(" "),
    words: [...new Set([...title, ...shortName])],
  };
}

/** Words without case, accents and punctuation, so that `Multi-User` and `multi user` are the same. */
function toWords(text: string): string[] {
  const folded = text
    .slice(0, LONGEST_TEXT)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS * 2);
}

/** The XEPs that have every word, or a word that begins with it. A number is no beginning of another. */
function matching(index: readonly Indexed[], words: readonly string[]): Xep[] {
  if (words.length === 0 || words.length > MOST_WORDS) return [];
  const found = index.filter(({ words: own }) => words.every((word) => isIn(word, own)));
  return sorted(found, words.join(" "));
}

function isIn(word: string, own: readonly string[]): boolean {
  return own.includes(word) || (!/^\d+$/u.test(word) && own.some((candidate) => candidate.startsWith(word)));
}

function sorted(found: readonly Indexed[], phrase: string): Xep[] {
  const wanted = phrase.split(" ");
  const keys = found.map((entry) => ({
    xep: entry.xep,
    key: [rank(entry, phrase, wanted), rankOfStatus(entry.xep), entry.title.length, entry.xep.number],
  }));
  return keys.toSorted((a, b) => compare(a.key, b.key)).map(({ xep }) => xep);
}

/** 0: the name itself, 1: how the title begins, 2: a part of it, 3: all words, 4: beginnings of words. */
function rank({ shortName, title, words }: Indexed, phrase: string, wanted: readonly string[]): number {
  if (title === phrase || shortName === phrase) return 0;
  if (title.startsWith(`${phrase} `)) return 1;
  if (` ${title} `.includes(` ${phrase} `)) return 2;
  return wanted.every((word) => words.includes(word)) ? 3 : 4;
}

function rankOfStatus({ status }: Xep): number {
  const found = STATUSES.findIndex((group) => group.includes(status));
  return found < 0 ? STATUSES.length : found;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((value, at) => value !== b[at]);
  return different < 0 ? 0 : (a[different] ?? 0) - (b[different] ?? 0);
}

/** A whole short name or title that is misspelled, or else the title whose words are. */
function nearestTo(
  index: readonly Indexed[],
  vocabulary: readonly string[],
  words: readonly string[],
): Xep | undefined {
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  const phrase = words.join(" ");
  const shortNames = index.map(({ shortName }) => shortName);
  const titles = index.map(({ title }) => title);
  const name = closest(phrase, shortNames) ?? closest(phrase, titles);
  if (name !== undefined) {
    return sorted(
      index.filter(({ shortName, title }) => [shortName, title].includes(name)),
      name,
    )[0];
  }
  const corrected = words.map((word) =>
    vocabulary.includes(word) ? word : (closest(word, vocabulary) ?? word),
  );
  return matching(index, corrected)[0];
}

/** The candidate that differs from the text in the fewest letters, if it differs in a third of them at most. */
function closest(text: string, candidates: readonly string[]): string | undefined {
  const most = Math.min(3, Math.floor(text.length / 3));
  let best: { readonly candidate: string; readonly differs: number } | undefined;
  for (const candidate of candidates) {
    if (candidate === "" || Math.abs(candidate.length - text.length) > most) continue;
    const differs = distance(text, candidate);
    if (differs <= most && differs < (best?.differs ?? Infinity)) best = { candidate, differs };
  }
  return best?.candidate;
}
