/** Something that Ana says in a room, as the rest of the conversation reads it. */

import type { Utterance } from "../../src/conversation/utterance.ts";

export const ROOM = "room@rooms.example.org";

export function utterance(text: string, rest: Partial<Utterance> = {}): Utterance {
  return {
    where: "room",
    from: `${ROOM}/ana`,
    text,
    isEncrypted: false,
    id: "1",
    stanzaId: "s1",
    originId: undefined,
    repliesTo: undefined,
    mentions: [],
    replaces: undefined,
    language: undefined,
    occupantId: undefined,
    wantsReceipt: false,
    ...rest,
  };
}
