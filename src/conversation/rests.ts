/** The rests of lists, for `more`: the latest one of each person, for a while. */

import type { Listing } from "../commands/command.ts";
import { createShortMemory } from "./short-memory.ts";

export interface Rests {
  /** Keeps what is left of a list for somebody who goes by these names: in a room, and elsewhere. */
  keep(names: readonly string[], rest: Listing | undefined): void;
  /** Gives it to whoever goes by one of these names; it is gone then. */
  take(names: readonly string[]): Listing | undefined;
}

interface Rest {
  readonly names: readonly string[];
  readonly listing: Listing;
}

/** In ms. */
const HALF_AN_HOUR = 1_800_000;
const MOST_KEPT = 400;

/** `now` is in ms. */
export function createRests(now: () => number): Rests {
  const kept = createShortMemory<Rest>({ most: MOST_KEPT, age: HALF_AN_HOUR, now });
  const forget = (names: readonly string[]): void => {
    for (const name of names) for (const each of kept.get(name)?.names ?? []) kept.forget(each);
  };
  return {
    keep(names, listing) {
      if (listing === undefined) return;
      forget(names);
      for (const name of names) kept.set(name, { names, listing });
    },
    take(names) {
      const found = names.map((name) => kept.get(name)).find((rest) => rest !== undefined);
      if (found !== undefined) forget(found.names);
      return found?.listing;
    },
  };
}
