/** The bot as an operator runs it: a process of its own, configured by its environment. */

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { isRunning, workplace } from "./guarded.ts";
import type { Server } from "./server.ts";

export interface BotOptions {
  readonly server: Server;
  /** The localpart of its account. */
  readonly account: string;
  readonly content: string;
  readonly rooms?: readonly string[];
  /** Arguments of the command line; `run` without any. */
  readonly args?: readonly string[];
  /** Arguments of Node itself, before the program. */
  readonly nodeFlags?: readonly string[];
  /** More NEWSSTAND_ variables, without the prefix. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Bot extends AsyncDisposable {
  readonly log: () => string;
  /** Waits until the log has a text, from the start or after what was there at a mark; fails when the bot ends before. */
  logs(text: string, after?: number, deadlineMs?: number): Promise<void>;
  /** The length of the log now, as a mark for `logs`. */
  mark(): number;
  /** Waits until /readyz says that it is ready. */
  ready(deadlineMs?: number): Promise<void>;
  /** The address of the health endpoint, once it is logged. */
  health(path: string): Promise<Response>;
  signal(name: NodeJS.Signals): void;
  /** Waits for the end. Gives the exit status, or the signal that killed it. */
  ended(): Promise<number | string>;
  /** Asks it to stop and gives its exit status. */
  stop(): Promise<number | string>;
}

export const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const DEADLINE_MS = 20_000;

/** The environment that connects the bot to a server of these tests. */
export function environment({
  server,
  account,
  content,
  rooms = [],
  settings = {},
}: BotOptions): Record<string, string> {
  const given = {
    JID: server.jid(account),
    PASSWORD: server.password(account),
    SERVICE: `xmpp://${server.host}:${server.port}`,
    CA_FILE: server.caFile,
    PUBSUB: server.pubsub,
    ROOMS: rooms.join(","),
    CONTENT: content,
    HTTP: "127.0.0.1:0",
    XEPS_URL: "off",
    ...settings,
  };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [`NEWSSTAND_${name}`, value]));
}

/** Starts the bot; it ends with this process at the latest. */
export function startBot(options: BotOptions): Bot {
  const work = workplace("newsstand-bot-", undefined);
  const { nodeFlags = [], args = ["run"] } = options;
  const child = work.start([process.execPath, ...nodeFlags, MAIN, ...args], environment(options));
  const exit = once(child, "exit").then(([code, signal]: unknown[]) =>
    typeof code === "number" ? code : String(signal),
  );
  const log = (): string => readFileSync(work.logFile, "utf8");

  const until = async <T>(
    what: string,
    deadlineMs: number,
    look: () => Promise<T | undefined>,
  ): Promise<T> => {
    for (const deadline = Date.now() + deadlineMs; ;) {
      const found = await look();
      if (found !== undefined) return found;
      if (!isRunning(child)) throw new Error(`The bot ended before ${what}. Its log:\n${log()}`);
      if (Date.now() > deadline)
        throw new Error(`Waited ${deadlineMs} ms for ${what}. The bot's log:\n${log()}`);
      await pause(20);
    }
  };

  const address = (): string | undefined => /health at (http:\S+)\/healthz/u.exec(log())?.[1];
  const health = async (path: string): Promise<Response> => {
    const base = await until("its health endpoint was open", DEADLINE_MS, () => Promise.resolve(address()));
    return fetch(`${base}${path}`);
  };
  const stop = async (): Promise<number | string> => {
    child.kill("SIGTERM");
    const status = await exit;
    await work.leave();
    return status;
  };

  return {
    log,
    mark: () => log().length,
    async logs(text, after = 0, deadlineMs = DEADLINE_MS) {
      await until(`it logged ${JSON.stringify(text)}`, deadlineMs, async () => {
        const all = await readFile(work.logFile, "utf8");
        return all.slice(after).includes(text) ? true : undefined;
      });
    },
    async ready(deadlineMs = DEADLINE_MS) {
      await until("it was ready", deadlineMs, async () => {
        const { status } = await health("/readyz");
        return status === 200 ? true : undefined;
      });
    },
    health,
    signal: (name) => void child.kill(name),
    async ended() {
      const status = await exit;
      return status;
    },
    stop,
    async [Symbol.asyncDispose]() {
      if (isRunning(child)) child.kill("SIGKILL");
      await exit;
      await work.leave();
    },
  };
}
