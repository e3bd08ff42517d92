/** XEP-0359: Unique and Stable Stanza IDs (0.7.0, partial). */

import { isSame } from "./jid.ts";
import { type Element, xml } from "./stanza.ts";

export const NS = "urn:xmpp:sid:0";

/** The id that the sender gave a message, as its own child: it is kept where a room or a server changes the attribute. */
export function toElement(id: string): Element {
  return xml("origin-id", { xmlns: NS, id });
}

/** The id that the sender gave a message as such a child. */
export function originIdOf(message: Element): string | undefined {
  return message.getChild("origin-id", NS)?.attrs["id"];
}

/** The ids by which a sender may know its message again. */
export function idsOf(message: Element): readonly string[] {
  const ids = [message.attrs["id"], originIdOf(message)];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/**
 * The id that the room, or the account, of the bare JID `by` gave a message. Those of anybody else may be made up, and so may
 * these where `by` does not say that it gives any: both common servers let them pass.
 */
export function stanzaIdOf(message: Element, by: string): string | undefined {
  return message.getChildren("stanza-id", NS).find(({ attrs }) => isSame(attrs["by"], by))?.attrs["id"];
}
