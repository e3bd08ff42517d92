/** The door of a room: when the bot knocks, and how long it waits before it knocks again. */

import type { Alarms } from "./alarm.ts";
import type { RoomTiming } from "./timing.ts";
import type { Setback } from "./words.ts";
import type { Sayings } from "../sayings.ts";
import { backoff } from "../xmpp/backoff.ts";

export interface DoorOptions {
  readonly room: string;
  /** Asks to be let in under the wanted nickname; whether that could be sent. */
  readonly knock: () => boolean;
  /** Asks whether the room exists. */
  readonly exists: () => Promise<boolean>;
  readonly complaints: Sayings;
  readonly alarms: Alarms;
  readonly timing: RoomTiming;
  readonly random: () => number;
}

/** `destroyed`: it is not entered before it exists again. */
export type Phase = "outside" | "entering" | "in" | "destroyed";

export interface Door {
  readonly phase: () => Phase;
  /** Knocks now; where the room was destroyed, asks whether it exists. `afresh`: earlier failures do not count. */
  enter(how?: "afresh"): void;
  /** The room let the bot in. */
  opened(): void;
  /** It did not, or put it out. */
  closed(setback: Setback): void;
  /** Somebody lets the bot in, or wants it in. */
  summoned(): void;
  /** The room gave a sign of life. */
  heard(): void;
  stop(): void;
}

export function createDoor(options: DoorOptions): Door {
  const { room, complaints, timing, random } = options;
  const next = options.alarms.make();
  const pauses = backoff(timing.firstPause, timing.longestPause, random);
  const slowPauses = backoff(timing.slowPause, timing.longestSlowPause, random);
  const questions = backoff(timing.firstPause, timing.longestSlowPause, random);
  let phase: Phase = "outside";
  /** When the bot came in, when it last tried to, and when the room was heard since, in ms. */
  let since = 0;
  let triedAt = 0;
  let heardAt = 0;

  const waitOutside = (ms: number): void => {
    phase = "outside";
    next.set(ms, knock);
  };

  const knock = (): void => {
    phase = "entering";
    triedAt = Date.now();
    heardAt = triedAt;
    if (options.knock()) next.set(timing.patience, listen);
    else waitOutside(pauses.next());
  };

  /** A large room takes its time to show all of its occupants, with the bot as the last. */
  const listen = (): void => {
    const left = Math.min(heardAt + timing.patience, triedAt + timing.longestPause) - Date.now();
    if (left > 0) return next.set(left, listen);
    complaints.say("silence", `${room} does not answer; check the room's JID in NEWSSTAND_ROOMS`);
    waitOutside(pauses.next());
  };

  /** Whoever enters a room that does not exist makes it: so a destroyed one is asked about first. */
  const inquire = (): void => {
    triedAt = Date.now();
    next.set(questions.next(), inquire);
    void options.exists().then((isThere) => {
      if (isThere && phase === "destroyed") knock();
    });
  };

  return {
    phase: () => phase,
    enter(how) {
      if (how === "afresh") pauses.reset();
      if (phase === "destroyed") inquire();
      else knock();
    },
    opened() {
      next.stop();
      slowPauses.reset();
      phase = "in";
      since = Date.now();
    },
    closed({ remedy, key, sentence }) {
      if (phase === "in" && Date.now() - since > timing.visit) pauses.reset();
      complaints.say(key, sentence);
      if (remedy !== "gone") return waitOutside((remedy === "slow" ? slowPauses : pauses).next());
      phase = "destroyed";
      questions.reset();
      next.set(questions.next(), inquire);
    },
    summoned() {
      // At once, but not oftener than by itself: anybody can send an invitation.
      const pause = Math.max(0, triedAt + timing.firstPause - Date.now());
      if (phase === "outside") next.set(pause, knock);
      else if (phase === "destroyed") next.set(pause, inquire);
    },
    heard() {
      heardAt = Date.now();
    },
    stop() {
      next.stop();
      phase = "outside";
    },
  };
}
