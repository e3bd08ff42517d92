/** XEP-0203: Delayed Delivery (2.0, partial). */

import { isSame, parseJid, toBare } from "./jid.ts";
import type { Element } from "./stanza.ts";

export const NS = "urn:xmpp:delay";

/** What the bot's own server kept for it for so long, in ms, is still news. */
const FRESH = 600_000;

/**
 * Whether a stanza was said too long ago: it is history of a room, or was kept while the bot was away. What the bot's own
 * server (`own` is the JID of the account) kept during a short interruption is as good as new at `now`, in ms.
 */
export function isDelayed(stanza: Element, own: string, now: number): boolean {
  if (stanza.getChild("x", "jabber:x:delay") !== undefined) return true;
  return stanza.getChildren("delay", NS).some(({ attrs: { from, stamp = "" } }) => {
    const age = now - Date.parse(stamp);
    return !isOwnServer(from, own) || !(age < FRESH);
  });
}

/** Servers sign with the account's bare JID, or with their own. */
function isOwnServer(from: string | undefined, own: string): boolean {
  const account = parseJid(own);
  return account !== undefined && (isSame(from, toBare(account)) || isSame(from, account.domain));
}
