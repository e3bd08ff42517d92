/** XEP-0199: XMPP Ping (2.0.1, complete). */

import { randomUUID } from "node:crypto";
import { type Element, xml } from "./stanza.ts";

export const NS = "urn:xmpp:ping";

/** Asks the server for a sign of life (section 4.2); an error is one, too. */
export function toElement(): Element {
  return xml("iq", { type: "get", id: randomUUID() }, xml("ping", { xmlns: NS }));
}
