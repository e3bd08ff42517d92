/** Holds the nodes against the content, and makes them follow it. */

import { toNodeOptions } from "../assembly.ts";
import { readPicture } from "../avatar.ts";
import { apply, type Outcome } from "../publish/apply.ts";
import { learnCapacity } from "../publish/capacity.ts";
import type { Change } from "../publish/change.ts";
import { largestEntry } from "../publish/entry.ts";
import { ensureNodeAvatar } from "../publish/node-avatar.ts";
import { createWindow } from "../publish/pace.ts";
import { configurationOf, ensureNode, hasMax, inspectNode, type NodeInspection } from "../publish/node.ts";
import { nodesOf } from "../publish/roles.ts";
import { survey, type SurveyOptions } from "../publish/survey.ts";
import type { Terminal } from "./command.ts";
import type { Desk } from "./desk.ts";
import type { NodeOverview, Overview } from "./overview.ts";
import { standing } from "./progress.ts";

type Scope = Pick<SurveyOptions, "trust" | "only" | "detailed"> & Partial<Pick<SurveyOptions, "maxRetract">>;

/** What there is to do. Changes nothing on the nodes. */
export async function look(desk: Desk, scope: Scope): Promise<Overview> {
  const { session, ledger, edition, archive, account } = desk;
  const service = account.pubsub;
  const max = await hasMax(session, service);
  const inspections = new Map<string, NodeInspection>();
  for (const [node, role] of nodesOf(archive.issues, edition.places)) {
    const wanted = configurationOf(role, toNodeOptions(account));
    inspections.set(node, await inspectNode(session, { service, node }, wanted, { max }));
  }
  const allowed = account.maxItems ?? (await learnCapacity(session, service));
  const found = await survey(session, ledger, edition, archive, {
    maxRetract: account.maxRetract / 100,
    ...scope,
    now: new Date(),
    languages: account.languages,
    largest: largestEntry(session.limit()),
    // A node that is not as large as it may be will be made so.
    capacity: ({ node }) => account.maxItems ?? allowed ?? inspections.get(node)?.capacity,
  });
  const nodes = found.nodes.map((node): NodeOverview => {
    // What nothing goes to any more is left as it is.
    const { drift = [], problems = [] } = (node.desired > 0 && inspections.get(node.at.node)) || {};
    return { ...node, drift, problems };
  });
  return { nodes, changes: found.changes, notes: [...found.notes, ...ledger.notes], pace: ledger.rate() };
}

/** Makes the nodes that are missing, and configures those that are not as they should be. */
export async function configure(desk: Desk, nodes: readonly NodeOverview[]): Promise<void> {
  const { account, session, edition, archive, progress } = desk;
  const picture = await readPicture(account.avatar);
  const max = await hasMax(session, account.pubsub);
  const roles = nodesOf(archive.issues, edition.places);
  for (const { at, desired } of nodes) {
    const role = roles.get(at.node);
    if (role === undefined || desired === 0) continue;
    const state = await ensureNode(session, at, configurationOf(role, toNodeOptions(account)), { max });
    const hasNewPicture = await ensureNodeAvatar(session, at, picture);
    if (state.created) progress.say(`created the node ${at.node}`);
    else if (state.changed.length > 0)
      progress.say(`configured the node ${at.node}: ${state.changed.join(", ")}`);
    for (const note of state.notes) progress.say(note);
    if (hasNewPicture && !state.created) progress.say(`the node ${at.node} has a new picture`);
  }
}

/** Less than so many bytes says nothing of the pace of a server: the slow ones take some at once. */
const TELLING = 50_000;

/** Carries out changes, shows how far it is, and counts them. Gives what was refused; the record is written in any case. */
export async function carryOut(
  desk: Desk,
  changes: readonly Change[],
  tally: Tally,
): Promise<Outcome["failed"]> {
  const { session, ledger, edition, account, progress } = desk;
  const max = await hasMax(session, account.pubsub);
  const window = createWindow();
  let bytes = 0;
  try {
    const { failed } = await apply(session, edition.masthead, changes, {
      max,
      window,
      note: progress.say,
      done(change) {
        ledger.note(change);
        tally.add(change);
        if (change.action !== "retract") bytes += change.bytes;
      },
      tell: (far) => progress.show(standing(far, far.change.id)),
    });
    return failed;
  } finally {
    progress.end();
    const rate = window.rate();
    if (rate !== undefined && bytes >= TELLING) ledger.pace(rate);
    if (session.isOnline()) await ledger.flush();
  }
}

/** What was done, also before an interruption. */
export interface Tally {
  readonly add: (change: Change) => void;
  /** `2 published, 1 updated`. */
  text(): string;
}

export function createTally(): Tally {
  const count = { publish: 0, update: 0, move: 0, retract: 0 };
  return {
    add: ({ action }) => void (count[action] += 1),
    text() {
      const { publish, update, move, retract } = count;
      const moved = move === 0 ? "" : `, ${move} moved`;
      return `${publish} published, ${update} updated${moved}, ${retract} retracted`;
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
