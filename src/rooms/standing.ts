/** What the bot may do in one room, and what the operator is told when that changes. */

import type { Log } from "../log.ts";

export interface Standing {
  /** What the account may lastingly do: `owner`, `admin`, `member`, `none` or `outcast`. */
  readonly affiliation: string | undefined;
  /** What the occupant may do in this visit: `moderator`, `participant` or `visitor`. */
  readonly role: string | undefined;
}

export interface StandingRecord {
  readonly now: () => Standing;
  /** The room said so; what it left out is as before. */
  is(told: Standing): void;
  /** As `is`, but the operator knows already. */
  note(told: Standing): void;
}

export function createStanding(room: string, log: Log): StandingRecord {
  let known: Standing = { affiliation: undefined, role: undefined };
  const note = ({ affiliation = known.affiliation, role = known.role }: Standing): void => {
    known = { affiliation, role };
  };
  return {
    now: () => known,
    note,
    is(told) {
      const before = known;
      note(told);
      for (const sentence of sentences(room, before, known))
        log[known.role === "visitor" ? "warn" : "info"](sentence);
    },
  };
}

/** What is worth telling of a change; on the first visit, only that the bot may not speak. */
function sentences(room: string, before: Standing, now: Standing): readonly string[] {
  return [affiliationSentence(room, before, now), roleSentence(room, before, now)].filter(
    (sentence) => sentence !== undefined,
  );
}

function affiliationSentence(room: string, before: Standing, { affiliation }: Standing): string | undefined {
  if (before.affiliation === undefined || before.affiliation === affiliation) return undefined;
  switch (affiliation) {
    case "owner":
    case "admin":
      return `the bot is now an ${affiliation} of ${room}`;
    case "member":
      return `the bot is now a member of ${room}`;
    case "outcast":
      return `the bot is now banned from ${room}`;
    default:
      return before.affiliation === "outcast"
        ? `the bot is no longer banned from ${room}`
        : `the bot has no affiliation with ${room} any more; it was ${before.affiliation}`;
  }
}

function roleSentence(room: string, before: Standing, { role }: Standing): string | undefined {
  if (before.role === role) return undefined;
  if (role === "visitor")
    return `the bot has no voice in ${room}: nobody hears its answers until a moderator gives it voice`;
  if (before.role === "visitor") return `the bot has its voice in ${room} again`;
  if (before.role === undefined) return undefined;
  if (role === "moderator") return `the bot is now a moderator of ${room}`;
  return before.role === "moderator" ? `the bot is no longer a moderator of ${room}` : undefined;
}
