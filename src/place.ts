/** Where a process runs: two processes of one place can see whether the other is still there. */

import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

export interface Place {
  /** The name of the machine, for people, and what no other place has. */
  readonly name: string;
  readonly pid: number;
  readonly isAlive: (pid: number) => boolean;
}

/**
 * This machine since it was started, or this container: process numbers mean something within one PID namespace only, and machines
 * may have one name, but never one boot id.
 */
export function here(): Place {
  const boot = orNothing(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const namespace = orNothing(() => readlinkSync("/proc/self/ns/pid"));
  return { name: `${hostname()} ${boot} ${namespace}`.trim(), pid: process.pid, isAlive };
}

/** What only Linux tells. */
function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
