/** Which items have a word: most questions need few of all texts to be read. */

import type { Kept } from "./shelf.ts";
import type { Term } from "./words.ts";

export interface WordIndex {
  add(items: readonly Kept[]): void;
  remove(items: readonly Kept[]): void;
  /** All items that have all of these terms, and others: those that have the first word of the rarest of them. */
  among(terms: readonly Term[]): ReadonlySet<Kept>;
}

/** No term that is the beginning of a word has fewer letters: by so many the words are found that it begins. */
const LETTERS = 3;

export function createWordIndex(): WordIndex {
  const items = new Map<string, Kept[]>();
  const words = new Map<string, Set<string>>();

  const put = (word: string, kept: Kept): void => {
    const known = items.get(word);
    if (known !== undefined) return void known.push(kept);
    items.set(word, [kept]);
    const beginning = word.slice(0, LETTERS);
    words.set(beginning, (words.get(beginning) ?? new Set()).add(word));
  };
  const having = ({ begins }: Term): readonly Kept[] => {
    const [, word = "", ...more] = begins.split(" ");
    if (more.length > 0) return items.get(word) ?? [];
    const longer = [...(words.get(word.slice(0, LETTERS)) ?? [])].filter((each) => each.startsWith(word));
    return longer.flatMap((each) => items.get(each) ?? []);
  };

  return {
    add(added) {
      for (const kept of added) for (const word of wordsOf([kept])) put(word, kept);
    },
    remove(removed) {
      const gone = new Set(removed);
      for (const word of wordsOf(removed)) {
        const left = items.get(word)?.filter((kept) => !gone.has(kept)) ?? [];
        if (left.length > 0) items.set(word, left);
        else {
          items.delete(word);
          words.get(word.slice(0, LETTERS))?.delete(word);
        }
      }
    },
    among: (terms) => new Set(terms.map(having).toSorted((a, b) => a.length - b.length)[0]),
  };
}

function wordsOf(items: readonly Kept[]): ReadonlySet<string> {
  return new Set(items.flatMap((kept) => kept.words.split(/[ \n]+/)).filter((word) => word !== ""));
}
