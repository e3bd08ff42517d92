/** XEP-0441: Message Archive Management Preferences (0.2.0, partial). */

import { bare } from "./jid.ts";
import { NS } from "./mam.ts";
import { isStanzaError } from "./stanza-error.ts";
import { type Requester, xml } from "./stanza.ts";

/**
 * Asks whose messages the archive of an account keeps for certain: what is not in it was never sent. Nobody's, where there is no
 * archive, or none that tells.
 */
export async function whoseAreKept(xmpp: Requester, account: string): Promise<(jid: string) => boolean> {
  try {
    const prefs = await xmpp.get(xml("prefs", { xmlns: NS }), account);
    const never = new Set(
      prefs
        ?.getChild("never")
        ?.getChildren("jid")
        .map((each) => bare(each.getText())),
    );
    const keeps = prefs?.attrs["default"] === "always";
    return (jid) => keeps && !never.has(jid);
  } catch (error) {
    if (!isStanzaError(error) || error.type === "wait") throw error;
    return () => false;
  }
}
