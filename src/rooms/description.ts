/** What one room says of itself (XEP-0045, section 6.4), asked once per visit and after each change. */

import type { Log } from "../log.ts";
import { describe, type Description } from "../xmpp/disco.ts";
import { NS as OCCUPANT_IDS } from "../xmpp/occupant-id.ts";
import { NS as STANZA_IDS } from "../xmpp/origin-id.ts";
import type { Requester } from "../xmpp/stanza.ts";

export interface RoomFacts {
  /** The language of its talk (BCP 47). Prosody and ejabberd say `en` where nobody chose one. */
  readonly language: string | undefined;
  /** Whether it shows everybody who is behind a nickname. */
  readonly isNonAnonymous: boolean;
  /** Whether it vouches for the occupant ids in what its occupants send (XEP-0421, section 5). */
  readonly hasOccupantIds: boolean;
  /** Whether it gives ids to messages, and lets nobody make them up (XEP-0359, section 6). Those with an archive do. */
  readonly hasStanzaIds: boolean;
}

export interface RoomDescription {
  /** Nothing before the room has answered. */
  readonly now: () => RoomFacts | undefined;
  /** Asks the room. */
  ask(): void;
  /** The visit is over; an answer that comes later does not count. */
  stop(): void;
}

export function createDescription(xmpp: Requester, room: string, log: Pick<Log, "debug">): RoomDescription {
  let known: RoomFacts | undefined;
  let question: symbol | undefined;
  /** The room changed while it was being asked. */
  let isStale = false;

  const ask = (): void => {
    if (question !== undefined) {
      isStale = true;
      return;
    }
    const mine = Symbol(room);
    question = mine;
    isStale = false;
    describe(xmpp, room)
      .then((told) => {
        if (question === mine) known = toFacts(told);
      })
      .catch((error: unknown) => log.debug(`${room} does not say what it is`, { error }))
      .finally(() => {
        if (question !== mine) return;
        question = undefined;
        if (isStale) ask();
      });
  };

  return {
    now: () => known,
    ask,
    stop() {
      question = undefined;
      isStale = false;
      known = undefined;
    },
  };
}

function toFacts({ features, forms = [] }: Description): RoomFacts {
  const [language] = forms.flatMap((form) => form.get("muc#roominfo_lang") ?? []);
  return {
    language: language === "" ? undefined : language,
    isNonAnonymous: features.includes("muc_nonanonymous"),
    hasOccupantIds: features.includes(OCCUPANT_IDS),
    hasStanzaIds: features.includes(STANZA_IDS),
  };
}
