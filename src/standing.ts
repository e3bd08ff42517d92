/** Who somebody is to the bot, and what they may ask of it: by real JID, role or affiliation, never by nickname. */

import type { Rooms } from "./rooms.ts";
import type { Occupant } from "./rooms/occupants.ts";
import { domainOf, isHostedBy } from "./rooms/trust.ts";
import { bare } from "./xmpp/jid.ts";

export interface StandingOptions {
  /** The bare JID of the bot. */
  readonly account: string;
  /** The bare JIDs of the people who may give orders. */
  readonly operators: readonly string[];
  /** The rooms of the configuration, by bare JID. */
  readonly configured: readonly string[];
  readonly rooms: () => Pick<Rooms, "has" | "occupant" | "occupants">;
}

export interface PersonStanding {
  /** The bare JID of the person, where it is certain, or believed. */
  readonly jid: string | undefined;
  readonly isOperator: boolean;
  /** A moderator of the room by way of which it was said. */
  readonly isModerator: boolean;
  /** A member, admin or owner of a room of the configuration. */
  readonly isMember: boolean;
}

const NOBODY: PersonStanding = {
  jid: undefined,
  isOperator: false,
  isModerator: false,
  isMember: false,
};
const MEMBERS: ReadonlySet<string | undefined> = new Set(["owner", "admin", "member"]);

/** Gives the standing of whoever a stanza is from: an occupant JID in a room and by way of one, else a full JID. */
export function createStanding(
  options: StandingOptions,
): (from: string, where: "room" | "private" | "direct") => PersonStanding {
  const { account, operators, rooms } = options;
  const configured = new Set(options.configured);

  /** What a room tells of somebody's JID is the word of its service: nobody's but the operator's own choice, or server. */
  const believes = (room: string): boolean => configured.has(room) || isHostedBy(room, [domainOf(account)]);

  const ofOccupant = (room: string, occupant: Occupant): PersonStanding => {
    const jid = believes(room) ? occupant.jid : undefined;
    return {
      jid,
      isOperator: jid !== undefined && operators.includes(jid),
      isModerator: occupant.role === "moderator",
      isMember: configured.has(room) && MEMBERS.has(occupant.affiliation),
    };
  };

  const isMemberSomewhere = (jid: string): boolean =>
    options.configured.some((room) =>
      rooms()
        .occupants(room)
        .some((occupant) => occupant.jid === jid && MEMBERS.has(occupant.affiliation)),
    );

  return (from, where) => {
    const place = bare(from);
    if (where !== "direct" || rooms().has(place)) {
      const occupant = rooms().occupant(from);
      return occupant === undefined ? NOBODY : ofOccupant(place, occupant);
    }
    // The servers vouch for it (RFC 6120, section 8.1.2.1).
    return {
      jid: place,
      isOperator: operators.includes(place),
      isModerator: false,
      isMember: isMemberSomewhere(place),
    };
  };
}
