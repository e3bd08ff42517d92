/** One issue goes from subscriber to subscriber, a few letters at a time, each of which is noted down before it is sent. */

import type { Window } from "../publish/pace.ts";
import { SessionError } from "../xmpp/failure.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Element } from "../xmpp/stanza.ts";
import type { Fate } from "./doubt.ts";
import type { Mailing } from "./mailing.ts";
import { isFurther, type Letter, type Passage } from "./passage.ts";
import type { Subscribers, Voice } from "./subscribers.ts";

export interface RoundOptions {
  readonly send: (stanza: Element) => void;
  /** Notes down how far the round has come. When it resolves, the server has taken what was sent before. */
  readonly save: (passage: Passage) => Promise<void>;
  readonly finish: () => Promise<void>;
  /** What became of a message that was sent in an earlier session. */
  readonly fateOf: (jid: string, id: string) => Promise<Fate>;
  /** Whether the round is to go on. */
  readonly isWanted: () => boolean;
  readonly subscribers: Pick<Subscribers, "find" | "sending">;
  readonly pace: Pick<Window, "run">;
  readonly log: Voice;
}

export interface Round {
  /** Goes round, until everybody has been sent the issue or it is no longer wanted. Fails where a session is lost: run it again. */
  run(): Promise<void>;
  /** Goes on from a passage that was read anew. Whether that is where this round has come to. */
  resume(stored: Passage): boolean;
  /** The server has taken a stanza. */
  taken(stanza: Element): void;
}

/** What was noted down, and what of it the server has not taken for certain. */
interface Stage {
  readonly passage: Passage;
  readonly open: readonly Open[];
}

interface Open {
  readonly letter: Letter;
  readonly id: string;
  isSent: boolean;
}

/** Letters at a time: so many may be lost where a server keeps no archive. */
const MOST = 10;
/** How long they, and the note for the next ones, may take, in ms: somebody's command may wait behind them. */
const LONG = 500;

export function createRound(mailing: Mailing, from: Passage, options: RoundOptions): Round {
  const { send, save, finish, fateOf, isWanted, subscribers, pace, log } = options;
  const { issue } = mailing;
  let stage: Stage = stageOf(from, true);
  /** What is being noted down. */
  let ahead: Stage | undefined;
  /** A server that is slow is found out before much is on its way. */
  let most = 1;

  function stageOf(passage: Passage, isSent: boolean): Stage {
    return {
      passage,
      open: passage.doubt.map((letter) => ({ letter, id: mailing.idOf(letter), isSent })),
    };
  }

  const close = (id: string): void => {
    stage = { ...stage, open: stage.open.filter((each) => each.id !== id) };
  };

  /** Finds out what became of letters that were sent in an earlier session. */
  const settle = async (): Promise<void> => {
    let unknown = 0;
    for (const each of stage.open.filter(({ isSent }) => isSent)) {
      const fate = await fateOf(each.letter.jid, each.id);
      if (fate === "lost") each.isSent = false;
      else close(each.id);
      if (fate === "unknown") unknown += 1;
    }
    if (unknown > 0)
      log.warn(
        `an interruption may have cost ${unknown} subscribers ${issue.id}: the server keeps no archive of messages in which that could be seen, and nobody is sent an issue twice`,
      );
  };

  const next = (): Stage | undefined => {
    const { passage } = stage;
    const found = isWanted() ? mailing.next(passage.upTo, most) : undefined;
    if (found === undefined) return undefined;
    const { upTo, letters: doubt } = found;
    return stageOf({ ...passage, upTo, doubt, letters: passage.letters + doubt.length }, false);
  };

  /** Servers work in order: any answer, also one that refuses, shows that they have taken what was sent before. */
  const noted = async (asked: Promise<void>): Promise<void> => {
    try {
      await asked;
    } catch (error) {
      if (isStanzaError(error)) stage = { ...stage, open: [] };
      throw error;
    }
  };

  /** Notes down the next letters, or that there are none; whether there are. */
  const advance = async (): Promise<boolean> => {
    ahead = next();
    if (ahead !== undefined) {
      await noted(save(ahead.passage));
      stage = ahead;
      ahead = undefined;
      return true;
    }
    if (isWanted()) {
      await noted(finish());
      log.info(`${issue.id} was sent to its subscribers, messages: ${stage.passage.letters}`);
    } else {
      await noted(save({ ...stage.passage, doubt: [] }));
    }
    stage = { ...stage, open: [] };
    return false;
  };

  const dispatch = (): void => {
    for (const each of stage.open.filter(({ isSent }) => !isSent)) {
      if (!mailing.isWanted(each.letter, subscribers.find(each.letter.jid))) {
        close(each.id);
        continue;
      }
      try {
        send(mailing.toMessage(each.letter));
        each.isSent = true;
        subscribers.sending(each.letter.jid);
      } catch (error) {
        if (error instanceof SessionError) throw error;
        // Who subscribes is nobody else's business: a log is read by many.
        log.warn(`somebody was not sent ${issue.id}: ${String(error)}`);
        log.debug(`${each.letter.jid} was not sent ${issue.id}`);
        close(each.id);
      }
    }
  };

  const step = async (): Promise<boolean> => {
    const began = Date.now();
    dispatch();
    const isMore = await advance();
    const took = Date.now() - began;
    if (took > LONG) most = Math.max(1, Math.floor(most / 2));
    else if (took < LONG / 2) most = Math.min(MOST, most + 1);
    return isMore;
  };

  const bytes = (): number =>
    stage.open.reduce((sum, { letter }) => sum + Buffer.byteLength(mailing.toMessage(letter).toString()), 0);

  return {
    async run() {
      await settle();
      while (await pace.run(bytes(), step));
    },
    resume(stored) {
      if (ahead !== undefined && isSame(stored, ahead.passage)) stage = ahead;
      else if (!isSame(stored, stage.passage)) return false;
      ahead = undefined;
      return true;
    },
    taken: (stanza) => close(stanza.attrs["id"] ?? ""),
  };
}

function isSame(one: Passage, other: Passage): boolean {
  return one.issue === other.issue && !isFurther(one.upTo, other.upTo) && !isFurther(other.upTo, one.upTo);
}
