/** An allowance by name: so much at once and more after a while; who used it up waits until there is a good part of it again. */

import { createShortMemory } from "./short-memory.ts";

export interface Allowance {
  /** How many there may be at once, and after how many ms there is one more. */
  readonly burst: number;
  readonly refill: number;
  /** How many there have to be again once all are used up; 1 without it. */
  readonly resume?: number;
}

/** `spent`: nothing is left, and nobody was told yet. `closed`: somebody was, and there is not enough again. */
export type Level = "open" | "spent" | "closed";

export interface Allowances {
  level(name: string): Level;
  /** Uses one; whether there was one. */
  take(name: string): boolean;
  /** Closes one that is spent until there is enough again. */
  close(name: string): void;
}

/** Those who were active longest ago are forgotten: nobody can fill the memory with names. */
const MOST_KNOWN = 1000;

interface Bucket {
  readonly tokens: number;
  readonly at: number;
  readonly isClosed: boolean;
}

/** Token buckets by name. `now` is in ms. */
export function createAllowances(
  { burst, refill, resume = 1 }: Allowance,
  now: () => number = Date.now,
): Allowances {
  const known = createShortMemory<Bucket>({ most: MOST_KNOWN, age: Infinity, now });
  const tokensOf = (name: string): number => {
    const bucket = known.get(name);
    return bucket === undefined ? burst : Math.min(burst, bucket.tokens + (now() - bucket.at) / refill);
  };
  const note = (name: string, tokens: number, isClosed: boolean): void =>
    known.set(name, { tokens, at: now(), isClosed });
  const level = (name: string): Level => {
    const tokens = tokensOf(name);
    if (known.get(name)?.isClosed === true && tokens < resume) return "closed";
    return tokens < 1 ? "spent" : "open";
  };
  return {
    level,
    take(name) {
      if (level(name) !== "open") return false;
      note(name, tokensOf(name) - 1, false);
      return true;
    },
    close: (name) => note(name, tokensOf(name), true),
  };
}
