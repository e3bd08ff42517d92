/** Chance that a seed decides: the same seed gives the same run. */

/** Gives numbers of 0 (included) to 1 (excluded). */
export type Random = () => number;

/** Mulberry32: 32 bits of state, good enough to choose faults. */
export function seeded(seed: number): Random {
  let state = Math.trunc(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number of a range, of which both ends are possible. */
export function between([least, most]: readonly [number, number], random: Random): number {
  return least + random() * (most - least);
}

/** One of several, the heavier the likelier. Throws when there is none. */
export function weighted<T extends { readonly weight: number }>(choices: readonly T[], random: Random): T {
  let left = random() * choices.reduce((sum, { weight }) => sum + weight, 0);
  const chosen = choices.find(({ weight }) => (left -= weight) < 0) ?? choices.at(-1);
  if (chosen === undefined) throw new Error("There is nothing to choose from.");
  return chosen;
}

/** Deals cards to the last, then shuffles all of them again. */
export function shuffled<T>(cards: readonly T[], random: Random): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = [...cards];
    const [card] = left.splice(Math.floor(random() * left.length), 1);
    if (card === undefined) throw new Error("There are no cards.");
    return card;
  };
}
