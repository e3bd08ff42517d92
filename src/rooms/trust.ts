/** Which rooms the bot believes what they say about people. */

import { parseJid } from "../xmpp/jid.ts";

/** Whether the service of a room (or another JID) is one of these domains, or a subdomain of one. */
export function isHostedBy(room: string, domains: Iterable<string>): boolean {
  const service = parseJid(room)?.domain ?? "";
  for (const domain of domains) if (service === domain || service.endsWith(`.${domain}`)) return true;
  return false;
}

export function domainOf(jid: string): string {
  return parseJid(jid)?.domain ?? "";
}
