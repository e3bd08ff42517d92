/** XEP-0313: Message Archive Management (1.1.3, partial). */

import { toForm } from "./forms.ts";
import * as rsm from "./rsm.ts";
import { type Element, type Requester, xml } from "./stanza.ts";

export const NS = "urn:xmpp:mam:2";
const NS_FORWARD = "urn:xmpp:forward:0";

/**
 * Asks an archive, that of a room or of the account's bare JID, for up to `max` messages from a moment on, the oldest first.
 * They come as messages (`fromArchive`), and have come when this resolves. Fails with a `StanzaError` where there is no archive.
 */
export async function recall(
  xmpp: Requester,
  archive: string,
  { start, max }: { readonly start: Date; readonly max: number },
): Promise<void> {
  const form = toForm(NS, new Map([["start", [start.toISOString()]]]));
  await xmpp.set(xml("query", { xmlns: NS }, form, rsm.page(max)), archive);
}

/**
 * Asks the archive of a bare JID for the newest messages, at most `max`, to and from another. They come as messages
 * (`fromArchive`), and have come when this resolves. Fails with a `StanzaError` where there is no archive.
 */
export async function recallWith(
  xmpp: Requester,
  archive: string,
  { jid, max }: { readonly jid: string; readonly max: number },
): Promise<void> {
  const last = xml("set", { xmlns: rsm.NS }, xml("max", {}, String(max)), xml("before"));
  await xmpp.set(xml("query", { xmlns: NS }, toForm(NS, new Map([["with", [jid]]])), last), archive);
}

/** The message that an archive gives back, where a stanza is one. Whose archive it is has to be asked of its `from`. */
export function fromArchive(stanza: Element): Element | undefined {
  if (stanza.name !== "message") return undefined;
  return stanza.getChild("result", NS)?.getChild("forwarded", NS_FORWARD)?.getChild("message");
}
