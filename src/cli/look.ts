/** Holds the nodes against the content, shows how far a change of them is, and says what was done. */

import { toNodeOptions } from "../assembly.ts";
import type { Outcome } from "../publish/apply.ts";
import type { Change } from "../publish/change.ts";
import { largestEntry } from "../publish/entry.ts";
import { configurationOf, inspectNode } from "../publish/node.ts";
import type { Nodes } from "../publish/nodes.ts";
import { nodesOf } from "../publish/roles.ts";
import { survey, type SurveyOptions } from "../publish/survey.ts";
import type { Listeners } from "../publisher/round.ts";
import type { Terminal } from "./command.ts";
import type { Desk } from "./desk.ts";
import type { NodeOverview, Overview } from "./overview.ts";
import { type Progress, standing } from "./progress.ts";

/** What there is to do. Changes nothing on the nodes. */
export async function look(desk: Desk, nodes: Nodes, scope: Partial<SurveyOptions> = {}): Promise<Overview> {
  const { account, session, ledger, edition, archive } = desk;
  const holdAgainst = () =>
    survey(session, ledger, edition, archive, {
      ...rules(desk),
      detailed: true,
      ...scope,
      now: new Date(),
      capacity: nodes.capacity,
    });
  let found = await holdAgainst();
  const isFull = found.nodes.some(({ left }) => left.length > 0);
  if (isFull && nodes.isRemembered() && (await nodes.measure())) found = await holdAgainst();
  const roles = nodesOf(archive.issues, edition.places);
  const overviews: NodeOverview[] = [];
  for (const node of found.nodes) {
    const role = roles.get(node.at.node);
    // What nothing goes to any more is left as it is.
    if (role === undefined || node.desired === 0) {
      overviews.push({ ...node, drift: [], problems: [] });
      continue;
    }
    const wanted = configurationOf(role, toNodeOptions(account));
    const { drift, problems } = await inspectNode(session, node.at, wanted, nodes);
    overviews.push({ ...node, drift, problems });
  }
  const notes = [...found.notes, ...ledger.notes];
  return { nodes: overviews, changes: found.changes, notes, pace: ledger.rate() };
}

/** What holds for every look at the nodes: somebody who asks wants to know what they really hold. */
export function rules({ account, session }: Pick<Desk, "account" | "session">) {
  return {
    languages: account.languages,
    maxRetract: account.maxRetract / 100,
    largest: largestEntry(session.limit()),
    trust: false,
  };
}

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
