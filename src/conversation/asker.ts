/** Who asks: what a command may know of them, and the voice in which it answers. */

import type { Asker } from "../commands/command.ts";
import { languageOf } from "../commands/index.ts";
import type { Voice } from "../words/voice.ts";
import { bare } from "../xmpp/jid.ts";
import { voiceFor } from "./languages.ts";
import type { Rests } from "./rests.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Utterance } from "./utterance.ts";

/** An asker, and the names under which the rests of their lists are kept: by person, and by bare JID where that is certain. */
export interface KnownAsker {
  readonly asker: Asker;
  readonly names: readonly string[];
}

export function askerOf(
  surroundings: Surroundings,
  rests: Rests,
  {
    person,
    utterance,
    line,
  }: { readonly person: string; readonly utterance: Utterance; readonly line: string },
): KnownAsker {
  const { where, from } = utterance;
  const { jid, isOperator, isModerator } = surroundings.standing(from, where);
  const names = [...new Set(jid === undefined ? [person] : [person, jid])];
  const asker: Asker = {
    where,
    jid: where === "direct" ? bare(from) : undefined,
    room: where === "direct" ? undefined : bare(from),
    isOperator,
    isModerator,
    voice: voiceTo(surroundings, utterance, line),
    takeRest: () => rests.take(names),
  };
  return { asker, names };
}

/** The voice in which somebody is answered. */
export function voiceTo(
  { rooms, languageOf: chosenFor }: Pick<Surroundings, "rooms" | "languageOf">,
  { where, from, language }: Utterance,
  line: string,
): Voice {
  const room = where === "direct" ? undefined : bare(from);
  return voiceFor({
    question: language,
    chosen: room === undefined ? undefined : chosenFor(room),
    room: room === undefined ? undefined : rooms().language(room),
    word: languageOf(line),
  });
}
