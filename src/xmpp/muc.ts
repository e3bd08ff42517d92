/** XEP-0045: Multi-User Chat (1.35.5, partial). */

import { isDelayed } from "./delay.ts";
import { bare, isSame, parseJid, toBare } from "./jid.ts";
import { toForm } from "./forms.ts";
import { StanzaError } from "./stanza-error.ts";
import { type Element, type Requester, xml } from "./stanza.ts";

export const NS = "http://jabber.org/protocol/muc";
export const NS_USER = `${NS}#user`;
export const NS_OWNER = `${NS}#owner`;

/** Status codes of section 15.6 that concern the bot. */
export const STATUS = {
  self: 110,
  created: 201,
  nickChanged: 303,
  banned: 301,
  kicked: 307,
  affiliationLost: 321,
  membersOnly: 322,
  shutdown: 332,
  failure: 333,
} as const;

/** What a presence of a room says. */
export interface RoomPresence {
  readonly room: string;
  readonly nick: string;
  readonly type: "available" | "unavailable" | "error";
  readonly statuses: readonly number[];
  /** The nickname after a change (status 303). */
  readonly newNick: string | undefined;
  /** Why someone was removed, in the words of who did it. */
  readonly reason: string | undefined;
  readonly destroyed: boolean;
  readonly error: StanzaError | undefined;
}

/** Something said to the bot, or in a room where it is. */
export interface Message {
  /** `room`: to everybody in it; `private`: to the bot alone, by way of a room; `direct`: to the bot's own JID. */
  readonly where: "room" | "private" | "direct";
  /** Who said it: an occupant JID, or a full JID. */
  readonly from: string;
  readonly body: string;
  readonly id: string | undefined;
}

/** Enters a room without its history, or changes the nickname in it. `extra` goes along: caps. */
export function join(room: string, nick: string, ...extra: Element[]): Element {
  const history = xml("history", { maxstanzas: 0 });
  return xml("presence", { to: `${room}/${nick}` }, xml("x", { xmlns: NS }, history), ...extra);
}

export function leave(room: string, nick: string): Element {
  return xml("presence", { to: `${room}/${nick}`, type: "unavailable" });
}

/** Opens a room that was just created, with the service's defaults (section 10.1.2). */
export async function acceptDefaults(xmpp: Requester, room: string): Promise<void> {
  await xmpp.set(xml("query", { xmlns: NS_OWNER }, toForm(`${NS}#roomconfig`, new Map())), room);
}

/** Reads a presence of one of these rooms; any other presence gives nothing. */
export function parsePresence(stanza: Element, rooms: ReadonlySet<string>): RoomPresence | undefined {
  const from = parseJid(stanza.attrs["from"]);
  const type = stanza.attrs["type"] ?? "available";
  if (stanza.name !== "presence" || from === undefined || !rooms.has(toBare(from))) return undefined;
  if (type !== "available" && type !== "unavailable" && type !== "error") return undefined;
  const user = stanza.getChild("x", NS_USER);
  const item = user?.getChild("item");
  const destroy = user?.getChild("destroy");
  return {
    room: toBare(from),
    nick: from.resource ?? "",
    type,
    statuses: (user?.getChildren("status") ?? []).map(({ attrs }) => Number(attrs["code"])),
    newNick: item?.attrs["nick"],
    reason: (destroy ?? item)?.getChildText("reason") ?? undefined,
    destroyed: destroy !== undefined,
    error: type === "error" ? refusal(stanza) : undefined,
  };
}

/**
 * Reads a message that somebody says now: history, delayed messages, subjects, errors, the bot's own messages and
 * messages of a room itself give nothing. `nicks` are the bot's nicknames by room; `own` is its JID.
 */
export function parseMessage(
  stanza: Element,
  nicks: ReadonlyMap<string, string>,
  own: string,
): Message | undefined {
  const { from = "", type = "normal", id } = stanza.attrs;
  const sender = parseJid(from);
  const body = stanza.getChildText("body", "jabber:client") ?? stanza.getChildText("body");
  if (stanza.name !== "message" || sender === undefined || !body || isDelayed(stanza)) return undefined;
  const nick = nicks.get(toBare(sender));
  if (type === "groupchat") {
    const said = sender.resource !== undefined && nick !== undefined && sender.resource !== nick;
    return said ? { where: "room", from, body, id } : undefined;
  }
  if (type !== "chat" && type !== "normal") return undefined;
  if (nick !== undefined) {
    const said = sender.resource !== undefined && sender.resource !== nick;
    return said ? { where: "private", from, body, id } : undefined;
  }
  // Services have no localpart; an invitation and a notification are not conversation.
  if (sender.local === undefined || isSame(toBare(sender), bare(own))) return undefined;
  if (stanza.getChild("event") !== undefined || stanza.getChild("x", NS_USER) !== undefined) return undefined;
  return { where: "direct", from, body, id };
}

/** An answer to a message: to the room, to the occupant alone, or to the person. */
export function reply({ where, from }: Message, body: string): Element {
  const text = xml("body", {}, body);
  switch (where) {
    case "room":
      return xml("message", { to: from.slice(0, from.indexOf("/")), type: "groupchat" }, text);
    case "private":
      return xml("message", { to: from, type: "chat" }, text, xml("x", { xmlns: NS_USER }));
    case "direct":
      return xml("message", { to: from, type: "chat" }, text);
  }
}

function refusal(stanza: Element): StanzaError {
  const from = parseJid(stanza.attrs["from"]);
  return StanzaError.fromElement(stanza.getChild("error"), {
    from: from === undefined ? undefined : toBare(from),
    request: "let the bot in",
  });
}
