/** How far a task is: one line that rewrites itself on a terminal, plain lines elsewhere. */

import type { Terminal } from "./command.ts";
import { duration, printable, size } from "../publisher/words.ts";

/** Of a terminal, so that the line does not break. */
const WIDTH = 79;
/** Elsewhere, a line so many ms at most. */
const INTERVAL = 3_000;

export interface Progress {
  /** What is true now, in place of what was. */
  show(text: string): void;
  /** What remains on a line of its own. */
  readonly say: (sentence: string) => void;
  /** What was shown last remains. */
  readonly end: () => void;
}

export function createProgress({ err, isTTY }: Terminal, now = Date.now): Progress {
  let shown: string | undefined;
  let written: string | undefined;
  let last = -Infinity;
  const write = (text: string): void => {
    err(isTTY ? `\r${text}\u001b[K` : `${text}\n`);
    [written, last] = [text, now()];
  };
  return {
    show(text) {
      shown = cut(printable(text));
      if (isTTY || now() - last >= INTERVAL) write(shown);
    },
    say(sentence) {
      const line = printable(sentence);
      err(isTTY && written !== undefined ? `\r${line}\u001b[K\n` : `${line}\n`);
      if (isTTY && shown !== undefined) write(shown);
    },
    end() {
      if (shown === undefined) return;
      if (shown !== written) write(shown);
      if (isTTY) err("\n");
      [shown, written] = [undefined, undefined];
    },
  };
}

function cut(text: string): string {
  return text.length <= WIDTH ? text : `${text.slice(0, WIDTH - 1).toWellFormed()}…`;
}

/** How far, how fast, and how long it still takes: `12 of 40, 3.1 kB/s, 4 min left: NAME`. */
export function standing(
  {
    done,
    total,
    rate,
    secondsLeft,
  }: {
    readonly done: number;
    readonly total: number;
    readonly rate: number | undefined;
    readonly secondsLeft: number | undefined;
  },
  name: string,
): string {
  const pace = rate === undefined || rate === 0 ? "" : `, ${size(rate)}/s`;
  const left = secondsLeft === undefined || secondsLeft < 1 ? "" : `, ${duration(secondsLeft)} left`;
  return `${done} of ${total}${pace}${left}: ${name}`;
}
