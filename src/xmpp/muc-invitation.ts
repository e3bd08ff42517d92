/** Invitations to rooms: those of a person (XEP-0249), and those by way of the room (XEP-0045, section 7.8.2). */

import { invitedTo, NS } from "./invitation.ts";
import { isSame, parseJid, toBare } from "./jid.ts";
import { NS_USER } from "./muc.ts";
import type { Element } from "./stanza.ts";

export interface Invitation {
  /** The bare JID. */
  readonly room: string;
  /** `person`: their server vouches for who it is; `room`: its service says so, or does not say it. */
  readonly from: "person" | "room";
  /** Who invites, by the bare JID. A room that hides who its occupants are tells a nickname at most. */
  readonly by: string | undefined;
  readonly password: string | undefined;
}

/** Reads an invitation; any other stanza gives nothing. */
export function parseInvitation(stanza: Element): Invitation | undefined {
  const sender = parseJid(stanza.attrs["from"]);
  if (stanza.name !== "message" || stanza.attrs["type"] === "error" || sender?.local === undefined)
    return undefined;
  const direct = stanza.getChild("x", NS);
  const user = stanza.getChild("x", NS_USER);
  const invite = user?.getChild("invite");
  const room = invitedTo(stanza);
  if (sender.resource === undefined && (invite !== undefined || room === toBare(sender))) {
    const password = user?.getChildText("password") ?? direct?.attrs["password"];
    return { room: toBare(sender), from: "room", by: accountOf(invite, toBare(sender)), password };
  }
  if (parseJid(room)?.local === undefined || room === undefined) return undefined;
  return { room, from: "person", by: toBare(sender), password: direct?.attrs["password"] };
}

/** Who the room says it was: an occupant JID says nothing about the person. */
function accountOf(invite: Element | undefined, room: string): string | undefined {
  const by = parseJid(invite?.attrs["from"]);
  return by?.local === undefined || isSame(toBare(by), room) ? undefined : toBare(by);
}
