/** Answers that take a while: they go out in the session that was asked, also when that was interrupted meanwhile. */

import { type Answer, type Refusal, toReply } from "../answers.ts";
import { SessionError } from "../failure.ts";
import type { Element } from "../stanza.ts";

export interface LateAnswers {
  /** Answers the request when its answer is there, or when it does not come in time. */
  readonly wait: (request: Element, answer: Promise<Answer>) => void;
  /** The session may speak. A new one has nothing to say to those who asked the one before. */
  open(how: "fresh" | "resumed"): void;
}

export interface LateAnswersOptions {
  /** Fails while the session is interrupted. */
  readonly send: (stanza: Element) => void;
  readonly trouble: (error: Error) => void;
  /** How long whoever asks waits at most, in ms. */
  readonly patience?: number;
}

/** Clients give a request up after a minute or half of one. */
const PATIENCE = 30_000;
const FAILED: Refusal = { condition: "internal-server-error", type: "cancel" };
const TOO_LATE: Refusal = { condition: "resource-constraint", type: "wait" };

export function createLateAnswers({ send, trouble, patience = PATIENCE }: LateAnswersOptions): LateAnswers {
  let session = 0;
  /** What could not be said because of an interruption, in order. */
  let unsaid: (() => void)[] = [];

  const say = (request: Element, answer: Answer): void => {
    try {
      send(toReply(request, answer));
    } catch (error) {
      if (error instanceof SessionError && error.lost) {
        unsaid.push(() => say(request, answer));
        return;
      }
      trouble(toError(error));
      // What cannot be sent is too large, or cannot be written: whoever asked hears at least that.
      if (answer !== FAILED) say(request, FAILED);
    }
  };

  return {
    wait(request, answer) {
      const mine = session;
      const late = Promise.withResolvers<Answer>();
      const timer = setTimeout(() => late.resolve(TOO_LATE), patience);
      const failed = (error: unknown): Answer => {
        trouble(toError(error));
        return FAILED;
      };
      void Promise.race([answer.catch(failed), late.promise]).then((answered) => {
        clearTimeout(timer);
        if (mine === session) say(request, answered);
      });
    },
    open(how) {
      const due = unsaid;
      unsaid = [];
      if (how === "fresh") session += 1;
      else for (const again of due) again();
    },
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
