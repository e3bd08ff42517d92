/** The door of a room: when the bot knocks, and how long it waits before it knocks again. */

import type { Alarms } from "./alarm.ts";
import type { RoomTiming } from "./timing.ts";
import { CHECK, type Setback, UNSEEN } from "./words.ts";
import type { Sayings } from "../sayings.ts";
import { type Backoff, backoff } from "../xmpp/backoff.ts";

export interface DoorOptions {
  readonly room: string;
  /** Asks to be let in under the wanted nickname; whether that could be sent. */
  readonly knock: () => boolean;
  /** Asks whether the room exists. */
  readonly exists: () => Promise<boolean>;
  /** Whether it is somebody else's room, which the bot never makes: it asks before it knocks. */
  readonly isGuest: boolean;
  readonly complaints: Sayings;
  readonly alarms: Alarms;
  readonly timing: RoomTiming;
  readonly random: () => number;
}

/** A room that is not there so often is told of: a service that starts has its rooms a moment later. */
const MANY = 2;

/** `unseen`: it is not entered before it is known to exist. */
export type Phase = "outside" | "entering" | "in" | "unseen";

export interface Door {
  readonly phase: () => Phase;
  /** Knocks now; where the room may be gone, asks whether it exists. `afresh`: earlier failures do not count. */
  enter(how?: "afresh"): void;
  /** The room let the bot in. */
  opened(): void;
  /** It did not, or put it out. */
  closed(setback: Setback): void;
  /** The bot is wanted inside: by the `room`, which changed what it may do there, or by `anybody`. */
  summoned(by: "room" | "anybody"): void;
  /** The session goes on after an interruption: the time in it is no silence of the room. */
  resumed(): void;
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
  const summonses = backoff(timing.firstPause, timing.slowPause, random);
  let phase: Phase = "outside";
  /** When the bot came in, when it last tried to, and when the room was heard since, in ms. */
  let since = 0;
  let triedAt = 0;
  let heardAt = 0;
  /** When the next try is due by itself; 0 where none is. */
  let dueAt = 0;
  /** How often in a row the room was asked for, and not there. */
  let misses = 0;
  /** How long after a try a summons may make the next. */
  let deaf = summonses.next();

  const wait = (ms: number, what: () => void): void => {
    dueAt = Date.now() + ms;
    next.set(ms, () => {
      dueAt = 0;
      what();
    });
  };

  const waitOutside = (ms: number): void => {
    phase = "outside";
    wait(ms, approach);
  };

  /** The pause after a try; one that came before its turn, because of a summons, changes nothing about the turn. */
  const untilTurn = (turns: Backoff): number => {
    const left = dueAt - Date.now();
    return left > 0 ? Math.max(left, timing.firstPause) : turns.next();
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
    complaints.say("silence", `${room} does not answer; ${CHECK}`);
    waitOutside(pauses.next());
  };

  /** Whoever enters a room that does not exist makes it: so one that may be gone is asked about first. */
  const approach = (): void => {
    if (phase === "unseen" || options.isGuest) inquire();
    else knock();
  };

  const inquire = (): void => {
    phase = "unseen";
    triedAt = Date.now();
    wait(untilTurn(questions), inquire);
    void options.exists().then((isThere) => {
      if (phase !== "unseen") return;
      if (!isThere) return missed();
      dueAt = 0;
      knock();
    });
  };

  /** Of a room of the configuration the operator knows that it was destroyed. */
  const missed = (): void => {
    misses += 1;
    if (options.isGuest && misses === MANY) complaints.say("unseen", `${room} ${UNSEEN}`);
  };

  const begin = (): void => {
    misses = 0;
    pauses.reset();
    if (!options.isGuest) return;
    // After a restart of the service people come back, and the room with them.
    questions.reset();
    dueAt = 0;
  };

  const heedAgain = (): void => {
    summonses.reset();
    deaf = summonses.next();
  };

  return {
    phase: () => phase,
    enter(how) {
      if (how === "afresh") begin();
      approach();
    },
    opened() {
      next.stop();
      dueAt = 0;
      misses = 0;
      for (const each of [slowPauses, questions]) each.reset();
      heedAgain();
      phase = "in";
      since = Date.now();
    },
    closed({ remedy, key, sentence }) {
      if (phase === "in" && Date.now() - since > timing.visit) pauses.reset();
      complaints.say(key, sentence);
      if (remedy !== "gone") return waitOutside(remedy === "slow" ? untilTurn(slowPauses) : pauses.next());
      phase = "unseen";
      questions.reset();
      wait(questions.next(), inquire);
    },
    summoned(by) {
      if (phase !== "outside" && phase !== "unseen") return;
      // At once the first time, but ever more rarely while it leads to nothing: anybody can send an invitation.
      if (by === "room") heedAgain();
      const pause = Math.max(0, triedAt + deaf - Date.now());
      if (Date.now() + pause >= dueAt) return;
      next.set(pause, () => {
        deaf = summonses.next();
        approach();
      });
    },
    resumed() {
      if (phase !== "entering") return;
      triedAt = Date.now();
      heardAt = triedAt;
    },
    heard() {
      heardAt = Date.now();
    },
    stop() {
      next.stop();
      dueAt = 0;
      phase = "outside";
    },
  };
}
