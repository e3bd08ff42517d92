/** Opens a room that the bot made: until its defaults are accepted, nobody else can enter it. */

import type { Alarms } from "./alarm.ts";
import type { Log } from "../log.ts";
import type { RoomTiming } from "./timing.ts";
import { backoff } from "../xmpp/backoff.ts";
import { SessionError } from "../xmpp/failure.ts";
import { acceptDefaults } from "../xmpp/muc.ts";
import type { Requester } from "../xmpp/stanza.ts";

export interface OpeningOptions {
  readonly xmpp: Requester;
  readonly room: string;
  readonly log: Log;
  readonly alarms: Alarms;
  readonly timing: RoomTiming;
  readonly random: () => number;
}

export interface Opening {
  /** The bot has just made the room. */
  start(): void;
  /** A visit begins: what the one before did not bring to its end goes on. */
  resume(): void;
  /** The visit ends. */
  stop(): void;
}

/** A room that refuses so often has its reasons. */
const TRIES = 6;

export function createOpening({ xmpp, room, log, alarms, timing, random }: OpeningOptions): Opening {
  const alarm = alarms.make();
  const pauses = backoff(timing.firstPause, timing.longestPause, random);
  /** Tries that are left; none where the room is open, or given up. */
  let left = 0;
  let request: symbol | undefined;

  const attempt = (): void => {
    const mine = Symbol(room);
    request = mine;
    void acceptDefaults(xmpp, room).then(
      () => request === mine && opened(),
      (error: unknown) => request === mine && failed(error),
    );
  };

  const opened = (): void => {
    if (left < TRIES) log.info(`${room} is open to others`);
    left = 0;
  };

  const failed = (error: unknown): void => {
    // A session that ends says nothing about the room; the next visit goes on.
    if (error instanceof SessionError && error.lost) return;
    left -= 1;
    if (left === TRIES - 1) log.warn(`${room} cannot be opened to others; it is tried again`, { error });
    if (left > 0) return alarm.set(pauses.next(), attempt);
    const advice = "with another client, the bot's account can accept the room's configuration";
    log.warn(`${room} stays closed to others, and is not tried again; ${advice}`, { error });
  };

  return {
    start() {
      log.info(`${room} did not exist: it was created with the service's defaults`);
      left = TRIES;
      pauses.reset();
      attempt();
    },
    resume() {
      if (left > 0) attempt();
    },
    stop() {
      request = undefined;
      alarm.stop();
    },
  };
}
