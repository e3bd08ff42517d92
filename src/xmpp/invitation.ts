/** XEP-0249: Direct MUC Invitations (1.2, partial): they are read, none is sent. */

import { parseJid, toBare } from "./jid.ts";
import type { Element } from "./stanza.ts";

export const NS = "jabber:x:conference";

/** The room, by its bare JID, that a message of a person invites to; any other message gives nothing. */
export function invitedTo(stanza: Element): string | undefined {
  const room = parseJid(stanza.getChild("x", NS)?.attrs["jid"]);
  return stanza.name === "message" && room !== undefined ? toBare(room) : undefined;
}
