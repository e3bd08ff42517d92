/** XEP-0334: Message Processing Hints (1.0.0, partial). */

import { type Element, xml } from "./stanza.ts";

export const NS = "urn:xmpp:hints";

/** Asks servers to put a message into archives, or to put it into none. */
export function toElement(hint: "store" | "no-store"): Element {
  return xml(hint, { xmlns: NS });
}
