/** Who is in one room, as its presences show it. */

import type { Caps, RoomPresence } from "../xmpp/muc.ts";

export interface Occupant {
  readonly nick: string;
  /** The bare JID of the person, where the room shows it to the bot. */
  readonly jid: string | undefined;
  /** `owner`, `admin`, `member` or `none`. */
  readonly affiliation: string | undefined;
  /** `moderator`, `participant` or `visitor`. */
  readonly role: string | undefined;
  /** Who it is, whatever the nickname (XEP-0421). */
  readonly occupantId: string | undefined;
  readonly caps: Caps | undefined;
}

/** All of it is about the present visit. */
export interface Occupants {
  /** A presence of the room. */
  hear(presence: RoomPresence): void;
  get(nick: string): Occupant | undefined;
  all(): Iterable<Occupant>;
  /** The visit is over: who comes and goes from now on is not told. */
  clear(): void;
}

/** More than any room has; whoever comes after so many is nobody that the bot knows anything of. */
const MOST = 5_000;

export function createOccupants(most = MOST): Occupants {
  const byNick = new Map<string, Occupant>();
  return {
    hear({ type, nick, jid, affiliation, role, occupantId, caps }) {
      // A room may have a presence of its own, without a nickname.
      if (type === "error" || nick === "") return;
      // Whoever changes the nickname leaves under the old one, and comes under the new.
      if (type === "unavailable") byNick.delete(nick);
      else if (byNick.has(nick) || byNick.size < most)
        byNick.set(nick, { nick, jid, affiliation, role, occupantId, caps });
    },
    get: (nick) => byNick.get(nick),
    all: () => byNick.values(),
    clear: () => byNick.clear(),
  };
}
