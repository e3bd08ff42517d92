/** XEP-0092: Software Version (1.1, complete). */

import { type Element, xml } from "./stanza.ts";

export const NS = "jabber:iq:version";

/** The answer to a question for the software and its version. */
export function toElement(name: string, version: string): Element {
  return xml("query", { xmlns: NS }, xml("name", {}, name), xml("version", {}, version));
}
