/** XEP-0372: References (0.5.0, partial): mentions of people are read. */

import { type Range, toRange } from "./charcount.ts";
import type { Element } from "./stanza.ts";

export const NS = "urn:xmpp:reference:0";

/** Somebody's JID, and the part of the body that names them, if one does. */
export interface MentionedJid {
  readonly jid: string;
  readonly range: Range | undefined;
}

/** Who is mentioned in a message itself; references in others that it is about (`anchor`) are left out. */
export function mentionsOf(message: Element): readonly MentionedJid[] {
  return message.getChildren("reference", NS).flatMap(({ attrs }) => {
    const jid = jidOf(attrs["uri"] ?? "");
    if (attrs["type"] !== "mention" || attrs["anchor"] !== undefined || jid === undefined) return [];
    return [{ jid, range: attrs["begin"] === undefined ? undefined : toRange(attrs["begin"], attrs["end"]) }];
  });
}

/** The JID of an `xmpp:` URI (RFC 5122), whose resourcepart, a nickname, may be percent-encoded. */
function jidOf(uri: string): string | undefined {
  const [, address] = /^xmpp:(?:\/\/[^/]*\/)?([^?#]+)/iu.exec(uri) ?? [];
  if (address === undefined) return undefined;
  try {
    return decodeURIComponent(address);
  } catch {
    // Some clients write a nickname with a percent sign as it is.
    return address;
  }
}
