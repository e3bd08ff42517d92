/** XEP-0045: Multi-User Chat (1.35.5, partial). */

import { NS as NS_CAPS } from "./caps.ts";
import { describe } from "./disco.ts";
import { toForm } from "./forms.ts";
import * as invitation from "./invitation.ts";
import { parseJid, toBare } from "./jid.ts";
import { occupantIdOf } from "./occupant-id.ts";
import { isStanzaError, StanzaError } from "./stanza-error.ts";
import { type Element, type Requester, xml } from "./stanza.ts";

export const NS = "http://jabber.org/protocol/muc";
export const NS_USER = `${NS}#user`;
export const NS_OWNER = `${NS}#owner`;

/** Status codes of section 15.6 that concern the bot. */
export const STATUS = {
  affiliationChanged: 101,
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

/** A sentence for a log; what people write beyond that says no more. */
const LONGEST_REASON = 300;

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
  /** Where the occupants of a destroyed room are sent. */
  readonly venue: string | undefined;
  /** What the occupant may lastingly do, and in this visit. */
  readonly affiliation: string | undefined;
  readonly role: string | undefined;
  /** Whose account it is, by the bare JID, where the room shows it to the bot. */
  readonly jid: string | undefined;
  /** Who the occupant is, whatever the nickname (XEP-0421). A room without that feature passes on what anybody makes up. */
  readonly occupantId: string | undefined;
  readonly caps: Caps | undefined;
  readonly error: StanzaError | undefined;
}

/** What an occupant's client says of itself in its presence (XEP-0115). */
export interface Caps {
  readonly hash: string;
  readonly node: string;
  readonly ver: string;
}

/**
 * What a message tells about a room, and is no conversation. `invitation`: somebody wants the bot in it. `affiliation`:
 * the bot has another while it is not in. `error`: something that was sent there came back. `configuration`: any other change.
 */
export interface Notice {
  readonly room: string;
  readonly kind: "invitation" | "affiliation" | "error" | "configuration";
  /** The new affiliation. */
  readonly affiliation?: string | undefined;
  /** Why it came back. */
  readonly error?: StanzaError;
}

/** Enters a room and asks for so many messages of its history. `extra` goes along: caps. */
export function join(room: string, nick: string, history: number, ...extra: Element[]): Element {
  const asked = xml("history", { maxstanzas: history });
  return xml("presence", { to: `${room}/${nick}` }, xml("x", { xmlns: NS }, asked), ...extra);
}

/** Asks for another nickname in a room where the bot is (section 7.6). */
export function rename(room: string, nick: string, ...extra: Element[]): Element {
  return xml("presence", { to: `${room}/${nick}` }, ...extra);
}

/** Gives the password of the room along, to a presence that enters (section 7.2.6). */
export function withPassword(presence: Element, password: string | undefined): Element {
  if (password !== undefined) presence.getChild("x", NS)?.append(xml("password", {}, password));
  return presence;
}

export function leave(room: string, nick: string): Element {
  return xml("presence", { to: `${room}/${nick}`, type: "unavailable" });
}

/** Opens a room that was just created, with the service's defaults (section 10.1.2). */
export async function acceptDefaults(xmpp: Requester, room: string): Promise<void> {
  await xmpp.set(xml("query", { xmlns: NS_OWNER }, toForm(`${NS}#roomconfig`, new Map())), room);
}

/** Whether a room exists, as far as it can be asked. One that does not let the bot know more does; a person is none. */
export async function exists(xmpp: Requester, room: string): Promise<boolean> {
  try {
    const { identities } = await describe(xmpp, room);
    return identities.length === 0 || identities.some(({ category }) => category === "conference");
  } catch (error) {
    return isStanzaError(error) && error.type === "auth";
  }
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
    statuses: codes(user),
    newNick: item?.attrs["nick"],
    reason: (destroy ?? item)?.getChildText("reason")?.slice(0, LONGEST_REASON) ?? undefined,
    destroyed: destroy !== undefined,
    venue: bareOf(destroy?.attrs["jid"]) ?? successor(stanza),
    affiliation: item?.attrs["affiliation"],
    role: item?.attrs["role"],
    jid: bareOf(item?.attrs["jid"]),
    occupantId: occupantIdOf(stanza),
    caps: capsOf(stanza),
    error: type === "error" ? refusal(stanza, "let the bot in") : undefined,
  };
}

/** Reads a message about one of these rooms, from the room or from whoever invites to it; any other gives nothing. */
export function parseNotice(stanza: Element, rooms: ReadonlySet<string>): Notice | undefined {
  const from = parseJid(stanza.attrs["from"]);
  if (stanza.name !== "message" || from === undefined) return undefined;
  const room = toBare(from);
  if (!rooms.has(room)) {
    const invited = invitation.invitedTo(stanza);
    return invited !== undefined && rooms.has(invited) && stanza.attrs["type"] !== "error"
      ? { room: invited, kind: "invitation" }
      : undefined;
  }
  if (stanza.attrs["type"] === "error")
    return { room, kind: "error", error: refusal(stanza, "take a message") };
  const user = stanza.getChild("x", NS_USER);
  if (from.resource !== undefined || user === undefined) return undefined;
  if (user.getChild("invite") !== undefined) return { room, kind: "invitation" };
  const statuses = codes(user);
  if (statuses.includes(STATUS.affiliationChanged))
    return { room, kind: "affiliation", affiliation: user.getChild("item")?.attrs["affiliation"] };
  return statuses.length > 0 ? { room, kind: "configuration" } : undefined;
}

/**
 * Whether a stanza of a room shows that the bot is in it: rooms talk to occupants alone, except for errors, and for what
 * a room itself says to one person.
 */
export function isSignOfLife(stanza: Element): boolean {
  const { from, type } = stanza.attrs;
  return type !== "error" && (type === "groupchat" || parseJid(from)?.resource !== undefined);
}

/** Whether it is the subject of a room: whoever enters is told it after the history (section 7.2.15), also where it is empty. */
export function isSubject(stanza: Element): boolean {
  if (stanza.name !== "message" || stanza.attrs["type"] !== "groupchat") return false;
  return stanza.getChild("subject") !== undefined && stanza.getChild("body") === undefined;
}

/** Whether a presence of a room is the bot's own: it came in, or what it may do there changed (section 7.2.2). */
export function isSelfPresence(stanza: Element): boolean {
  return stanza.name === "presence" && codes(stanza.getChild("x", NS_USER)).includes(STATUS.self);
}

function refusal(stanza: Element, request: string): StanzaError {
  const from = parseJid(stanza.attrs["from"]);
  return StanzaError.fromElement(stanza.getChild("error"), {
    from: from === undefined ? undefined : toBare(from),
    request,
  });
}

function capsOf(presence: Element): Caps | undefined {
  const { hash, node, ver } = presence.getChild("c", NS_CAPS)?.attrs ?? {};
  return hash === undefined || node === undefined || ver === undefined ? undefined : { hash, node, ver };
}

function codes(user: Element | undefined): readonly number[] {
  return (user?.getChildren("status") ?? []).map(({ attrs }) => Number(attrs["code"]));
}

/** The room that a room which is gone refers to: `<gone>xmpp:new@rooms.example.org?join</gone>` (RFC 6120, section 8.3.3.5). */
function successor(stanza: Element): string | undefined {
  const uri = stanza.getChild("error")?.getChildText("gone") ?? "";
  return bareOf(/^xmpp:([^?]+)/u.exec(uri)?.[1]);
}

function bareOf(text: string | undefined): string | undefined {
  const jid = parseJid(text);
  return jid && toBare(jid);
}
