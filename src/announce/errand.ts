/** Work that is done whenever it is asked for: never twice at a time, and again after growing pauses where it fails. */

import { backoff } from "../xmpp/backoff.ts";
import { SessionError } from "../xmpp/failure.ts";

export interface Errand {
  /** Does it, from the start if it is being done; resolves when all is done that was asked for by then. Never rejects. */
  readonly run: () => Promise<void>;
  /** Does it after a pause. */
  later(): void;
  readonly stop: () => void;
}

const PAUSES = { first: 15_000, longest: 3_600_000 };

/** `failed` is told why, once as long as that is the same; a session that was lost is told elsewhere. */
export function createErrand(work: () => Promise<void>, failed: (why: string) => void): Errand {
  const pauses = backoff(PAUSES.first, PAUSES.longest);
  let again = false;
  let running: Promise<void> | undefined;
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let complaint = "";

  const later = (): void => {
    clearTimeout(timer);
    if (over.signal.aborted) return;
    timer = setTimeout(() => void run(), pauses.next());
    timer.unref();
  };

  const attempt = async (): Promise<void> => {
    try {
      await work();
      pauses.reset();
      complaint = "";
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== complaint && !(error instanceof SessionError && error.lost)) {
        complaint = why;
        failed(why);
      }
      later();
    }
  };

  const loop = async (): Promise<void> => {
    while (again && !over.signal.aborted) {
      again = false;
      await attempt();
    }
    running = undefined;
  };

  const run = (): Promise<void> => {
    again = true;
    if (over.signal.aborted) return Promise.resolve();
    return (running ??= loop());
  };

  return {
    run,
    later,
    stop() {
      over.abort();
      clearTimeout(timer);
    },
  };
}
