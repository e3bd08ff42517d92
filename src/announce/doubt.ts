/** Whether messages were sent that were on their way when a session, or the bot, ended: the account's archive knows. */

import { bare } from "../xmpp/jid.ts";
import * as mam from "../xmpp/mam.ts";
import { whoseAreKept } from "../xmpp/mam-preferences.ts";
import * as originId from "../xmpp/origin-id.ts";
import type { Element, Requester } from "../xmpp/stanza.ts";

/** What became of a message: nobody can tell where there is no archive, or one that does not keep everything. */
export type Fate = "sent" | "lost" | "unknown";

export interface Archive {
  /** What became of a message to a bare JID, by its id. */
  fateOf(jid: string, id: string): Promise<Fate>;
  heard(stanza: Element): void;
}

/** Messages of one conversation, the newest, among which it is looked for. */
const LOOKED_AT = 30;

/** The archive of the account of this bare JID. */
export function createArchive(xmpp: Requester, account: string): Archive {
  let found: Set<string> | undefined;
  return {
    async fateOf(jid, id) {
      const isKept = await whoseAreKept(xmpp, account);
      if (!isKept(jid)) return "unknown";
      const seen = new Set<string>();
      found = seen;
      try {
        await mam.recallWith(xmpp, account, { jid, max: LOOKED_AT });
      } finally {
        found = undefined;
      }
      return seen.has(id) ? "sent" : "lost";
    },
    heard(stanza) {
      if (found === undefined) return;
      // The account's own archive: what others pretend to be one has their address.
      const { from = account } = stanza.attrs;
      const message = from === account ? mam.fromArchive(stanza) : undefined;
      if (message === undefined || bare(message.attrs["from"] ?? "") !== account) return;
      for (const id of originId.idsOf(message)) found.add(id);
    },
  };
}
