/** XEP-0359: Unique and Stable Stanza IDs (0.7.0, partial). */

import { type Element, xml } from "./stanza.ts";

export const NS = "urn:xmpp:sid:0";

/** The id that the sender gave a message, as its own child: it is kept where a room or a server changes the attribute. */
export function toElement(id: string): Element {
  return xml("origin-id", { xmlns: NS, id });
}

/** The ids by which a sender may know its message again. */
export function idsOf(message: Element): readonly string[] {
  const ids = [message.attrs["id"], message.getChild("origin-id", NS)?.attrs["id"]];
  return [...new Set(ids.filter((id) => id !== undefined))];
}
