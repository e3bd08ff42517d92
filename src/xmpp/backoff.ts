/** Pauses that grow from attempt to attempt, so that a server in trouble is not run over. */

export interface Backoff {
  /** The next pause in ms. */
  next(): number;
  reset(): void;
}

/** Doubles from `least` to `most` ms, each pause shortened at random by up to a third so that clients do not march in step. */
export function backoff(least: number, most: number, random: () => number = Math.random): Backoff {
  let attempts = 0;
  return {
    next() {
      const pause = Math.min(most, least * 2 ** Math.min(attempts, 30));
      attempts += 1;
      return Math.round(pause * (1 - random() / 3));
    },
    reset() {
      attempts = 0;
    },
  };
}
