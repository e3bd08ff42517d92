/** What the bot has said, by the ids that it gave and those that rooms gave (XEP-0359). */

import type { Reflection } from "./utterance-reader.ts";
import { createShortMemory, keyOf } from "./short-memory.ts";

export interface OwnMessages {
  /** The bot says something, in a room, or to somebody, by bare JID. */
  said(place: string, id: string): void;
  /** A room shows the bot a message of its own. */
  reflected(message: Reflection): void;
  isOurs(place: string, id: string): boolean;
  /** Tells what a room calls a message of the bot, which has an id of its own: now, or as soon as the room shows the message. */
  whenReflected(room: string, id: string, tell: (name: string) => void): void;
}

const MOST_KNOWN = 2000;
/** Somebody may reply to an announcement a day later. */
const DAY = 86_400_000;
const MOST_AWAITED = 1000;
/** In ms; a room that has not shown a message until then does not have it. */
const HOUR = 3_600_000;

/** `now` is in ms. */
export function createOwnMessages(now: () => number): OwnMessages {
  const ours = createShortMemory<true>({ most: MOST_KNOWN, age: DAY, now });
  const given = createShortMemory<string>({ most: MOST_AWAITED, age: HOUR, now });
  const awaited = createShortMemory<(name: string) => void>({ most: MOST_AWAITED, age: HOUR, now });
  return {
    said: (place, id) => ours.set(keyOf(place, id), true),
    reflected({ room, id, stanzaId }) {
      for (const each of [id, stanzaId]) if (each !== undefined) ours.set(keyOf(room, each), true);
      if (id === undefined) return;
      const key = keyOf(room, id);
      const name = stanzaId ?? id;
      given.set(key, name);
      awaited.get(key)?.(name);
      awaited.forget(key);
    },
    isOurs: (place, id) => ours.get(keyOf(place, id)) !== undefined,
    whenReflected(room, id, tell) {
      const key = keyOf(room, id);
      const name = given.get(key);
      if (name === undefined) awaited.set(key, tell);
      else tell(name);
    },
  };
}
