/** Measuring in a process of its own: nothing else is in its memory. */

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Part } from "./report.ts";

/** Runs a file of this folder that prints parts as JSON. */
export async function apart(file: string): Promise<readonly Part[]> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", path], { maxBuffer: 1e7 });
  const parts: readonly Part[] = JSON.parse(stdout);
  return parts;
}
