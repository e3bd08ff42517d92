/** The words that call commands, in every language, and what was probably meant by a word that calls none. */

import { distance } from "fastest-levenshtein";
import { foldLetters } from "../newsletter/characters.ts";
import { type Catalogue, LANGUAGES, type Language, wordsOf } from "../words/voice.ts";
import type { Command } from "./command.ts";

export interface Vocabulary {
  /** The command that a line's first words call, in any language, and the words behind them. */
  find(words: readonly string[]): Called | undefined;
  /** The language of the name that a line begins with, where it is a name in no other one. */
  languageOf(words: readonly string[]): Language | undefined;
  /** Names, in that language, of what was probably meant by a word, among the commands that can be. */
  near(word: string, language: Language, canBe: (command: Command) => boolean): readonly string[];
}

export interface Called {
  readonly command: Command;
  readonly args: readonly string[];
}

interface Name {
  readonly text: string;
  readonly language: Language;
  readonly command: Command;
}

/** No name has more words. */
const MOST_WORDS = 3;
/** Of a longer word nobody knows what was meant. */
const LONGEST_WORD = 24;
const MOST_NEAR = 4;
/** So many letters are the beginning of a name. */
const LEAST_BEGINNING = 3;
/** Shorter names of other languages are near to too many words. */
const LEAST_FOREIGN = 6;

export function createVocabulary(commands: readonly Command[]): Vocabulary {
  const all = commands.flatMap((command) =>
    LANGUAGES.flatMap((language) =>
      namesOf(command, language).map((name): Name => ({ text: foldLetters(name), language, command })),
    ),
  );
  /** A name may be one of several languages, but of one command. */
  const byText = Map.groupBy(all, ({ text }) => text);
  /** Only one word is compared: of "who are you", `who` alone says nothing. */
  const single = all.filter(({ text }) => !text.includes(" "));

  /** The names that the words begin with, the longest that there are. */
  const called = (words: readonly string[]): { readonly names: readonly Name[]; readonly count: number } => {
    for (let count = Math.min(MOST_WORDS, words.length); count > 0; count -= 1) {
      const names = byText.get(foldLetters(words.slice(0, count).join(" ")));
      if (names !== undefined) return { names, count };
    }
    return { names: [], count: 0 };
  };

  return {
    find(words) {
      const { names, count } = called(words);
      const [name] = names;
      return name && { command: name.command, args: words.slice(count) };
    },
    languageOf(words) {
      const languages = new Set(called(words).names.map(({ language }) => language));
      const [only] = languages;
      return languages.size === 1 ? only : undefined;
    },
    near(word, language, canBe) {
      const given = foldLetters(word.slice(0, LONGEST_WORD));
      const possible = single.filter(({ command }) => canBe(command));
      const isOwn = (name: Name): boolean => name.language === language || name.language === "en";
      const isLong = ({ text }: Name): boolean => text.length >= LEAST_FOREIGN;
      const own = nearest(given, possible.filter(isOwn));
      // Somebody may have tried it in another language: then the word of that one is meant.
      const meant =
        own.length > 0
          ? own.map(({ command }) => firstName(command, language))
          : nearest(given, possible.filter(isLong)).map((name) => firstName(name.command, name.language));
      return [...new Set(meant)].slice(0, MOST_NEAR);
    },
  };
}

/** What calls a command in a language, the first one as it is written in `help`. */
export function namesOf({ words }: Named, language: Language): readonly string[] {
  return wordsOf(words, "names", language);
}

/** Whatever has names. */
interface Named {
  readonly words: Catalogue<"names">;
}

/** As `help` writes it. */
export function firstName(command: Command, language: Language): string {
  return namesOf(command, language)[0] ?? command.name;
}

/** The names that differ least from a word, if any is near. */
function nearest(given: string, names: readonly Name[]): readonly Name[] {
  const differing = names.map((name) => ({ name, differs: differences(given, name.text) }));
  const least = Math.min(...differing.map(({ differs }) => differs));
  return least === Infinity
    ? []
    : differing.filter(({ differs }) => differs === least).map(({ name }) => name);
}

/** A third of the letters may differ, or they are in another order, or it is how the name begins; else Infinity. */
function differences(given: string, name: string): number {
  if (given.length >= LEAST_BEGINNING && name.startsWith(given)) return 0.5;
  const differs = distance(given, name);
  const most = Math.max(1, Math.floor(name.length / 3));
  return differs <= most || sorted(name) === sorted(given) ? differs : Infinity;
}

function sorted(word: string): string {
  return word.split("").toSorted().join("");
}
