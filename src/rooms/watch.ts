/** Notices that a room has forgotten the bot without telling: it is asked after silence, and whenever there is doubt. */

import type { Alarms } from "./alarm.ts";
import type { Log } from "../log.ts";
import type { RoomTiming } from "./timing.ts";
import { backoff } from "../xmpp/backoff.ts";
import { SessionError } from "../xmpp/failure.ts";
import { type SelfPing, selfPing } from "../xmpp/selfping.ts";
import type { Requester } from "../xmpp/stanza.ts";

export interface WatchOptions {
  readonly xmpp: Requester;
  readonly room: string;
  /** The nickname that the room knows the bot by. */
  readonly nick: () => string;
  readonly log: Log;
  readonly alarms: Alarms;
  readonly timing: RoomTiming;
  readonly random: () => number;
  /** The bot is in: the room said so, or gave a sign of life. */
  readonly kept: () => void;
  /** The room does not know the bot. `again`: it said so the last time, too, although it had let the bot in. */
  readonly lost: (error: Error | undefined, again: boolean) => void;
}

/** All of it is about the present visit. */
export interface Watch {
  /** A visit begins. */
  start(): void;
  /** It ends; an answer that comes later does not count. */
  stop(): void;
  /** The room gave a sign of life. */
  heard(): void;
  /** Asks at once, unless a question is on its way. */
  ask(): void;
}

/** So many questions without an answer are told. */
const MANY = 2;

export function createWatch({
  xmpp,
  room,
  nick,
  log,
  alarms,
  timing,
  random,
  kept,
  lost,
}: WatchOptions): Watch {
  const alarm = alarms.make();
  // Grows where a room lets the bot in and denies it afterwards: nobody is helped by entering every two minutes.
  const silences = backoff(timing.silence, timing.longestSlowPause, random);
  const doubts = backoff(timing.doubt, timing.longestPause, random);
  let silence = 0;
  let heardAt = 0;
  let question: symbol | undefined;
  let unanswered = 0;
  let renamed = false;
  let denied = false;

  const look = (): void => {
    const left = heardAt + silence - Date.now();
    if (left > 0) alarm.set(left, look);
    else ask();
  };

  const rest = (): void => {
    heardAt = Date.now();
    silence = silences.next();
    alarm.set(silence, look);
  };

  const ask = (): void => {
    if (question !== undefined) return;
    const asked = Symbol(room);
    question = asked;
    void selfPing(xmpp, `${room}/${nick()}`).then((answer) => {
      if (question !== asked) return;
      question = undefined;
      judge(answer);
    });
  };

  const judge = ({ verdict, error }: SelfPing): void => {
    switch (verdict) {
      case "in":
        denied = false;
        silences.reset();
        return believe();
      case "renamed":
        // Twice: no change of nickname takes that long, and services say the same of a room that does not exist.
        if (renamed) return deny(error);
        renamed = true;
        return alarm.set(timing.doubt, ask);
      case "out":
        return deny(error);
      case "unknown":
        return doubt(error);
    }
  };

  const believe = (): void => {
    if (unanswered >= MANY) log.info(`${room} answers again`);
    unanswered = 0;
    renamed = false;
    doubts.reset();
    rest();
    kept();
  };

  const deny = (error: Error | undefined): void => {
    // Whoever was told that the room does not answer is told what came of it.
    const again = denied && unanswered < MANY;
    denied = true;
    lost(error, again);
  };

  const doubt = (error: Error | undefined): void => {
    alarm.set(doubts.next(), ask);
    // A session that ends says nothing about the room; the next one, or its resumption, asks again.
    if (error instanceof SessionError && error.lost) return;
    unanswered += 1;
    if (unanswered === MANY)
      log.warn(`whether the bot is still in ${room} is unknown, it is asked again: ${error?.message ?? ""}`);
  };

  return {
    start() {
      question = undefined;
      unanswered = 0;
      renamed = false;
      doubts.reset();
      rest();
    },
    stop() {
      question = undefined;
      alarm.stop();
    },
    heard() {
      heardAt = Date.now();
      if (unanswered > 0) believe();
      else kept();
    },
    ask,
  };
}
