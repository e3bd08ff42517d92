/** Who somebody is, for the bot's manners: never by what they call themselves alone, where there is better. */

import { bare, parseJid } from "../xmpp/jid.ts";
import { keyOf } from "./short-memory.ts";
import type { Utterance } from "./utterance.ts";

/** An occupant of a room, as the room shows them. */
export interface Occupant {
  /** Their bare JID, where the room shows it. */
  readonly jid?: string | undefined;
  readonly occupantId?: string | undefined;
  /** Whether their client calls itself a bot. */
  readonly isBot?: boolean | undefined;
}

type Sender = Pick<Utterance, "where" | "from" | "occupantId">;

/**
 * One name for somebody, whatever nickname they take (XEP-0421) and whatever device they use. Where a room gives no ids to its
 * occupants, it is the JID that it shows, or else their nickname there.
 */
export function personOf({ where, from, occupantId }: Sender, occupant: Occupant | undefined): string {
  if (where === "direct") return bare(from);
  const id = occupantId ?? occupant?.occupantId ?? occupant?.jid;
  return id === undefined ? from : keyOf(bare(from), id);
}

/**
 * Who shares an allowance of answers: the occupants of a room, and the people of another server, which makes up addresses at
 * will. Those of the bot's own server (`own` is the bot's JID) have one each.
 */
export function placeOf({ where, from }: Sender, own: string): string {
  const [person, account] = [parseJid(from), parseJid(own)];
  const isForeign = where === "direct" && person?.domain !== account?.domain;
  return isForeign && person !== undefined ? person.domain : bare(from);
}
