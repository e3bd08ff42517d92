/** A line for the bot → its answer, on its way: one for each question, in order, and again where the question changes. */

import type { Asker } from "../commands/command.ts";
import { answer as answerOf, type Answer } from "../commands/index.ts";
import { answers as words } from "../words/answers.ts";
import { bare } from "../xmpp/jid.ts";
import type { Addressed } from "./addressed.ts";
import { askerOf, type KnownAsker, voiceTo } from "./asker.ts";
import type { Exchange, Exchanges } from "./exchanges.ts";
import { createLanes } from "./lanes.ts";
import type { Applicant, Limits } from "./limits.ts";
import type { LoopGuard } from "./loop.ts";
import { isAboutManners } from "./manner-words.ts";
import { within } from "./patience.ts";
import { createRests } from "./rests.ts";
import { isCourtesy } from "./small-talk.ts";
import type { Speech } from "./speech.ts";
import type { Surroundings } from "./surroundings.ts";
import { startTyping } from "./typing.ts";
import type { Utterance } from "./utterance.ts";

/** A line of somebody, and whether it is for a command. */
export interface Question extends Addressed {
  readonly utterance: Utterance;
  readonly applicant: Applicant;
  readonly isKnown: boolean;
}

export interface Answering {
  /** Answers a question, in place of the answer to the question that it corrects. */
  answer(question: Question): void;
  /** Says, after what is still to be said to them, that somebody asks too much. */
  refuse(question: Question): void;
  /** The question is gone: so is its answer. */
  withdraw(exchange: Exchange): void;
  /** Nothing more is said. */
  stop(): void;
}

export interface AnsweringOptions {
  readonly surroundings: Surroundings;
  readonly speech: Speech;
  readonly exchanges: Exchanges;
  readonly limits: Limits;
  readonly loop: LoopGuard;
  /** In ms. */
  readonly now: () => number;
}

/** In ms; what takes longer has failed. */
const PATIENCE = 60_000;

export function createAnswering(options: AnsweringOptions): Answering {
  const { surroundings, speech, exchanges, loop, now } = options;
  const { context, log } = surroundings;
  const lanes = createLanes();
  const rests = createRests(now);
  let isStopped = false;

  const isWelcome = ({ utterance, line }: Question): boolean => {
    const { where, from } = utterance;
    const isQuiet = where === "room" && context().manners.isQuiet(bare(from));
    return !isStopped && speech.isHeard(utterance) && (!isQuiet || isAboutManners(line));
  };

  const withdraw = (exchange: Exchange): void => {
    exchange.end();
    const answer = exchange.answer();
    exchange.setAnswer(undefined);
    if (answer !== undefined && !isStopped) speech.withdraw(exchange.original, answer);
  };

  const work = async (
    question: Question,
    { asker, names }: KnownAsker,
    exchange: Exchange,
    turn: AbortSignal,
  ): Promise<void> => {
    if (turn.aborted) return;
    const { utterance, applicant, line } = question;
    // What is no command will hardly be answered: nobody has to see that it is thought about.
    const typing = question.isKnown ? startTyping(() => speech.sign(utterance, "composing")) : undefined;
    const found = await reply(question, asker, turn, options).finally(() => typing?.stop());
    const state = typing?.stop() === true ? "active" : undefined;
    const before = exchange.answer();
    if (turn.aborted || found === undefined || found.text === before?.text || !isWelcome(question)) {
      if (state !== undefined) speech.sign(utterance, state);
      if (!turn.aborted && found === undefined) withdraw(exchange);
      return;
    }
    const { id, stanzaId } = exchange.original;
    const said = { text: found.text, language: asker.voice.language, replaces: before, state } as const;
    exchange.setAnswer(speech.say({ ...utterance, id, stanzaId }, said));
    // Before it has arrived: a program answers sooner than the server confirms that.
    loop.answered(applicant.person, said.text);
    rests.keep(names, found.rest);
    log.debug("answered", { from: utterance.from, line: line.slice(0, 100) });
  };

  return {
    answer(question) {
      const { person } = question.applicant;
      const exchange = exchanges.open(person, question.utterance);
      const turn = exchange.begin();
      // Who asks is known now: by the time of the answer somebody else may have the nickname.
      const known = askerOf(surroundings, rests, { ...question, person });
      lanes.add(person, () =>
        work(question, known, exchange, turn).catch((error: unknown) =>
          log.warn(`a question of ${question.utterance.from} was not answered`, { error }),
        ),
      );
    },
    refuse(question) {
      const { utterance, applicant, line } = question;
      const voice = voiceTo(surroundings, utterance, line);
      const said = { text: voice.say(words, "tooMuch"), language: voice.language };
      lanes.add(applicant.person, () => {
        if (isWelcome(question)) speech.say(utterance, said);
        return Promise.resolve();
      });
    },
    withdraw,
    stop() {
      isStopped = true;
    },
  };
}

/** What is said to a question, and nothing where it is better to keep quiet, or where nobody waits for it any more. */
async function reply(
  question: Question,
  asker: Asker,
  turn: AbortSignal,
  { surroundings, limits }: AnsweringOptions,
): Promise<Answer | undefined> {
  const { applicant, by, isKnown, line, utterance } = question;
  const found = await within(answerOf(line, surroundings.context(), asker), PATIENCE, turn).catch(
    (error: unknown): Answer => {
      surroundings.log.warn(`a question of ${utterance.from} could not be answered`, { error });
      return { kind: "answer", text: asker.voice.say(words, "failed"), rest: undefined };
    },
  );
  if (found === undefined || isKnown || found.kind === "answer") return found;
  if (found.kind === "unknown" && isCourtesy(line)) return undefined;
  if (utterance.where === "room") {
    await surroundings.rooms().learn(utterance.from);
    if (by === "reply" || surroundings.rooms().occupant(utterance.from)?.isBot === true) return undefined;
    // It is said about the bot, or to another one.
    if (found.kind === "unknown" && by !== "nick") return undefined;
    if (found.kind === "question" && by !== "bang") return found;
  }
  const mayHint = limits.mayHint(applicant) && (by !== "bang" || limits.mayRemark(applicant));
  return mayHint ? found : undefined;
}
