/** XEP-0424: Message Retraction (0.4.2, partial): there are no tombstones without an archive. */

import { type Element, xml } from "./stanza.ts";

export const NS = "urn:xmpp:message-retract:1";
/** Of version 0.3.0, which many clients still write. */
export const NS_OLD = "urn:xmpp:message-retract:0";
/** XEP-0422, on which it stood. */
const NS_FASTEN = "urn:xmpp:fasten:0";

/** Takes a message back: in a room by the id that the room gave it (XEP-0359), else by that of the message. */
export function toElement(id: string): Element {
  return xml("retract", { xmlns: NS, id });
}

/** The `<retract/>` of a message, or what stands in its place in the old version, and the id of what it is about. */
export interface Retraction {
  readonly id: string;
  /** What says, within it, that a moderator did it. */
  readonly inside: Element;
}

export function retractionOf(message: Element): Retraction | undefined {
  const inside = message.getChild("retract", NS) ?? message.getChild("apply-to", NS_FASTEN);
  const id = inside?.attrs["id"];
  return inside === undefined || id === undefined ? undefined : { id, inside };
}

/** Whether the sender says so in person: what is fastened to a message may be anything else. */
export function isOwn({ inside }: Retraction): boolean {
  return inside.is("retract", NS) || inside.getChild("retract", NS_OLD) !== undefined;
}
