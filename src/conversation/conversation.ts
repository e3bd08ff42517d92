/** The conversation: a message comes in, and what the bot has to say to it goes out; mostly nothing. */

import { isClaimed, isCommand } from "../commands/index.ts";
import { bare } from "../xmpp/jid.ts";
import type { Element } from "../xmpp/stanza.ts";
import { type Addressed, addressed } from "./addressed.ts";
import { createAnswering, type Question } from "./answering.ts";
import { createExchanges } from "./exchanges.ts";
import { createFirsts } from "./firsts.ts";
import { createLimits } from "./limits.ts";
import { createLoopGuard } from "./loop.ts";
import { isAboutManners } from "./manner-words.ts";
import type { Hearing } from "./origin.ts";
import { createOwnMessages } from "./own-messages.ts";
import { personOf, placeOf } from "./people.ts";
import { createRemarks } from "./remarks.ts";
import { isSentence } from "./small-talk.ts";
import { createSpeech } from "./speech.ts";
import type { Surroundings } from "./surroundings.ts";
import { questionIn } from "./talk-xeps.ts";
import type { Utterance, Withdrawal } from "./utterance.ts";
import { parseReflection, parseUtterance, parseWithdrawal } from "./utterance-reader.ts";

export interface Conversation {
  /** Takes a message. Never throws; the answer comes later, if one does. */
  hear(stanza: Element): void;
  /** Nothing more is said. */
  stop(): void;
}

/** Of a room that has not said yet what it is nothing is believed. */
const NOTHING = { hasOccupantIds: false, hasStanzaIds: false };

export function createConversation(surroundings: Surroundings): Conversation {
  const { rooms, context, standing, log, now = Date.now } = surroundings;
  const own = createOwnMessages(now);
  const limits = createLimits(now);
  const loop = createLoopGuard(now);
  const exchanges = createExchanges(now);
  const firsts = createFirsts(now);
  const speech = createSpeech(surroundings, own);
  const answering = createAnswering({ surroundings, speech, exchanges, limits, loop, now });
  const remarks = createRemarks({ surroundings, speech, limits, now });
  let isStopped = false;

  const occupantOf = ({ where, from }: Pick<Utterance, "where" | "from">) =>
    where === "direct" ? undefined : rooms().occupant(from);

  const hearing = (): Hearing => ({
    nicks: rooms().nicks(),
    own: surroundings.jid(),
    now: now(),
    vouchesFor: (room) => rooms().facts(room) ?? NOTHING,
  });

  /** What of it is said to the bot. A reply to it that asks for nothing is talk. */
  const lineOf = (utterance: Utterance): (Addressed & { readonly isKnown: boolean }) | undefined => {
    const room = bare(utterance.from);
    const nick = rooms().nicks().get(room) ?? surroundings.nick;
    const claims = (line: string): boolean => isClaimed(line, context());
    const said = addressed(utterance, {
      nick,
      own: surroundings.jid(),
      occupantId: rooms().occupant(`${room}/${nick}`)?.occupantId,
      isCommand,
      claims,
      isOurs: (id) => own.isOurs(room, id),
    });
    if (said === undefined) return undefined;
    if (isCommand(said.line) || claims(said.line))
      return said.by === "reply" && isSentence(said.line) ? undefined : { ...said, isKnown: true };
    if (said.by === "reply") return undefined;
    const isForAnother = said.by === "bang" || occupantOf(utterance)?.isBot === true;
    const question = isForAnother ? undefined : questionIn(said.line);
    return { ...said, line: question ?? said.line, isKnown: question !== undefined };
  };

  /** Whether the manners of the room, and of the asker's own software, allow an answer. */
  const isProper = ({ utterance, line, isKnown }: Question): boolean => {
    const { where, from } = utterance;
    if (!speech.isHeard(utterance)) return false;
    if (occupantOf(utterance)?.isBot === true && !isCommand(line)) return false;
    if (where !== "room" || !context().manners.isQuiet(bare(from))) return true;
    const { isModerator, isOperator } = standing(from, where);
    return isKnown && isAboutManners(line) && (isModerator || isOperator);
  };

  const ask = (question: Question): void => {
    const { applicant, by, line, isKnown, utterance } = question;
    if (!firsts.isFirst(applicant.person, utterance) || !isProper(question)) return;
    if (loop.isEcho(applicant.person, utterance.text)) return;
    // It may be meant for another bot: it costs nobody anything.
    if (by === "bang" && !isKnown) return answering.answer(question);
    if (loop.isLoop(applicant.person, line, isKnown)) return;
    if (!isKnown) return limits.mayReact(applicant) ? answering.answer(question) : undefined;
    const admission = limits.admit(applicant);
    if (admission === "yes") answering.answer(question);
    else if (admission === "refusal" && occupantOf(utterance)?.isBot !== true) answering.refuse(question);
  };

  const listen = (utterance: Utterance): void => {
    const { where, from, wantsReceipt, isEncrypted, replaces } = utterance;
    const occupant = occupantOf(utterance);
    // The bot's account may be in the room with another client.
    if (occupant?.jid === bare(surroundings.jid())) return;
    const person = personOf(utterance, occupant);
    const applicant = { person, place: placeOf(utterance, surroundings.jid()), where };
    if (wantsReceipt && limits.mayConfirm(applicant)) speech.sign(utterance, "receipt");
    if (isEncrypted) return remarks.unreadable(utterance, applicant);
    const said = lineOf(utterance);
    const corrected = exchanges.corrected(person, utterance);
    if (said !== undefined) ask({ ...said, utterance, applicant });
    else if (corrected !== undefined) answering.withdraw(corrected);
    else if (where === "room" && replaces === undefined) remarks.onTalk(utterance, applicant);
    if (where !== "direct" && said !== undefined) void rooms().learn(from);
  };

  const forget = (withdrawal: Withdrawal): void => {
    const person = personOf(withdrawal, occupantOf(withdrawal));
    const exchange = exchanges.withdrawn(person, withdrawal);
    if (exchange !== undefined) answering.withdraw(exchange);
  };

  return {
    hear(stanza) {
      if (isStopped) return;
      try {
        const known = hearing();
        const reflection = parseReflection(stanza, known.nicks);
        if (reflection !== undefined) return own.reflected(reflection);
        const withdrawal = parseWithdrawal(stanza, known);
        if (withdrawal !== undefined) return forget(withdrawal);
        const utterance = parseUtterance(stanza, known);
        if (utterance !== undefined) listen(utterance);
      } catch (error) {
        log.warn(`a message of ${stanza.attrs["from"] ?? "nobody"} was not understood`, { error });
      }
    },
    stop() {
      isStopped = true;
      answering.stop();
    },
  };
}
