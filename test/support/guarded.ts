/** Programs and folders that a test borrows: nothing of them outlives this process, however it ends. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The account a program runs under; `undefined` means our own. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Servers refuse to run as root: then it is the account that their package made for them, otherwise our own. */
export async function userFor(account: string): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (option) => Number((await run("id", [option, account])).stdout)),
  );
  if (uid === undefined || gid === undefined)
    throw new Error(`There is no account ${account} on this machine.`);
  return { uid, gid };
}

/** A temporary folder and the one program at a time that works in it. */
export interface Workplace {
  readonly folder: string;
  /** Where the program's output goes. */
  readonly logFile: string;
  start(command: readonly [string, ...string[]], env?: Readonly<Record<string, string>>): ChildProcess;
  /** Ends the program, if it runs: asks with SIGTERM and insists after a while, or uses SIGKILL at once. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Ends the program at once and removes the folder. */
  leave(): Promise<void>;
}

/**
 * The guard is a shell that reads a pipe whose other end is ours. When we end (by a return, a signal, an uncaught error,
 * SIGKILL) the kernel closes the pipe; the guard then kills the program, and those of workplaces within this one, and removes
 * the folder. It has a session of its own, so that Ctrl-C in a terminal does not reach it.
 */
const GUARD =
  `cat >/dev/null; find "$0" -name pid -size +0 -exec sh -c 'kill -KILL "$(cat "$1")"' _ {} ';' 2>/dev/null; ` +
  `rm -rf "$0" || rm -rf "$0"`;

const GRACE_MS = 3000;

export function workplace(prefix: string, user: User | undefined): Workplace {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  // Whoever knows the name of the certificate may read it: a client of another user. Nobody can list the folder.
  chmodSync(folder, 0o711);
  const guard = spawn("sh", ["-c", GUARD, folder], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  guard.unref();
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  const guardEnded = once(guard, "exit");
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const logFile = join(folder, "log");
  const pidFile = join(folder, "pid");
  let program: ChildProcess | undefined;

  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    const ending = program;
    program = undefined;
    if (ending === undefined) return;
    if (isRunning(ending)) {
      const ended = once(ending, "exit");
      ending.kill(signal);
      const insist = setTimeout(() => ending.kill("SIGKILL"), GRACE_MS);
      await ended;
      clearTimeout(insist);
    }
    rmSync(pidFile, { force: true });
  };

  return {
    folder,
    logFile,
    start([name, ...args], env = {}) {
      const output = openSync(logFile, "a", 0o666);
      if (user !== undefined) chownSync(logFile, user.uid, user.gid);
      const environment = {
        PATH: `${process.env["PATH"]}:/usr/sbin:/usr/bin`,
        HOME: folder,
        LANG: "C.UTF-8",
        ...env,
      };
      const child = spawn(name, args, {
        ...user,
        cwd: folder,
        env: environment,
        stdio: ["ignore", output, output],
      });
      closeSync(output);
      writeFileSync(pidFile, String(child.pid ?? ""));
      program = child;
      return child;
    },
    end,
    async leave() {
      await end("SIGKILL");
      guard.ref();
      guard.stdin?.destroy();
      await guardEnded;
    },
  };
}

export function isRunning(program: ChildProcess): boolean {
  return program.pid !== undefined && program.exitCode === null && program.signalCode === null;
}
