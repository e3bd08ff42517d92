/** How much the bot says to whom: enough for a conversation, too little for a flood. */

export interface Allowance {
  /** How many answers there may be at once, and after how many ms there is one more. */
  readonly burst: number;
  readonly refill: number;
}

export interface Limits {
  /** Whether one more answer to this sender, in this room (or chat), is fine; if it is, it counts. */
  mayAnswer(sender: string, place: string): boolean;
  /** Whether a sender may be told again how to talk to the bot. */
  mayHint(sender: string): boolean;
}

/** Somebody who tries everything in one go is answered; a script is not. */
const SENDER: Allowance = { burst: 20, refill: 3_000 };
const PLACE: Allowance = { burst: 40, refill: 1_000 };
const HINT: Allowance = { burst: 1, refill: 300_000 };
/** Those who spoke longest ago are forgotten: nobody can fill the memory with names. */
const MOST_KNOWN = 1000;

export function createLimits(clock: () => number = Date.now): Limits {
  const senders = buckets(SENDER, clock);
  const places = buckets(PLACE, clock);
  const hints = buckets(HINT, clock);
  return {
    mayAnswer: (sender, place) =>
      senders.has(sender) && places.has(place) && senders.take(sender) && places.take(place),
    mayHint: (sender) => hints.take(sender),
  };
}

/** Token buckets by name. */
function buckets({ burst, refill }: Allowance, clock: () => number) {
  const known = new Map<string, { tokens: number; at: number }>();
  const level = (name: string): number => {
    const bucket = known.get(name);
    return bucket === undefined ? burst : Math.min(burst, bucket.tokens + (clock() - bucket.at) / refill);
  };
  return {
    has: (name: string): boolean => level(name) >= 1,
    take(name: string): boolean {
      const tokens = level(name);
      if (tokens < 1) return false;
      known.delete(name);
      known.set(name, { tokens: tokens - 1, at: clock() });
      const oldest = known.size > MOST_KNOWN ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      return true;
    },
  };
}
