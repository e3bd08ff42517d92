/** XEP-0313: Message Archive Management (1.1.3, partial): what the account's archive has of a conversation with one JID. */

import { toForm } from "./forms.ts";
import { NS } from "./mam.ts";
import { NS as NS_RSM } from "./rsm.ts";
import { type Requester, xml } from "./stanza.ts";

/**
 * Asks the archive of a bare JID for the newest messages, at most `max`, to and from another. They come as messages
 * (`fromArchive`), and have come when this resolves. Fails with a `StanzaError` where there is no archive.
 */
export async function recallWith(
  xmpp: Requester,
  archive: string,
  { jid, max }: { readonly jid: string; readonly max: number },
): Promise<void> {
  const last = xml("set", { xmlns: NS_RSM }, xml("max", {}, String(max)), xml("before"));
  await xmpp.set(xml("query", { xmlns: NS }, toForm(NS, new Map([["with", [jid]]])), last), archive);
}
