/** XEP-0421: Occupant identifiers for semi-anonymous MUCs (1.0.1, partial): they are read. */

import type { Element } from "./stanza.ts";

/** Its namespace, and the feature of a room that gives such ids: in any other room whoever sends a stanza may have made it up. */
export const NS = "urn:xmpp:occupant-id:0";

/** Who sent a stanza of a room, under whatever nickname. */
export function occupantIdOf(stanza: Element): string | undefined {
  return stanza.getChild("occupant-id", NS)?.attrs["id"];
}
