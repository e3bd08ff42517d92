/**
 * The language of an answer: that of the question, else of the room, else of the word that was used, else English. `en` is a weak
 * sign: Prosody and ejabberd write it into every message that names no language, and say it of rooms where nobody chose one.
 */

import { type Language, toLanguage, type Voice, voiceOf } from "../words/voice.ts";

/** Language tags (BCP 47), from whoever says them. */
export interface Signs {
  /** `xml:lang` of the question. */
  readonly question: string | undefined;
  /** What the operator chose for the room. */
  readonly chosen: string | undefined;
  /** What the room says of itself. */
  readonly room: string | undefined;
  /** The language of the command's name, where it is one in no other. */
  readonly word: Language | undefined;
}

/** English is believed where the word agrees, or where nothing else is said. */
export function voiceFor({ question, chosen, room, word }: Signs): Voice {
  const [asked, roomSays] = [toLanguage(question), toLanguage(room)];
  if (asked !== undefined && (asked !== "en" || word === "en")) return voiceOf(asked);
  const said = roomSays === "en" ? undefined : roomSays;
  return voiceOf(toLanguage(chosen) ?? said ?? word ?? "en");
}
