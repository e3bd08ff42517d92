/** Whether something is said for the first time, or is delivered again after an interruption. */

import { bare } from "../xmpp/jid.ts";
import { createShortMemory, keyOf } from "./short-memory.ts";
import type { Utterance } from "./utterance.ts";

export interface Firsts {
  /** From now on it is not the first time. */
  isFirst(person: string, utterance: Utterance): boolean;
}

const MOST_KNOWN = 2000;
/** In ms. */
const HOUR = 3_600_000;
/** Some clients count their messages anew in each session: the same id with other words is another message. */
const BEGINNING = 100;

/** `now` is in ms. */
export function createFirsts(now: () => number): Firsts {
  const heard = createShortMemory<true>({ most: MOST_KNOWN, age: HOUR, now });
  return {
    isFirst(person, { from, id, stanzaId, text }) {
      const keys = [
        ...(id === undefined ? [] : [keyOf("sent", person, id, text.slice(0, BEGINNING))]),
        ...(stanzaId === undefined ? [] : [keyOf("stanza", bare(from), stanzaId)]),
      ];
      const isKnown = keys.some((key) => heard.get(key) !== undefined);
      for (const key of keys) heard.set(key, true);
      return !isKnown;
    },
  };
}
