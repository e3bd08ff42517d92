/** Watches the life of one connection, and lets it go when there is none. */

import * as ping from "../ping.ts";
import type { Timing } from "../timing.ts";
import type { Connection } from "./connection.ts";
import { watch } from "./liveness.ts";

export interface Watching {
  end(): void;
}

export interface WatchOptions {
  readonly timing: Timing;
  readonly resumed: boolean;
  /** Gives up the requests that have waited too long. */
  readonly expire: (now: number) => void;
}

/** Lets a link go that is half open, a session that is not heard, and requests that nobody answers. */
export function watchLife(made: Connection, { timing, resumed, expire }: WatchOptions): Watching {
  const probe = (): void => {
    if (!made.probe()) made.send(ping.toElement());
  };
  const life = watch({ traffic: () => made.traffic(), probe }, timing, { now: Date.now(), resumed });
  const timer = setInterval(() => {
    expire(Date.now());
    const state = life.look(Date.now());
    if (state === "dead") made.destroy(silence());
    else if (state === "deaf") made.destroy(deafness());
  }, timing.tick);
  timer.unref();
  return { end: () => clearInterval(timer) };
}

/** Nothing was heard for too long. */
export function silence(): Error {
  return Object.assign(new Error("no sign of life"), { name: "TimeoutError" });
}

/** The server hears nothing of what is sent. */
function deafness(): Error {
  return Object.assign(new Error("the server does not hear"), { name: "DeafnessError" });
}
