/** Words that mean the same, in whatever language somebody says them. */

import { foldLetters } from "../newsletter/characters.ts";
import { type Catalogue, LANGUAGES, type Language, wordsOf } from "../words/voice.ts";

/** Those of one language, in lower case and without accents. */
export function foldedWords<Key extends string>(
  words: Catalogue<Key>,
  key: Key,
  language: Language,
): readonly string[] {
  return wordsOf(words, key, language).map(foldLetters);
}

/** Those of all languages. */
export function everyWord<Key extends string>(words: Catalogue<Key>, key: Key): ReadonlySet<string> {
  return new Set(LANGUAGES.flatMap((language) => foldedWords(words, key, language)));
}
