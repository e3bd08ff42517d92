/** XEP-0428: Fallback Indication (0.2.1, partial). */

import { type Element, xml } from "./stanza.ts";

export const NS = "urn:xmpp:fallback:0";

/**
 * Says that the beginning of a message's body only stands for what clients that know the specification of this namespace show
 * in another way, and may leave out. It is counted in code points (XEP-0426).
 */
export function fallbackFor(namespace: string, beginning: string): Element {
  const end = Array.from(beginning).length;
  return xml("fallback", { xmlns: NS, for: namespace }, xml("body", { start: 0, end }));
}
