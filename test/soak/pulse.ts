/** Asks the bot's health endpoint all the time. */

import { setTimeout as pause } from "node:timers/promises";

export interface Pulse extends AsyncDisposable {
  /** What /readyz said last. */
  isReady(): boolean;
  /** What is missing for being ready, in the words of /readyz. */
  missing(): string;
  tally(): { readonly asked: number; readonly failed: number };
}

const EVERY = 250;
const PATIENCE = 3_000;

/** `base` is the address of the endpoint. A failure is no answer in time, or a /healthz that is not 200. */
export function startPulse(base: string): Pulse {
  const stopping = new AbortController();
  let [asked, failed, ready, missing] = [0, 0, false, ""];
  const get = (path: string): Promise<Response> =>
    fetch(new URL(path, base), { signal: AbortSignal.timeout(PATIENCE) });
  const beat = async (): Promise<void> => {
    asked += 1;
    const readyz = await get("/readyz");
    [ready, missing] = [readyz.status === 200, await readyz.text()];
    if ((await get("/healthz")).status !== 200) throw new Error("The bot says that it is not alive.");
  };
  const beating = (async () => {
    while (!stopping.signal.aborted) {
      await beat().catch(() => {
        ready = false;
        failed += 1;
      });
      await pause(EVERY);
    }
  })();
  return {
    isReady: () => ready,
    missing: () => missing.trim(),
    tally: () => ({ asked, failed }),
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await beating;
    },
  };
}
