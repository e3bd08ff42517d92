/** What made a server end the stream: it would be sent again by a new session, and end that one as well. */

import { createHash } from "node:crypto";
import type { Element } from "../stanza.ts";

/** How many are remembered, the newest ones. */
const MEMORY = 100;

export interface Blame {
  add(stanza: Element): void;
  /** Whether this was sent before, by content: a request is asked anew under another id. */
  has(stanza: Element): boolean;
}

export function createBlame(): Blame {
  const blamed = new Set<string>();
  return {
    add(stanza) {
      blamed.add(digest(stanza));
      const [oldest] = blamed;
      if (blamed.size > MEMORY && oldest !== undefined) blamed.delete(oldest);
    },
    has: (stanza) => blamed.size > 0 && blamed.has(digest(stanza)),
  };
}

/** The same entry, sent later, says another time of its change (RFC 4287, section 4.2.15). */
const TIME = /<updated>[^<]*<\/updated>/gu;

function digest({ name, attrs, children }: Element): string {
  const { to = "", id = "" } = attrs;
  const hash = createHash("sha256").update(JSON.stringify([name, to, name === "iq" ? "" : id]));
  for (const child of children) hash.update(child.toString().replace(TIME, ""));
  return hash.digest("base64");
}
