/** Rooms on a real server with the bot and a bare echo in them, each a process of its own. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Bot, startBot } from "../test/support/bot.ts";
import { makeContent } from "../test/support/content.ts";
import type { Server } from "../test/support/server.ts";
import type { EchoOptions } from "./echo.ts";
import { createIssue, type Source } from "./issues.ts";
import { type Login, toLogin } from "./raw.ts";

export const BOT = "newsstand";
export const ECHO = "echo";
/** Whoever asks alone, and those who ask at once. */
export const ASKER = "ana";
export const CROWD: readonly string[] = Array.from({ length: 50 }, (_, at) => `person${at}`);
export const ACCOUNTS: Readonly<Record<string, string>> = Object.fromEntries(
  [BOT, ECHO, ASKER, ...CROWD].map((name) => [name, "secret"]),
);

/** Of the years that nobody wrote, in English alone, with 30 items each. */
const ISSUES = 200;
const SIZE = 15_900;
const LANGUAGES = 6;

/** 200 issues in one language, with 6,000 items. */
export function archive(): readonly Source[] {
  return Array.from({ length: ISSUES }, (_, place) => createIssue(place * LANGUAGES, SIZE));
}

export interface Memory {
  /** Bytes that the process takes now, and took at most. */
  readonly rss: number;
  readonly peak: number;
}

export interface Stage extends AsyncDisposable {
  readonly bot: Bot;
  readonly login: (account: string) => Login;
  /** What the bot's process takes, after a garbage collection. */
  readonly memory: () => Promise<Memory>;
}

/** Has the bot's process say what it takes when it gets a signal. */
const PROBE = `process.on("SIGUSR2", () => {
  globalThis.gc();
  const { rss } = process.memoryUsage();
  console.log("memory " + JSON.stringify({ rss, peak: process.resourceUsage().maxRSS * 1024 }) + ".");
});`;
const FLAGS = ["--expose-gc", `--import=data:text/javascript,${encodeURIComponent(PROBE)}`];
/** To publish everything may take as long, in ms. */
const LONGEST = 120_000;

export async function setStage(server: Server, rooms: readonly string[]): Promise<Stage> {
  await using made = new AsyncDisposableStack();
  const files = archive().map(({ file, text }) => [file, text] as const);
  const content = made.use(await makeContent(Object.fromEntries(files)));
  const login = (account: string): Login => toLogin(server, account);
  // It comes first, and makes the rooms.
  made.use(await startEcho({ login: login(ECHO), nick: ECHO, rooms }));
  const bot = made.use(startBot({ server, account: BOT, content: content.folder, rooms, nodeFlags: FLAGS }));
  await bot.logs("the nodes follow the content", 0, LONGEST);
  await bot.ready();
  const all = made.move();
  return {
    bot,
    login,
    memory: async () => {
      const mark = bot.mark();
      bot.signal("SIGUSR2");
      await bot.logs("}.", mark);
      const memory: Memory = JSON.parse(/memory (\{.*\})\./u.exec(bot.log().slice(mark))?.[1] ?? "");
      return memory;
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function startEcho(options: EchoOptions): Promise<AsyncDisposable> {
  const file = fileURLToPath(new URL("echo.ts", import.meta.url));
  const echo = spawn(process.execPath, [file, JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(echo, "exit");
  await Promise.race([
    once(echo.stdout, "data"),
    ended.then(([status]) => {
      throw new Error(`the echo ended before it was in the rooms: ${String(status)}`);
    }),
  ]);
  return {
    async [Symbol.asyncDispose]() {
      echo.stdin.end();
      await ended;
    },
  };
}
