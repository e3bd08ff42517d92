/** XEP-0203: Delayed Delivery (2.0, partial). */

import type { Element } from "./stanza.ts";

export const NS = "urn:xmpp:delay";

/** Whether a stanza was said earlier than it arrives: history of a room, or a message kept while the bot was away. */
export function isDelayed(stanza: Element): boolean {
  return stanza.getChild("delay", NS) !== undefined || stanza.getChild("x", "jabber:x:delay") !== undefined;
}
