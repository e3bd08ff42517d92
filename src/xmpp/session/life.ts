/** Watches the life of one connection, and lets it go when there is none. */

import * as ping from "../ping.ts";
import type { Timing } from "../timing.ts";
import type { Connection } from "./connection.ts";
import { watch } from "./liveness.ts";
import type { Requests } from "./requests.ts";

export interface Watching {
  end(): void;
}

export interface WatchOptions {
  readonly timing: Timing;
  readonly resumed: boolean;
  readonly requests: Pick<Requests, "expire" | "owed">;
}

/** Lets a link go that is half open, a session that is not heard, and requests that nobody answers. */
export function watchLife(made: Connection, { timing, resumed, requests }: WatchOptions): Watching {
  const probe = (): void => {
    if (!made.probe()) made.send(ping.toElement());
  };
  const link = { traffic: () => made.traffic(), owed: requests.owed, probe };
  const life = watch(link, timing, { now: Date.now(), resumed });
  const timer = setInterval(() => {
    requests.expire(Date.now());
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
