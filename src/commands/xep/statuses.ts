/** The statuses of XEPs: their official names, and the words for them in any language. */

import { distance } from "fastest-levenshtein";
import { foldLetters } from "../../newsletter/characters.ts";
import { statuses } from "../../words/statuses.ts";
import { LANGUAGES, type Voice, wordsOf } from "../../words/voice.ts";
import { foldedWords } from "../synonyms.ts";
import { line } from "../text.ts";

/** The official names, as XEP-0001 has them, in the order in which an answer counts them. */
export const STATUSES = [
  "Stable",
  "Final",
  "Active",
  "Proposed",
  "Experimental",
  "Deferred",
  "Deprecated",
  "Obsolete",
  "Retracted",
  "Rejected",
] as const;
export type Status = (typeof STATUSES)[number];

const LONGEST_STATUS = 60;
/** Of a longer word nobody knows what was meant. */
const LONGEST_WORD = 24;

const BY_WORD: ReadonlyMap<string, Status> = new Map(
  // The words of an earlier language count where a later one has them too.
  LANGUAGES.toReversed().flatMap((language) =>
    STATUSES.flatMap((status) =>
      foldedWords(statuses, status, language).map((word): [string, Status] => [word, status]),
    ),
  ),
);

/** The status that a word of any language stands for, or nearly does. */
export function parseStatus(text: string): Status | undefined {
  if (text.length > LONGEST_WORD) return undefined;
  const word = foldLetters(text);
  const exact = BY_WORD.get(word);
  if (exact !== undefined) return exact;
  const near = [...BY_WORD].filter(([known]) => distance(word, known) <= Math.floor(known.length / 5));
  const found = new Set(near.map(([, status]) => status));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/** `stabil`: in the voice's language. */
export function statusWord({ language }: Voice, status: Status): string {
  return wordsOf(statuses, status, language)[0] ?? status;
}

/** `stabil (Stable)`: in the voice's language, and officially where that is another word. */
export function statusIn(voice: Voice, status: string): string {
  const official = line(status, LONGEST_STATUS);
  const known = STATUSES.find((each) => each === status);
  const said = known === undefined ? official : statusWord(voice, known);
  return foldLetters(said) === foldLetters(official) ? said : `${said} (${official})`;
}
