/** Invitations to rooms that are not in the configuration: whose are followed, and who else has asked. */

import type { Log } from "./log.ts";
import type { Guest, Rooms } from "./rooms.ts";
import { guestsOf, isGuest, MOST_GUESTS, type RoomMemory } from "./rooms/memory.ts";
import { domainOf, isHostedBy } from "./rooms/trust.ts";
import { onlyWhenNew } from "./sayings.ts";
import { type Invitation, parseInvitation } from "./xmpp/muc-invitation.ts";
import type { Element } from "./xmpp/stanza.ts";

export interface InvitationsOptions {
  /** The bare JID of the bot. */
  readonly account: string;
  /** The bare JIDs of people who may invite, and the domains of others who may. */
  readonly operators: readonly string[];
  readonly domains: readonly string[];
  readonly rooms: () => Pick<Rooms, "add" | "has" | "list">;
  readonly memory: Pick<RoomMemory, "remember">;
  readonly log: Log;
}

export interface Invitations {
  /** Takes a message to which `Rooms.message` had nothing to say; whether it was an invitation. */
  message(stanza: Element): boolean;
}

/** So many rooms that nobody may invite to are told of: anybody can send invitations. */
const MOST_TOLD = 100;
const UNSAID = "the room does not say who invites; a direct invitation (XEP-0249) does";

export function createInvitations(options: InvitationsOptions): Invitations {
  const { account, operators, domains, rooms, memory, log } = options;
  let told = 0;
  const refusals = onlyWhenNew((sentence) => {
    told += 1;
    log.info(sentence);
  });
  /** Whose rooms are believed when they say who invites. */
  const believed = [account, ...operators].map(domainOf).concat(domains);

  const mayInvite = (jid: string): boolean => operators.includes(jid) || domains.includes(domainOf(jid));

  /** Why an invitation of this person is not followed. */
  const objection = ({ room, from }: Invitation, by: string): string | undefined => {
    if (!mayInvite(by)) return `${by} is not among \`operators\`, nor the domain among \`invite_domains\``;
    if (from === "room" && !isHostedBy(room, believed))
      return `the room says that it is from ${by}, but its service is not trusted; a direct invitation (XEP-0249) is`;
    if (guestsOf(rooms()) >= MOST_GUESTS) return `the bot is a guest in ${MOST_GUESTS} rooms already`;
    return undefined;
  };

  const follow = (room: string, guest: Guest): void => {
    log.info(`${guest.by} has invited the bot to ${room}: it comes`);
    rooms().add(room, guest);
    if (isGuest(rooms(), room)) void memory.remember(room, guest);
  };

  return {
    message(stanza) {
      const invitation = parseInvitation(stanza);
      if (invitation === undefined) return false;
      const { room, by, password } = invitation;
      // What an occupant sends in private has the address of the room.
      const why = by === undefined || rooms().has(by) ? UNSAID : objection(invitation, by);
      if (by !== undefined && why === undefined) follow(room, { by, password });
      // Nobody is told by a refusal that somebody is there (XEP-0045, section 7.8.2: it is not asked for).
      else if (told < MOST_TOLD) refusals.say(room, `an invitation to ${room} is not followed: ${why}`);
      return true;
    },
  };
}
