/** XEP-0153: vCard-Based Avatars (1.1.1, partial). */

import { type Element, xml } from "./stanza.ts";

export const NS = "vcard-temp:x:update";

/**
 * What goes into presence, for clients that look for pictures in vCards: the SHA-1 of the picture in the account's vCard. Nothing
 * is said of the picture where it is not known what is in there.
 */
export function toUpdate(hash: string | undefined): Element {
  return xml("x", { xmlns: NS }, hash === undefined ? undefined : xml("photo", {}, hash));
}
