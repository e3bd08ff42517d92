/** The nickname in one room: the wanted one, another where that is taken, and the way back to it. */

import type { Alarms } from "./alarm.ts";
import type { RoomTiming } from "./timing.ts";

export interface NicknameOptions {
  readonly wanted: string;
  readonly alarms: Alarms;
  readonly timing: RoomTiming;
  /** Asks the room for the wanted nickname; nothing changes unless the room says so. */
  readonly claim: (wanted: string) => void;
}

export interface Nickname {
  /** The one that the room knows the bot by, or that it tries to enter with. */
  readonly now: () => string;
  /** The wanted one, to enter with. */
  first(): string;
  /** Another to enter with, since the last is taken; nothing when enough were tried. */
  other(): string | undefined;
  /** The room knows the bot by this one. */
  is(nick: string): void;
  /** Somebody else with this nickname is no longer there. */
  freed(nick: string): void;
  /** The bot is not in the room. */
  stop(): void;
}

/** After so many names that are taken the wanted one is tried again, later. */
const NAMES = 6;

export function createNickname({ alarms, timing, claim, ...options }: NicknameOptions): Nickname {
  const alarm = alarms.make();
  const wanted = options.wanted.normalize("NFC");
  let nick = wanted;
  let tried = 0;

  // Services prepare nicknames, each in its way: NFKC (RFC 6122) or NFC (RFC 8265).
  const isWanted = (name: string): boolean => name.normalize("NFKC") === wanted.normalize("NFKC");

  const ask = (): void => {
    alarm.set(timing.nickname, ask);
    claim(wanted);
  };

  return {
    now: () => nick,
    first() {
      tried = 1;
      nick = wanted;
      return nick;
    },
    other() {
      if (tried >= NAMES) return undefined;
      nick = `${wanted}${tried === 1 ? "_" : `-${tried}`}`;
      tried += 1;
      return nick;
    },
    is(name) {
      nick = name;
      if (isWanted(nick)) alarm.stop();
      else alarm.set(timing.nickname, ask);
    },
    freed(name) {
      if (isWanted(name)) ask();
    },
    stop: () => alarm.stop(),
  };
}
