/** XEP-0410: MUC Self-Ping (1.1.0, complete). */

import * as ping from "./ping.ts";
import { isStanzaError } from "./stanza-error.ts";
import { type Requester, xml } from "./stanza.ts";

/**
 * What a ping of the bot's own occupant JID tells (section 3.2). `in`: it is in the room. `renamed`: it is, but not under
 * this nickname. `out`: the room does not know it. `unknown`: nobody could say; ask again later.
 */
export type Verdict = "in" | "renamed" | "out" | "unknown";

/** An answer: what it tells, and the error that told it, if it was one. */
export interface SelfPing {
  readonly verdict: Verdict;
  readonly error?: Error;
}

/** Asks a room whether the occupant with this occupant JID is still in it. Never rejects. */
export async function selfPing(xmpp: Requester, occupant: string): Promise<SelfPing> {
  try {
    await xmpp.get(xml("ping", { xmlns: ping.NS }), occupant);
    return { verdict: "in" };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { verdict: toVerdict(error), error };
  }
}

/** What an error says about being in a room; one that is no stanza error came of silence or of a lost session. */
export function toVerdict(error: unknown): Verdict {
  if (!isStanzaError(error)) return "unknown";
  switch (error.condition) {
    case "service-unavailable":
    case "feature-not-implemented":
      return "in";
    case "item-not-found":
      return "renamed";
    case "remote-server-not-found":
    case "remote-server-timeout":
      return "unknown";
    default:
      return "out";
  }
}
