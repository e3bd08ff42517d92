/** Shows how far a change of the nodes is, and says what was done. */

import type { Outcome } from "../publish/apply.ts";
import type { Change } from "../publish/change.ts";
import type { Listeners } from "../publisher/round.ts";
import type { Terminal } from "./command.ts";
import { type Progress, standing } from "./progress.ts";

/** Shows and counts what is carried out. */
export function listeners(progress: Progress, tally: Tally): Listeners {
  return {
    note: progress.say,
    tell(far) {
      tally.add(far.change);
      // Retractions say nothing of a server's pace.
      const rate = far.change.action === "retract" ? undefined : far.rate;
      progress.show(standing({ ...far, rate }, far.change.id));
    },
  };
}

/** What was done, also before an interruption; what was done again after it counts once. */
export interface Tally {
  readonly add: (change: Change) => void;
  /** `2 published, 1 updated`. */
  text(): string;
}

export function createTally(): Tally {
  const done = new Map<string, Change["action"]>();
  const count = (wanted: Change["action"]): number =>
    [...done.values()].filter((action) => action === wanted).length;
  return {
    add: ({ action, at, id }) => void done.set(`${at.node} ${id}`, action),
    text() {
      const moved = count("move");
      return [
        `${count("publish")} published`,
        `${count("update")} updated`,
        ...(moved === 0 ? [] : [`${moved} moved`]),
        `${count("retract")} retracted`,
      ].join(", ");
    },
  };
}

/** Says what was done, and what was refused. Gives the exit status. */
export function report(
  tally: Tally,
  failed: Outcome["failed"],
  { out, err }: Pick<Terminal, "out" | "err">,
): number {
  for (const { change, error } of failed) err(`${change.id} was refused: ${error.message}\n`);
  out(`${tally.text()}\n`);
  return failed.length === 0 ? 0 : 1;
}
