/** The words that people have for languages: their codes, and their names in six languages. */

import { foldLetters } from "../newsletter/characters.ts";
import type { News } from "./news-desk.ts";
import { LANGUAGES, toLanguage, voiceOf } from "../words/voice.ts";

/** The names of a language in all of the bot's, by its code; there are no more codes than languages in the world. */
const names = new Map<string, readonly string[]>();
/** A language, perhaps with a script or a region. */
const CODE = /^[a-z]{2}(?:-(?:[a-z]{2}|[a-z]{4}|\d{3}))?$/u;
/** Codes that `Intl` has a name for. */
const codes = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/**
 * The language (BCP 47) that a word names: one of `there` if that can be, without its region where `there` has a region, or
 * any other that there is in the world, so that one can say that nothing is written in it.
 */
export function readLanguage(word: string, there: readonly string[]): string | undefined {
  const wanted = foldLetters(word.slice(0, 40));
  const known =
    there.find((language) => language.toLowerCase() === wanted) ??
    there.find((language) => language.toLowerCase().startsWith(`${wanted}-`)) ??
    there.find((language) => namesOf(language).includes(wanted)) ??
    LANGUAGES.find((language) => namesOf(language).includes(wanted));
  if (known !== undefined) return known;
  return CODE.test(wanted) && codes.of(wanted) !== undefined ? wanted : worldwide().get(wanted);
}

let languages: ReadonlyMap<string, string> | undefined;

/** The languages of the world that have a code of two letters, by their names. */
function worldwide(): ReadonlyMap<string, string> {
  const letters = Array.from("abcdefghijklmnopqrstuvwxyz");
  languages ??= new Map(
    letters
      .flatMap((first) => letters.map((second) => `${first}${second}`))
      .filter((code) => codes.of(code) !== undefined)
      .flatMap((code) => namesOf(code).map((name) => [name, code] as const)),
  );
  return languages;
}

function namesOf(language: string): readonly string[] {
  const known = names.get(language);
  if (known !== undefined) return known;
  const tags = [language, toLanguage(language) ?? language];
  const made = LANGUAGES.map(voiceOf).flatMap((voice) =>
    tags.map((tag) => foldLetters(voice.languageName(tag))),
  );
  names.set(language, made);
  return made;
}

/** The languages that there are issues in, the main one first. */
export async function languagesThere(news: News): Promise<readonly string[]> {
  const { results } = await news.issues({ limit: Infinity });
  const there = [...new Set(results.map(({ language }) => language))].toSorted();
  const isMain = (language: string): boolean => language === news.language;
  return [...there.filter(isMain), ...there.filter((language) => !isMain(language))];
}
