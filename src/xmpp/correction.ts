/** XEP-0308: Last Message Correction (1.2.1, complete). */

import { type Element, xml } from "./stanza.ts";

export const NS = "urn:xmpp:message-correct:0";

/** Says that a message stands for the one that was sent under this id: the first of all, however often it was corrected. */
export function toElement(id: string): Element {
  return xml("replace", { xmlns: NS, id });
}

/** The id that a message corrects, if it does. */
export function replacedBy(message: Element): string | undefined {
  return message.getChild("replace", NS)?.attrs["id"];
}
