/** The whole bot within this process: as `startBot` runs it, but with a patience that suits a test, and many at a time. */

import { Writable } from "node:stream";
import tls from "node:tls";
import { readConfig, requireAccount } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { run } from "../../src/run.ts";
import { type Timing, TIMING } from "../../src/xmpp/timing.ts";
import { type BotOptions, environment } from "./bot.ts";

export interface LocalBot extends AsyncDisposable {
  readonly log: () => string;
  /** The length of the log now, as a mark for `logs`. */
  mark(): number;
  /** Waits until the log has a text after a mark; fails when the bot ends before. */
  logs(text: string, after?: number, deadlineMs?: number): Promise<void>;
  /** Asks it to stop and gives its exit status. */
  stop(): Promise<number>;
}

/** Comes back within moments, and gives up nothing early: a machine under load is slow. */
export const QUICK: Timing = { ...TIMING, firstPause: 20, longestPause: 100, slowPause: 500 };

const DEADLINE_MS = 20_000;
/** Every bot listens to what reaches nobody in its process. */
const MOST_BOTS = 64;

/** Starts the bot; `settings` may win over its environment, as they do for `startBot`. It has no health endpoint. */
export async function startLocalBot(
  options: Omit<BotOptions, "args">,
  timing: Timing = QUICK,
): Promise<LocalBot> {
  process.setMaxListeners(Math.max(MOST_BOTS, process.getMaxListeners()));
  trust(options.server.certificate);
  const settings = { HTTP: "off", LOG: "debug", CA_FILE: "", ...options.settings };
  const config = requireAccount(await readConfig({ env: environment({ ...options, settings }) }));
  const stopping = new AbortController();
  const watching = new Set<() => void>();
  let text = "";
  const stream = new Writable({
    decodeStrings: false,
    write(line: string, _, done) {
      text += line;
      for (const look of watching) look();
      done();
    },
  });
  const log = createLog({ level: config.log, format: "text", stream, colour: false });
  let isOver = false;
  const ended = run(config, log, stopping.signal, timing).finally(() => {
    isOver = true;
    for (const look of watching) look();
  });
  // Whoever stops the bot, or waits for its log, is told why it ended.
  ended.catch(() => {});

  const stop = (): Promise<number> => {
    stopping.abort();
    return ended;
  };
  return {
    log: () => text,
    mark: () => text.length,
    logs(wanted, after = 0, deadlineMs = DEADLINE_MS) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const missed = (why: string): void =>
        reject(new Error(`The bot did not log ${JSON.stringify(wanted)}: ${why}. Its log:\n${text}`));
      const look = (): void => {
        if (text.includes(wanted, after)) resolve();
        else if (isOver) missed("it ended before");
      };
      const timer = setTimeout(() => missed(`not within ${deadlineMs} ms`), deadlineMs);
      watching.add(look);
      look();
      return promise.finally(() => {
        clearTimeout(timer);
        watching.delete(look);
      });
    },
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

/** Trusts a certificate once: the list belongs to the process, and every bot would make it longer. */
function trust(certificate: string): void {
  const trusted = tls.getCACertificates("default");
  if (!trusted.includes(certificate)) tls.setDefaultCACertificates([...trusted, certificate]);
}
