/** A session for one task of the command line: log in, do it, log out. */

import { toSession } from "./assembly.ts";
import { answerRequest } from "./identity.ts";
import type { AccountConfig } from "./config.ts";
import { SessionError } from "./xmpp/failure.ts";
import type { Session } from "./xmpp/session.ts";

/**
 * Runs a task with a session. Fails with the sentence that says why there is none: a person waits for it, so the first
 * failure is the last. An interruption of the session does not concern the task when the next attempt ends it.
 */
export async function withSession<T>(
  config: AccountConfig,
  signal: AbortSignal,
  task: (session: Session) => Promise<T>,
): Promise<T> {
  const online = Promise.withResolvers<undefined>();
  const over = Promise.withResolvers<never>();
  over.promise.catch(() => {});
  let interrupted = false;
  const fail = (sentence: string): void => {
    online.reject(new SessionError(sentence));
    over.reject(new SessionError(sentence));
  };
  const session = toSession(config, {
    answer: answerRequest,
    online: () => online.resolve(undefined),
    resumed: () => void (interrupted = false),
    offline(sentence) {
      online.reject(new SessionError(sentence));
      if (interrupted) over.reject(new SessionError(sentence));
      interrupted = true;
    },
    stanza: () => {},
    trouble: () => {},
    rejected: fail,
  });
  const stop = (): void => {
    fail("stopped before it was done");
    void session.stop();
  };
  signal.addEventListener("abort", stop);
  session.start();
  try {
    await online.promise;
    return await Promise.race([task(session), over.promise]);
  } finally {
    signal.removeEventListener("abort", stop);
    await session.stop();
  }
}
