/** Runs git: without a shell, a terminal, hooks, the settings of this machine, and never for ever. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Where git works, and for how long it may. */
export interface Git {
  /** A bare repository. */
  readonly repository: string;
  /** Settings for this call alone; they are in no file and no list of processes. */
  readonly settings: Readonly<Record<string, string>>;
  /** Milliseconds that a call may take. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

export interface Call {
  /** What git reads. */
  readonly input?: string;
  /** What git writes, in pieces; the next comes when this one was taken. */
  readonly take?: (piece: Buffer) => void | Promise<void>;
}

/** git ended with an error; `said` is what it wrote about it. */
export class GitError extends Error {
  override readonly name = "GitError";
  readonly command: string;
  readonly said: string;

  constructor(command = "", said = "") {
    super(`git ${command} failed: ${said}`);
    this.command = command;
    this.said = said;
  }
}

/** git did not end in time. */
export class GitTimeout extends Error {
  override readonly name = "GitTimeout";
  /** Milliseconds. */
  readonly limit: number;

  constructor(limit: number) {
    super(`git was ended after ${limit / 1_000} s`);
    this.limit = limit;
  }
}

/** What git and ssh are told of this process: how they reach and show themselves to the other side, and no more. */
const PASSED =
  /^(?:PATH|HOME|USER|LOGNAME|TMPDIR|SSH_AUTH_SOCK|GIT_SSH_COMMAND|GIT_SSL_CAINFO|(?:https?|all|no)_proxy)$/iu;

/** Asks nobody, and notices a link that is dead. */
const SSH = "ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=3";

/** Instead of what this machine and its users have set. */
const CONFIGURATION = fileURLToPath(new URL("git.conf", import.meta.url));

/** How much of what git says about an error is kept, in characters, and how long it may take to end once it is told to, in ms. */
const MOST_SAID = 8_192;
const GRACE = 1_000;
const SHORT = 20;

/** Runs git. Throws a `GitError`, a `GitTimeout`, what `take` throws, or the reason of the signal. */
export async function git(
  { repository, settings, limit, signal }: Git,
  args: readonly string[],
  { input = "", take = () => {} }: Call = {},
): Promise<void> {
  signal.throwIfAborted();
  const env = environment(repository, settings);
  // A group of its own, which ends as a whole, and a session of its own, which has no terminal to ask at.
  const child = spawn("git", args, { env, detached: true, stdio: "pipe" });
  const ended = once(child, "close");
  ended.catch(() => {}); // it is awaited once there is nothing more to read
  const late = AbortSignal.timeout(limit);
  let ending: Promise<void> | undefined;
  const stop = (): void => void (ending ??= endGroup(child.pid));
  const stopping = AbortSignal.any([late, signal]);
  stopping.addEventListener("abort", stop);
  // What outlives git (the master of a shared ssh connection) may hold its outputs open.
  child.once(
    "exit",
    () => void setTimeout(GRACE, undefined, { ref: false }).then(() => child.stderr.destroy()),
  );
  child.stdin.on("error", () => {}); // git has ended: its status says why
  child.stdin.end(input);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-MOST_SAID)));
  try {
    for await (const piece of child.stdout) if (Buffer.isBuffer(piece)) await take(piece);
    const [status]: unknown[] = await ended;
    signal.throwIfAborted();
    if (late.aborted) throw new GitTimeout(limit);
    if (status !== 0) throw new GitError(args[0], said.trim());
  } finally {
    stopping.removeEventListener("abort", stop);
    if (child.exitCode === null && child.signalCode === null) stop();
    await ending;
  }
}

/** The same, for an answer that is no longer than so many bytes. */
export async function ask(
  context: Git,
  args: readonly string[],
  call: { input?: string; max: number },
): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  await git(context, args, {
    ...call,
    take(piece) {
      length += piece.length;
      if (length > call.max) throw new GitError(args[0], `its answer is longer than ${call.max} bytes`);
      pieces.push(piece);
    },
  });
  return Buffer.concat(pieces).toString("utf8");
}

function environment(repository: string, settings: Git["settings"]): Record<string, string> {
  const passed = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && PASSED.test(name) ? [[name, value] as const] : [],
  );
  const pairs = Object.entries(settings);
  return {
    GIT_SSH_COMMAND: SSH,
    ...Object.fromEntries(passed),
    // Its sentences are read by `words.ts`.
    LC_ALL: "C",
    GIT_DIR: repository,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: CONFIGURATION,
    GIT_ALLOW_PROTOCOL: "https:ssh:file",
    GIT_TERMINAL_PROMPT: "0",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_ATTR_NOSYSTEM: "1",
    // What is missing is fetched all at once, not one by one whenever it is met.
    GIT_NO_LAZY_FETCH: "1",
    GIT_CONFIG_COUNT: String(pairs.length),
    ...Object.fromEntries(
      pairs.flatMap(([name, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, name],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

/** Asks a group of processes to end, and insists after a while. Resolves when it has ended. */
async function endGroup(group: number | undefined): Promise<void> {
  for (let asked = signalGroup(group, "SIGTERM"), left = GRACE; asked && left > 0; left -= SHORT) {
    await setTimeout(SHORT);
    asked = signalGroup(group, 0);
  }
  signalGroup(group, "SIGKILL");
}

/** Gives whether there was somebody to hear it. */
function signalGroup(group: number | undefined, signal: NodeJS.Signals | 0): boolean {
  try {
    return group !== undefined && process.kill(-group, signal);
  } catch {
    return false;
  }
}
