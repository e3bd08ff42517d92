/** One round: what the nodes need is found out, done, and noted in the record. */

import type { Archive } from "../newsletter/archive.ts";
import type { Issue } from "../newsletter/issue.ts";
import { isOut } from "../newsletter/release.ts";
import type { Log } from "../log.ts";
import { apply, type Outcome } from "../publish/apply.ts";
import type { Change } from "../publish/change.ts";
import type { Edition } from "../publish/desired.ts";
import type { Ledger } from "../publish/ledger.ts";
import type { Nodes } from "../publish/nodes.ts";
import type { Window } from "../publish/pace.ts";
import { placeOf } from "../publish/places.ts";
import { nodesOf } from "../publish/roles.ts";
import { type NodeSurvey, survey } from "../publish/survey.ts";
import type { Sayings } from "../sayings.ts";
import type { Node } from "../xmpp/pubsub.ts";
import type { Session } from "../xmpp/session.ts";

/** What a session has found out, and what it works with. */
export interface Desk {
  readonly session: Session;
  readonly edition: Edition;
  readonly nodes: Nodes;
  readonly ledger: Ledger;
  readonly window: Window;
}

export interface RoundOptions {
  readonly languages: readonly string[];
  /** The share of a node (0 to 1) that may be retracted at once. */
  readonly maxRetract: number;
  /** The largest entry, in bytes. */
  readonly largest: number;
  /** Hears the size of an entry, in bytes, before it is sent. */
  readonly sending: (bytes: number) => void;
  /** Hears sentences about what is not quite as it should be. */
  readonly note: (sentence: string) => void;
  readonly log: Log;
}

/** What is noted is written this often, in ms, while much is published: a process that is killed has little to look at again. */
const WRITE_EVERY = 5_000;

/** So many bytes show how fast a server is. */
const ENOUGH = 50_000;

const PAST = { publish: "published", update: "updated", move: "moved", retract: "retracted" } as const;

/** Makes the nodes follow the content. Fails like `survey` and `apply`; what was done until then is in the record. */
export async function follow(desk: Desk, archive: Archive, options: RoundOptions): Promise<Outcome> {
  const { session, edition, nodes, ledger, window } = desk;
  const roles = nodesOf(archive.issues, edition.places);
  const look = () =>
    survey(session, ledger, edition, archive, {
      ...options,
      now: new Date(),
      capacity: nodes.capacity,
      trust: true,
    });
  let found = await look();
  // A node that is made now may hold less than the service lets others hold.
  const due = needed(found.changes);
  const before = due.map(nodes.capacity);
  const gone = new Set(found.nodes.filter(({ exists }) => !exists).map(({ at }) => at.node));
  for (const at of due) await (gone.has(at.node) ? nodes.repair(at, roles) : nodes.ensure(at, roles));
  const isOther = due.some((at, index) => nodes.capacity(at) !== before[index]);
  if (isOther || found.nodes.some((node) => isDeleted(node, found.changes))) {
    for (const node of gone) ledger.drop(node);
    found = await look();
  }
  for (const sentence of [...found.notes, ...ledger.notes]) options.note(sentence);

  let written = performance.now();
  const keep = (change: Change): void => {
    ledger.note(change);
    if (performance.now() - written < WRITE_EVERY) return;
    written = performance.now();
    // Should it fail, the end of the round tells.
    ledger.flush().catch(() => undefined);
  };
  try {
    return await apply(session, edition.masthead, found.changes, {
      max: nodes.max,
      window,
      done: keep,
      sending: options.sending,
      note: options.note,
      tell: ({ change, bytes, done, total, rate, secondsLeft }) =>
        options.log.info(`${PAST[change.action]} ${change.id}`, {
          node: change.at.node,
          bytes,
          done,
          total,
          ...(secondsLeft >= 1 && {
            kBps: Number((rate / 1000).toFixed(1)),
            secondsLeft: Math.ceil(secondsLeft),
          }),
        }),
    });
  } finally {
    const rate = window.rate();
    // Little says nothing of a server's pace.
    if (rate !== undefined && bytesOf(found.changes) > ENOUGH) ledger.pace(rate);
    if (session.isOnline()) await ledger.flush();
  }
}

function bytesOf(changes: readonly Change[]): number {
  return changes.reduce((sum, change) => sum + (change.action === "retract" ? 0 : change.bytes), 0);
}

/** Whether somebody deleted the node with all that the record has of it, and took to be there. */
function isDeleted({ at, exists, desired, left }: NodeSurvey, changes: readonly Change[]): boolean {
  if (exists) return false;
  const due = changes.filter(({ action, at: { node } }) => action !== "retract" && node === at.node);
  return due.length < desired - left.length;
}

/** The nodes to which something goes. */
function needed(changes: readonly Change[]): readonly Node[] {
  const nodes = new Map(
    changes.flatMap(({ action, at }) => (action === "retract" ? [] : [[at.node, at] as const])),
  );
  return [...nodes.values()];
}

/** The issues that are out, and whose entries are on their nodes; the oldest first. */
export function published(
  { edition, ledger }: Pick<Desk, "edition" | "ledger">,
  { issues }: Archive,
  now: Date,
): readonly Issue[] {
  return issues.filter((issue) => {
    const place = isOut(issue, now) ? placeOf(issue, edition.places) : undefined;
    return place !== undefined && ledger.of(place.node).has(issue.id);
  });
}

/** Says what a round has done; `quietly` is how loud it is when that is nothing. */
export function report(outcome: Outcome, quietly: "info" | "debug", log: Log, problem: Sayings): void {
  const { published: fresh, updated, moved, retracted, failed } = outcome;
  for (const { change, error } of failed)
    problem.say(
      `${change.id} ${error.message}`,
      `${change.id} was not ${change.action === "retract" ? "retracted" : "published"}: ${error.message}`,
    );
  const parts = [
    `${fresh} published`,
    `${updated} updated`,
    ...(moved > 0 ? [`${moved} moved`] : []),
    `${retracted} retracted`,
  ];
  const refused = failed.length === 0 ? [] : [`${failed.length} refused`];
  const nothing = fresh + updated + moved + retracted + failed.length === 0;
  log[nothing ? quietly : "info"](
    `the nodes follow the content: ${nothing ? "nothing to do" : [...parts, ...refused].join(", ")}`,
  );
}
