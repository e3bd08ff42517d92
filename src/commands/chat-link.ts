/** The link that opens a chat with the bot and has words in it already (RFC 5122, XEP-0147). */

import { jidUri } from "../xmpp/uri.ts";
import { line } from "./text.ts";

const LONGEST = 100;

export function chatLink(jid: string, words: readonly string[]): string {
  const body = encodeURIComponent(line(words.join(" "), LONGEST));
  // What a query may not hold, and what message styling would take for its signs.
  const safe = body.replace(/[!'()*_~]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${jidUri(jid)}?message;body=${safe}`;
}
