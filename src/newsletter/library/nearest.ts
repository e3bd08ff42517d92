/** What was probably meant by words that stand nowhere: the likest of those that do. */

import { distance } from "fastest-levenshtein";
import { find, toTerms } from "./words.ts";

/** Of a shorter word too many are like it, and of a longer one nobody knows what was meant. */
const LEAST = 4;
const LONGEST = 24;

/**
 * A question with each word that is in none of the texts (as `toWords` writes them) replaced by the likest that is;
 * `undefined` where all of its words are there, or nothing is like one that is not.
 */
export function nearest(question: string, texts: readonly string[]): string | undefined {
  const terms = toTerms(question);
  const unknown = terms.filter(({ begins }) => texts.every((text) => find(text, begins) === -1));
  if (unknown.length === 0) return undefined;
  const meant = new Map(unknown.map((term) => [term, likest(term.whole.trim(), texts)]));
  if ([...meant.values()].includes(undefined)) return undefined;
  return terms.map((term) => meant.get(term) ?? term.whole.trim()).join(" ");
}

/**
 * The word with the same first letter of which the fewest letters differ, at most a third; the one that is there most often
 * among equals.
 */
function likest(word: string, texts: readonly string[]): string | undefined {
  if (word.length < LEAST || word.length > LONGEST) return undefined;
  const most = Math.floor(word.length / 3);
  const [best] = [...wordsLike(word, most, texts)]
    .map(([text, count]) => ({ text, count, differs: distance(word, text) }))
    .filter(({ differs }) => differs <= most)
    .toSorted((a, b) => a.differs - b.differs || b.count - a.count);
  return best?.text;
}

/** How often each word is there that begins like another one, and is about as long. */
function wordsLike(word: string, most: number, texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const start = ` ${word.slice(0, 1)}`;
  for (const text of texts) {
    for (let at = find(text, start); at !== -1; at = find(text, start, at + 1)) {
      const end = text.indexOf(" ", at + 1);
      if (Math.abs(end - at - 1 - word.length) > most) continue;
      const found = text.slice(at + 1, end);
      counts.set(found, (counts.get(found) ?? 0) + 1);
    }
  }
  return counts;
}
