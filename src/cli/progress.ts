/** How far a task is. */

import type { Terminal } from "./command.ts";

/** One line that rewrites itself on a terminal, plain lines elsewhere. */
export function progress(
  { err, isTTY }: Terminal,
  what: string,
  done: number,
  total: number,
  name: string,
): void {
  const text = `${what} ${done} of ${total}: ${name}`;
  err(isTTY ? `\r${text}\u001b[K${done === total ? "\n" : ""}` : `${text}\n`);
}
