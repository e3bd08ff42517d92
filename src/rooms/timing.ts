/** How patient the bot is with a room, in ms: what an operator lives with, and what a test may shorten. */

export interface RoomTiming {
  /** How long a room that is being entered may be silent before it is asked again. */
  readonly patience: number;
  /** Pauses before entering again grow from the first to the longest, and start anew after a visit of some length. */
  readonly firstPause: number;
  readonly longestPause: number;
  readonly visit: number;
  /**
   * The same where somebody has to act first: a ban, a room for members. Questions after a destroyed room end there, too; a
   * room that is not entered after an invitation heeds no other for up to the slow pause.
   */
  readonly slowPause: number;
  readonly longestSlowPause: number;
  /** Silence of a room after which it is asked whether the bot is still in. */
  readonly silence: number;
  /** When that question, unanswered or answered in doubt, is asked again; pauses grow from here to the longest. */
  readonly doubt: number;
  /** How often the wanted nickname is tried where the bot has another. */
  readonly nickname: number;
}

export const ROOM_TIMING: RoomTiming = {
  patience: 60_000,
  firstPause: 5_000,
  longestPause: 600_000,
  visit: 300_000,
  slowPause: 600_000,
  longestSlowPause: 3_600_000,
  silence: 120_000,
  doubt: 15_000,
  nickname: 600_000,
};
