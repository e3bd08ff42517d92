/** XEP-0380: Explicit Message Encryption (0.4.0, partial): what is encrypted is known as such, and cannot be read. */

import type { Element } from "./stanza.ts";

export const NS = "urn:xmpp:eme:0";

/** What holds the encrypted message: OMEMO (XEP-0384, in three versions), OpenPGP (XEP-0373), and PGP before that (XEP-0027). */
const CONTAINERS = [
  ["encrypted", "eu.siacs.conversations.axolotl"],
  ["encrypted", "urn:xmpp:omemo:1"],
  ["encrypted", "urn:xmpp:omemo:2"],
  ["openpgp", "urn:xmpp:openpgp:0"],
  ["x", "jabber:x:encrypted"],
] as const;

/** Whether there is more to a message than its body says, if it has one: that is for those who cannot read it. */
export function isEncrypted(message: Element): boolean {
  return message.getChild("encryption", NS) !== undefined || containerOf(message) !== undefined;
}

/** Whether it is about keys only: an OMEMO message without a payload, which nobody sees. */
export function isKeyTransport(message: Element): boolean {
  const container = containerOf(message);
  return container?.getName() === "encrypted" && container.getChild("payload") === undefined;
}

function containerOf(message: Element): Element | undefined {
  for (const [name, namespace] of CONTAINERS) {
    const container = message.getChild(name, namespace);
    if (container !== undefined) return container;
  }
  return undefined;
}
