/** Whether a link still carries what is sent, and the server still hears it: only an answer of the server's proves both. */

import type { Timing } from "../timing.ts";

/** What is watched. */
export interface Link {
  readonly traffic: () => Traffic;
  /** How many bytes have gone out that wait for an answer of their own. */
  readonly owed: () => number;
  /** Asks for a sign of life that the server has to give. */
  readonly probe: () => void;
}

export interface Traffic {
  /** Bytes that arrived on this connection so far, and bytes that were written to it. */
  readonly received: number;
  readonly sent: number;
  /** How often the server answered to something that it was sent. */
  readonly answers: number;
}

/** What the slowest packaged rate limit reads in a second, in bytes: a sign of life waits behind what was sent before. */
const SLOWEST = 2_000;
/** The longest that an answer is waited for, in ms, however much is on its way. */
const LONGEST = 600_000;

/** `dead`: nothing arrives. `deaf`: something does, but no answer: the server does not hear this session any more. */
export type Life = "alive" | "dead" | "deaf";

export interface Watch {
  /** Looks at the link now, and asks for a sign of life where one is due. */
  look(now: number): Life;
}

/**
 * Watches a link from `now`, in ms. What others say to the bot is no answer, and traffic of its own delays nothing, so that
 * neither a black hole nor a deaf server is hidden by them. A slow link is given time for what is on its way.
 *
 * A session that was resumed has to prove itself at once: Prosody 0.12 reads what follows a resumption as the rest of a
 * stanza that was cut in the middle, and then hears nothing for ever.
 */
export function watch(
  link: Link,
  { quiet, dead, proof }: Pick<Timing, "quiet" | "dead" | "proof">,
  { now, resumed }: { readonly now: number; readonly resumed: boolean },
): Watch {
  const first = link.traffic();
  let last = first;
  let since = now;
  let probed: Traffic | undefined;

  const probe = (): void => {
    probed = link.traffic();
    link.probe();
  };
  if (resumed) probe();

  return {
    look(at) {
      const traffic = link.traffic();
      if (traffic.answers !== last.answers) [last, since, probed] = [traffic, at, undefined];
      const proven = last.answers > first.answers;
      // The server reads what was sent before it was asked; what is sent since does not delay its answer.
      const before = (probed ?? traffic).sent - last.sent;
      // While a session has to prove itself, what it is owed has not been sent again.
      const isProving = resumed && !proven;
      const unread = isProving ? before : Math.max(before, link.owed());
      const reading = ((unread + traffic.received - last.received) / SLOWEST) * 1000;
      const patience = isProving ? proof + reading : Math.max(dead, quiet + reading);
      if (at - since >= Math.min(patience, LONGEST)) {
        const heard = traffic.received > (probed ?? last).received;
        return heard || isProving ? "deaf" : "dead";
      }
      if (at - since >= quiet && probed === undefined) probe();
      return "alive";
    },
  };
}
