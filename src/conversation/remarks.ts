/** What the bot says without being asked: what a XEP is that is named in talk, and that it cannot read what is encrypted. */

import { encrypted as words } from "../words/encrypted.ts";
import { bare } from "../xmpp/jid.ts";
import { voiceTo } from "./asker.ts";
import type { Applicant, Limits } from "./limits.ts";
import { createShortMemory } from "./short-memory.ts";
import type { Speech } from "./speech.ts";
import type { Surroundings } from "./surroundings.ts";
import { createTalkXeps, numbersIn, toLine } from "./talk-xeps.ts";
import type { Utterance } from "./utterance.ts";

export interface Remarks {
  /** What is said in a room, and not to the bot. */
  onTalk(utterance: Utterance, applicant: Applicant): void;
  /** Somebody sends what the bot cannot read. */
  unreadable(utterance: Utterance, applicant: Applicant): void;
}

export interface RemarksOptions {
  readonly surroundings: Surroundings;
  readonly speech: Speech;
  readonly limits: Limits;
  /** In ms. */
  readonly now: () => number;
}

const MOST_TOLD = 1000;
/** In ms. */
const DAY = 86_400_000;

export function createRemarks({ surroundings, speech, limits, now }: RemarksOptions): Remarks {
  const { rooms, context, log, xepRooms } = surroundings;
  const talkXeps = createTalkXeps(now);
  const told = createShortMemory<true>({ most: MOST_TOLD, age: DAY, now });

  const tellXeps = async (utterance: Utterance, applicant: Applicant): Promise<void> => {
    const room = bare(utterance.from);
    await rooms().learn(utterance.from);
    const { manners, xeps } = context();
    const isWelcome = speech.isHeard(utterance) && !manners.isQuiet(room);
    if (!isWelcome || rooms().occupant(utterance.from)?.isBot === true) return;
    const found = talkXeps.untold(room, utterance.text, xeps);
    if (found.length === 0 || !limits.mayRemark(applicant)) return;
    const voice = voiceTo(surroundings, utterance, "");
    const text = found.map((xep) => toLine(xep, voice)).join("\n");
    talkXeps.tell(room, found);
    speech.say(utterance, { text, language: voice.language });
  };

  return {
    onTalk(utterance, applicant) {
      if (!xepRooms.has(bare(utterance.from)) || numbersIn(utterance.text).length === 0) return;
      tellXeps(utterance, applicant).catch((error: unknown) =>
        log.warn(`a XEP that ${utterance.from} named was not told`, { error }),
      );
    },
    unreadable(utterance, applicant) {
      const { person } = applicant;
      if (told.get(person) !== undefined || !speech.isHeard(utterance) || !limits.mayRemark(applicant))
        return;
      told.set(person, true);
      const voice = voiceTo(surroundings, utterance, "");
      speech.say(utterance, { text: voice.say(words, "unreadable"), language: voice.language });
    },
  };
}
