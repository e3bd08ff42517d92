/** XEP-0202: Entity Time (2.0, complete). */

import { type Element, xml } from "./stanza.ts";

export const NS = "urn:xmpp:time";

/** The answer to a question for the time. The bot lives in UTC. */
export function toElement(now: Date): Element {
  return xml("time", { xmlns: NS }, xml("tzo", {}, "+00:00"), xml("utc", {}, now.toISOString()));
}
