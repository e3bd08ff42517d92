/** XEP-0461: Message Replies (0.2.1, complete). */

import { type Element, xml } from "./stanza.ts";

export const NS = "urn:xmpp:reply:0";

/** The message that another one replies to: in a room by the id that the room gave it (XEP-0359), else by that of its sender. */
export interface Replied {
  readonly id: string;
  /** The full JID of whose message that is. */
  readonly to: string | undefined;
}

export function toElement({ id, to }: Replied): Element {
  return xml("reply", { xmlns: NS, id, to });
}

export function repliedTo(message: Element): Replied | undefined {
  const { id, to } = message.getChild("reply", NS)?.attrs ?? {};
  return id === undefined ? undefined : { id, to };
}
