/** The session for what only the bot that acts may do: one that stands by has, for all that, none. */

import { SessionError } from "./xmpp/failure.ts";
import type { Session } from "./xmpp/session.ts";

/** Requests and stanzas go out while `acts` says so; what else is asked fails as if the session were lost. */
export function onlyWhile(acts: () => boolean, session: Session): Session {
  const refusal = (): Error => new SessionError("another newsstand acts for this account", { lost: true });
  return {
    ...session,
    isOnline: () => session.isOnline() && acts(),
    get: (payload, to) => (acts() ? session.get(payload, to) : Promise.reject(refusal())),
    set: (payload, to) => (acts() ? session.set(payload, to) : Promise.reject(refusal())),
    send(stanza) {
      if (!acts()) throw refusal();
      session.send(stanza);
    },
  };
}
