/** How patient the session is, in ms: what an operator lives with, and what a test may shorten. */

export interface Timing {
  /** The longest that an attempt may take, from the first packet to the session. */
  readonly attempt: number;
  /** Pauses between attempts grow from the first to the longest, and start anew after a stable session. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** How long a session has to last to count as stable. */
  readonly stable: number;
  /** The pause before an attempt that only helps once an operator has acted. */
  readonly slowPause: number;
  /** Silence after which the server is asked for a sign of life. */
  readonly quiet: number;
  /** Silence after which a link that owes us nothing but that sign is given up. */
  readonly dead: number;
  /** How long a session that was resumed has to prove that the server hears it. */
  readonly proof: number;
  /** How often the ones above, and the requests that nobody answers, are looked at. */
  readonly tick: number;
}

export const TIMING: Timing = {
  attempt: 45_000,
  firstPause: 1_000,
  longestPause: 300_000,
  stable: 60_000,
  slowPause: 300_000,
  quiet: 15_000,
  dead: 35_000,
  proof: 10_000,
  tick: 1_000,
};
