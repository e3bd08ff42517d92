/** XEP-0085: Chat State Notifications (2.1, partial): they are sent, and nothing follows from those of others. */

import { type Element, xml } from "./stanza.ts";

export const NS = "http://jabber.org/protocol/chatstates";

export type ChatState = "active" | "composing" | "paused";

export function toElement(state: ChatState): Element {
  return xml(state, { xmlns: NS });
}
