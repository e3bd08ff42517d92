/** The terminal of a process: where it writes to, and the person who may be asked. */

import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";
import type { Terminal } from "./command.ts";

/** Whether a stream is a terminal. */
interface Kind {
  readonly isTTY?: boolean;
}

/** The streams and the environment of a process. */
export interface Surroundings {
  readonly stdin: NodeJS.ReadableStream & Kind;
  readonly stdout: NodeJS.WritableStream & Kind;
  readonly stderr: NodeJS.WritableStream & Kind;
  readonly env: Terminal["env"];
}

/** Colours only where the standard output is a terminal, or NO_COLOR and FORCE_COLOR say otherwise. */
export function openTerminal({ stdin, stdout, stderr, env }: Surroundings, signal: AbortSignal): Terminal {
  const isAttended = stdin.isTTY === true && stderr.isTTY === true;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isTTY: stderr.isTTY === true,
    hasColours: styleText("red", "x", { stream: stdout }) !== "x",
    ask: isAttended ? (question) => ask(question, { stdin, stderr }, signal) : undefined,
    env,
    signal,
  };
}

/** Anything but a yes is a no, also the end of the input. Fails when the signal says to stop. */
async function ask(
  question: string,
  { stdin, stderr }: Pick<Surroundings, "stdin" | "stderr">,
  signal: AbortSignal,
): Promise<boolean> {
  // Without its own line editing: Ctrl-C remains the signal that ends every task.
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended]);
    return /^\s*y(?:es)?\s*$/iu.test(answer);
  } catch (error) {
    if (signal.aborted) throw new Error("stopped before it was done", { cause: error });
    throw error;
  } finally {
    lines.close();
  }
}
