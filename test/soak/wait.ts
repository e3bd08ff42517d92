/** Waiting: for some time, for something to become true, and no longer than a deadline. */

import { setTimeout as pause } from "node:timers/promises";

/** Looks every so many ms. Gives whether it became true before the deadline (in ms). */
export async function until(
  look: () => boolean | Promise<boolean>,
  deadline: number,
  every = 200,
): Promise<boolean> {
  for (const end = Date.now() + deadline; ;) {
    if (await look()) return true;
    if (Date.now() >= end) return false;
    await pause(every);
  }
}

/** Fails when a promise takes longer than so many ms: `what` names it. */
export function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms.`)), ms);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
