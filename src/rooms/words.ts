/** What the operator is told of a room, and what can be done about it. */

import { type RoomPresence, STATUS } from "../xmpp/muc.ts";

/**
 * What an end or a refusal asks for. `soon`: it may pass by itself. `slow`: somebody has to act, so ask at long
 * intervals. `gone`: the room was destroyed, and is not to be made again by the bot.
 */
export type Remedy = "soon" | "slow" | "gone";

export interface Setback {
  readonly remedy: Remedy;
  /** The same for all ways in which the operator could be told of the same trouble. */
  readonly key: string;
  /** What happened. */
  readonly event: string;
  /** The same, and what can be done about it. */
  readonly sentence: string;
}

const UNBAN = "an admin of the room can lift the ban";
const MEMBER = "an admin of the room can make the bot's account a member";
/** Rooms stand there in several places: those of the answers, of the announcements, of the editors. */
export const CHECK = "check the room's JID in the configuration";

/** Of a room that the bot was invited to. */
export const UNSEEN = "does not exist, or its service cannot be asked; the bot comes as soon as it is there";

/** XEP-0045, section 7.2: why a room lets nobody in, by the condition of the error. */
const REFUSALS: ReadonlyMap<string, readonly [Remedy, string]> = new Map([
  ["conflict", ["soon", "others have every nickname that was tried; NEWSSTAND_NICK can name another"]],
  ["forbidden", ["slow", `the bot is banned; ${UNBAN}`]],
  ["registration-required", ["slow", `the room is for members only; ${MEMBER}`]],
  [
    "not-authorized",
    ["slow", "the room has a password, and the bot has not; an owner of it can take it away"],
  ],
  ["not-allowed", ["slow", `the room does not exist, and the bot may not create it; create it, or ${CHECK}`]],
  ["item-not-found", ["soon", `the room does not exist, or is still being made; create it, or ${CHECK}`]],
  ["gone", ["gone", "the room was destroyed; the bot comes when it exists again"]],
  ["resource-constraint", ["soon", "the room or its service is full; an owner of the room can let more in"]],
  ["service-unavailable", ["soon", `the room has as many occupants as it takes, or there is none; ${CHECK}`]],
  ["remote-server-not-found", ["soon", `its server cannot be found; ${CHECK}`]],
  ["remote-server-timeout", ["soon", "its server does not answer; it is asked again"]],
  ["jid-malformed", ["slow", `${CHECK}, and NEWSSTAND_NICK`]],
  [
    "not-acceptable",
    ["slow", "the room takes the bot only under its registered nickname; NEWSSTAND_NICK can name that"],
  ],
] satisfies readonly (readonly [string, readonly [Remedy, string]])[]);

/** A presence of type `error`: the room does not let the bot in. */
export function refusal({ room, error, venue }: RoomPresence): Setback {
  const condition = error?.condition ?? "undefined-condition";
  const [remedy, advice] = REFUSALS.get(condition) ?? ["soon", "it is asked again"];
  const event = error?.message ?? `${room} does not let the bot in`;
  return { remedy, key: condition, event, sentence: `${event}; ${advice}${toVenue(venue)}` };
}

/** XEP-0045, sections 8.2, 9.1, 9.3, 10.9 and 15.6.2: why the bot is out; a key is the condition that the next try will meet. */
export function removal({ room, statuses, destroyed, reason, venue }: RoomPresence): Setback {
  const told = (key: string, remedy: Remedy, why: string, advice = ""): Setback => {
    const event = `no longer in ${room}, ${why}${reason ? `: ${reason}` : ""}`;
    return { remedy, key, event, sentence: `${event}${advice && `; ${advice}`}` };
  };
  if (destroyed)
    return told("gone", "gone", "which was destroyed", `the bot comes when it exists again${toVenue(venue)}`);
  if (statuses.includes(STATUS.banned)) return told("forbidden", "slow", "banned from it", UNBAN);
  // A technical failure is a kick, too, but nobody meant it.
  if (statuses.includes(STATUS.failure)) return told("failure", "soon", "by a technical failure");
  if (statuses.includes(STATUS.kicked)) return told("kicked", "soon", "kicked out of it");
  if (statuses.includes(STATUS.affiliationLost))
    return told("registration-required", "slow", "its affiliation was taken away", MEMBER);
  if (statuses.includes(STATUS.membersOnly))
    return told("registration-required", "slow", "which became members-only", MEMBER);
  if (statuses.includes(STATUS.shutdown)) return told("shutdown", "soon", "whose service shuts down");
  return told("ended", "soon", "it ended the visit");
}

/** What a guest that was put out is told to the operator with; nothing where it may come back by itself. */
export function farewell({ remedy, key, event }: Setback): string | undefined {
  const isWanted = remedy === "soon" && key !== "kicked";
  return isWanted ? undefined : `${event}; the bot stays away until somebody invites it again`;
}

const REASONS: ReadonlySet<number> = new Set([
  STATUS.banned,
  STATUS.failure,
  STATUS.kicked,
  STATUS.affiliationLost,
  STATUS.membersOnly,
  STATUS.shutdown,
]);

/** Whether the room, or somebody in it, put the bot out, rather than that a visit just ended. */
export function isReasoned({ statuses, destroyed }: RoomPresence): boolean {
  return destroyed || statuses.some((code) => REASONS.has(code));
}

function toVenue(venue: string | undefined): string {
  return venue === undefined ? "" : `; people are sent to ${venue}: to follow, name it in the configuration`;
}
