/** Which word of a vocabulary was meant by a misspelled one. */

import { distance } from "fastest-levenshtein";

/** Shortest word that is corrected, and shortest beginning that it is compared with: few letters are too much like others. */
const MIN_WORD = 6;
const MIN_STEM = 5;
/** Longest word that is corrected, and from when on it may have two mistakes. */
const MAX_WORD = 24;
const LONG_WORD = 9;

/** Whether a word is that of a name; a name that ends with `*` stands for all words that begin so. */
export function isWord(word: string, name: string): boolean {
  return name.endsWith("*") ? word.startsWith(stem(name)) : word === name;
}

/**
 * Returns a function that gives the word of a vocabulary that was probably meant; the word itself when it is one of the
 * vocabulary, or like none, or like several that mean different things.
 */
export function spellingOf(
  vocabulary: readonly string[],
  meaningOf: (word: string) => string | undefined,
): (word: string) => string {
  // The first letter is hardly ever wrong.
  const names = Map.groupBy(new Set(vocabulary), (name) => name.charAt(0));
  return (word) => {
    const alike = names.get(word.charAt(0)) ?? [];
    if (word.length < MIN_WORD || word.length > MAX_WORD || alike.some((name) => isWord(word, name)))
      return word;
    const near = alike
      .map((name) => ({ meant: stem(name), far: farFrom(word, name) }))
      .filter(({ meant, far }) => far <= (Math.min(word.length, meant.length + 1) < LONG_WORD ? 1 : 2))
      .toSorted((a, b) => a.far - b.far || b.meant.length - a.meant.length);
    const [nearest] = near;
    if (nearest === undefined) return word;
    const rivals = near.filter(
      ({ meant, far }) => far === nearest.far && meant.length === nearest.meant.length,
    );
    return new Set(rivals.map(({ meant }) => meaningOf(meant))).size === 1 ? nearest.meant : word;
  };
}

function stem(name: string): string {
  return name.replace(/\*$/, "");
}

/** Of a stem, only the beginning of the word counts. Letters that have changed places are one mistake. */
function farFrom(word: string, name: string): number {
  const root = stem(name);
  if (root.length < MIN_STEM || word.length < root.length - 1) return Infinity;
  if (root === name && word.length > root.length + 2) return Infinity;
  const parts = root === name ? [word] : [-1, 0, 1].map((more) => word.slice(0, root.length + more));
  return Math.min(...parts.map((part) => (isSwapped(part, root) ? 1 : distance(part, root))));
}

function isSwapped(word: string, meant: string): boolean {
  let at = 0;
  while (at < word.length && word[at] === meant[at]) at += 1;
  return `${word.slice(0, at)}${word[at + 1] ?? ""}${word[at] ?? ""}${word.slice(at + 2)}` === meant;
}
