/** Who is at which page of which command: little is remembered, and not for long. */

import { randomBytes } from "node:crypto";
import type { Problem } from "../xmpp/ad-hoc.ts";
import { bare } from "../xmpp/jid.ts";
import type { Entry, Page, Visitor } from "./page.ts";

/** Somebody at a command. */
export interface Talk {
  readonly id: string;
  readonly entry: Entry;
  /** Who began it; the pages speak their language. */
  readonly visitor: Visitor;
  /** The pages up to now, the one that is shown at the end. */
  readonly trail: readonly Page[];
}

export interface Talks {
  begin(entry: Entry, visitor: Visitor): Talk;
  /** The talk of this id, as it is now, or why there is none for whoever asks. */
  find(id: string, from: string): Talk | Problem;
  /** Remembers how far it is. */
  keep(talk: Talk): void;
  end(talk: Talk): void;
}

/** What is not gone on with for so long is forgotten, in ms. */
const LONGEST = 600_000;
const MOST = 200;
const MOST_EACH = 5;

export function createTalks(now: () => number): Talks {
  /** The one that was gone on with longest ago comes first. */
  const talks = new Map<string, Talk & { readonly at: number }>();
  /** The ids of those that are over. */
  const over = new Set<string>();

  const end = ({ id }: Pick<Talk, "id">): void => {
    talks.delete(id);
    over.add(id);
    const [first] = over;
    if (over.size > MOST && first !== undefined) over.delete(first);
  };
  const endOldest = (found: readonly Talk[], most: number): void => {
    for (const talk of found.slice(0, Math.max(0, found.length - most))) end(talk);
  };

  return {
    begin: (entry, visitor) => ({ id: randomBytes(12).toString("hex"), entry, visitor, trail: [] }),
    find(id, from) {
      const talk = talks.get(id);
      if (talk === undefined) return over.has(id) ? "session-expired" : "bad-sessionid";
      // It belongs to one JID: to others it does not exist.
      if (talk.visitor.from !== from) return "bad-sessionid";
      if (now() - talk.at <= LONGEST) return talk;
      end(talk);
      return "session-expired";
    },
    keep(talk) {
      talks.delete(talk.id);
      talks.set(talk.id, { ...talk, at: now() });
      const all = [...talks.values()];
      endOldest(
        all.filter(({ visitor }) => personOf(visitor) === personOf(talk.visitor)),
        MOST_EACH,
      );
      // However many strangers there are, an operator's preview waits for its answer: these are few.
      endOldest(
        all.filter(({ visitor }) => !visitor.asker.isOperator),
        MOST,
      );
    },
    end,
  };
}

/** In a room everybody has the same bare JID. */
function personOf({ from, asker }: Visitor): string {
  return asker.where === "direct" ? bare(from) : from;
}
