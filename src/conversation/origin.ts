/** Where a message comes from, and whether it is one that somebody says now. */

import { isDelayed } from "../xmpp/delay.ts";
import { bare, isSame, parseJid, toBare } from "../xmpp/jid.ts";
import { NS_USER } from "../xmpp/muc.ts";
import type { Element } from "../xmpp/stanza.ts";
import type { Nicks, RoomFacts } from "./surroundings.ts";
import type { Utterance } from "./utterance.ts";

/** What is known when a message is heard. */
export interface Hearing {
  /** The bot's nicknames, by the bare JIDs of the rooms where it is. */
  readonly nicks: Nicks;
  /** The full JID of the bot. */
  readonly own: string;
  /** In ms. */
  readonly now: number;
  /** What a room says that it writes into messages itself: of another room that is not believed; without this, of any. */
  readonly vouchesFor?: (room: string) => RoomFacts;
}

export interface Origin {
  readonly where: Utterance["where"];
  readonly from: string;
  /** The bare JID of the room, or of the person. */
  readonly place: string;
  /** Whether it comes from a room itself, and from none of its occupants. */
  readonly isRoom: boolean;
}

/**
 * Where a message comes from. Errors, headlines, history, delayed messages, the bot's own and those of its account's other
 * devices, of services and of rooms where it is not give nothing.
 */
export function originOf(stanza: Element, { nicks, own, now }: Hearing): Origin | undefined {
  const { from = "", type } = stanza.attrs;
  const sender = parseJid(from);
  if (stanza.name !== "message" || sender === undefined || type === "error" || type === "headline")
    return undefined;
  if (isDelayed(stanza, own, now)) return undefined;
  const place = toBare(sender);
  const nick = nicks.get(place);
  if (nick !== undefined) {
    const where = type === "groupchat" ? "room" : "private";
    return sender.resource === nick
      ? undefined
      : { where, from, place, isRoom: sender.resource === undefined };
  }
  if (type === "groupchat" || sender.local === undefined || isSame(place, bare(own))) return undefined;
  // By way of a room where the bot is not, or of one that invites it.
  if (stanza.getChild("x", NS_USER) !== undefined) return undefined;
  return { where: "direct", from, place, isRoom: false };
}
