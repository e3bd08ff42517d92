/** XEP-0184: Message Delivery Receipts (1.4.0, partial): they are given, none is asked for. */

import { type Element, xml } from "./stanza.ts";

export const NS = "urn:xmpp:receipts";

/** Whether the sender wants to hear that the message arrived; without an id nobody could say which. */
export function isWanted(message: Element): boolean {
  return message.getChild("request", NS) !== undefined && message.attrs["id"] !== undefined;
}

/** Whether a message says that another one arrived. */
export function isReceipt(message: Element): boolean {
  return message.getChild("received", NS) !== undefined;
}

/** Says that the message of this id arrived. */
export function toElement(id: string | undefined): Element {
  return xml("received", { xmlns: NS, id });
}
