/** XEP-0172: User Nickname (1.1, partial). */

import { type Element, xml } from "./stanza.ts";

/** The namespace, and the name of the node (section 4.4). */
export const NS = "http://jabber.org/protocol/nick";

export function toElement(nick: string): Element {
  return xml("nick", { xmlns: NS }, nick);
}

export function fromElement(payload: Element | undefined): string | undefined {
  return payload?.is("nick", NS) === true ? payload.getText() : undefined;
}
