/** XEP-0198: what a server remembers of a session, so that it can be resumed, and which stanzas were acknowledged. */

import { randomUUID } from "node:crypto";

export interface Remembered {
  readonly id: string;
  readonly jid: string;
  /** Stanzas of the client that were handled. */
  handled(): number;
  handle(): void;
  /** Keeps a stanza until it is acknowledged. */
  keep(stanza: string): void;
  /** The client says how many it has handled. Throws for a number that cannot be. */
  acknowledge(h: number): void;
  /** How many stanzas the client has acknowledged so far. */
  acknowledged(): number;
  /** What the client has not acknowledged, in order. */
  kept(): readonly string[];
}

export function remember(jid: string): Remembered {
  let handled = 0;
  let acknowledged = 0;
  const kept: string[] = [];
  return {
    id: randomUUID(),
    jid,
    handled: () => handled,
    handle: () => void (handled += 1),
    keep: (stanza) => void kept.push(stanza),
    acknowledge(h) {
      const more = h - acknowledged;
      if (!Number.isInteger(h) || more < 0 || more > kept.length) {
        throw new Error(
          `${h} stanzas were acknowledged, ${acknowledged} to ${acknowledged + kept.length} can be`,
        );
      }
      kept.splice(0, more);
      acknowledged = h;
    },
    acknowledged: () => acknowledged,
    kept: () => [...kept],
  };
}
