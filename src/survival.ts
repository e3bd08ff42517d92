/** What no part of the bot caught does not end it. */

import type { Log } from "./log.ts";
import type { Session } from "./xmpp/session.ts";

/** What no part caught may have left the session in disorder: it is made anew, and the bot goes on. */
export function guardProcess(session: Session, log: Log): { end(): void } {
  const onException = (error: unknown): void => {
    log.error("an error reached nobody; the session is made anew", { error });
    session.reset("the session was made anew after an error");
  };
  const onRejection = (error: unknown): void =>
    log.error("a promise was rejected and nobody heard", { error });
  process.on("uncaughtException", onException);
  process.on("unhandledRejection", onRejection);
  return {
    end() {
      process.off("uncaughtException", onException);
      process.off("unhandledRejection", onRejection);
    },
  };
}
