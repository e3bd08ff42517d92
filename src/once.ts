/** A session for one task of the command line: log in, do it, log out. */

import { setImmediate } from "node:timers/promises";
import { toSession } from "./assembly.ts";
import { answerRequest } from "./identity.ts";
import type { AccountConfig } from "./config.ts";
import { onlyWhenNew } from "./sayings.ts";
import { SessionError } from "./xmpp/failure.ts";
import type { Session } from "./xmpp/session.ts";
import { isStanzaError } from "./xmpp/stanza-error.ts";
import type { Timing } from "./xmpp/timing.ts";

export interface OnceOptions {
  /** Ends the task. */
  readonly signal: AbortSignal;
  /** Hears why the task has to wait, and when it goes on. */
  readonly say: (sentence: string) => void;
  /** How long an interruption may last, in ms, before the task is given up. */
  readonly patience?: number;
  readonly timing?: Timing;
}

/** Does a part of the task, and does it again when the session it had was lost: a part that may be done twice. */
export type Persist = <T>(part: () => Promise<T>) => Promise<T>;

const PATIENCE = 300_000;

/**
 * Runs a task with a session. Fails with the sentence that says why there is none: a person waits for it, so a first failure
 * is the last. An interruption later is waited out, until a person has to mend it, or for as long as there is patience.
 */
export async function withSession<T>(
  config: AccountConfig,
  { signal, say, patience = PATIENCE, timing }: OnceOptions,
  task: (session: Session, persist: Persist) => Promise<T>,
): Promise<T> {
  const over = Promise.withResolvers<never>();
  over.promise.catch(() => {});
  const fail = (sentence: string): void => over.reject(new SessionError(sentence));
  const gate = createGate({ patience, say, fail });
  const session = toSession(
    config,
    {
      answer: answerRequest,
      online: gate.open,
      resumed: gate.open,
      offline: gate.close,
      stanza: () => {},
      trouble: () => {},
      rejected: fail,
    },
    timing,
  );
  const persist: Persist = async (part) => {
    for (;;) {
      if (!session.isOnline()) await gate.opened();
      try {
        return await part();
      } catch (error) {
        if (!(error instanceof SessionError && error.lost)) throw error;
        // The session has yet to say that it is offline.
        await setImmediate();
      }
    }
  };
  const stop = (): void => {
    fail("stopped before it was done");
    void session.stop();
  };
  signal.addEventListener("abort", stop);
  session.start();
  try {
    await Promise.race([gate.opened(), over.promise]);
    return await Promise.race([task(watched(session, gate.answered), persist), over.promise]);
  } finally {
    gate.stop();
    signal.removeEventListener("abort", stop);
    await session.stop();
  }
}

interface GateOptions {
  readonly patience: number;
  readonly say: (sentence: string) => void;
  /** Ends the task. */
  readonly fail: (sentence: string) => void;
}

/** Whether there is a session, and whether it is worth waiting for one. */
function createGate({ patience, say, fail }: GateOptions) {
  const once = onlyWhenNew(say);
  let opened = Promise.withResolvers<undefined>();
  let state: "first" | "open" | "closed" = "first";
  let givingUp: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(givingUp);
    givingUp = undefined;
  };
  const open = (): void => {
    if (state === "closed") once.say("goes on", "the session goes on");
    state = "open";
    opened.resolve(undefined);
  };
  const close = (sentence: string): void => {
    if (state === "first") return fail(sentence);
    if (state === "open") opened = Promise.withResolvers();
    state = "closed";
    once.say(sentence, `${sentence}; waiting for the session`);
    const minutes = Math.round(patience / 60_000);
    const last = `${sentence}; given up after ${minutes} minutes without an answer`;
    givingUp ??= setTimeout(() => fail(last), patience);
  };
  /** Only an answer shows that it goes on: a server may let the bot in again and again, and end every session. */
  const answered = (): void => {
    stop();
    once.forget();
  };
  return { opened: () => opened.promise, open, close, answered, stop };
}

/** The same session, of which every answer is told. */
function watched(session: Session, answered: () => void): Session {
  const watch = async <R>(request: Promise<R>): Promise<R> => {
    try {
      const answer = await request;
      answered();
      return answer;
    } catch (error) {
      if (isStanzaError(error)) answered();
      throw error;
    }
  };
  return {
    ...session,
    get: (...question) => watch(session.get(...question)),
    set: (...question) => watch(session.set(...question)),
  };
}
