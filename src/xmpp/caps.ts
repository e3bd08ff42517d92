/** XEP-0115: Entity Capabilities (1.6.0, partial). */

import { createHash } from "node:crypto";
import type { Description, Identity } from "./disco.ts";
import { type Element, xml } from "./stanza.ts";

export const NS = "http://jabber.org/protocol/caps";

/** The verification string of a description without forms: the base64 of its SHA-1 (section 5.1). */
export function verification({ identities, features }: Description): string {
  const identity = ({ category, type, lang = "", name = "" }: Identity) =>
    `${category}/${type}/${lang}/${name}`;
  const parts = [...identities.map(identity).toSorted(byOctets), ...features.toSorted(byOctets)];
  return createHash("sha1")
    .update(parts.map((part) => `${part}<`).join(""))
    .digest("base64");
}

/** What goes into presence, so that others need not ask twice. `uri` names the software. */
export function toElement(description: Description, uri: string): Element {
  return xml("c", { xmlns: NS, hash: "sha-1", node: uri, ver: verification(description) });
}

function byOctets(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
