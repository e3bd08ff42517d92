/** One round: what the nodes need is found out, done, and noted in the record. */

import type { Archive } from "../newsletter/archive.ts";
import type { Issue } from "../newsletter/issue.ts";
import { isOut } from "../newsletter/release.ts";
import type { Log } from "../log.ts";
import { apply, type Outcome, type Progress } from "../publish/apply.ts";
import type { Change } from "../publish/change.ts";
import type { Edition } from "../publish/desired.ts";
import type { Ledger } from "../publish/ledger.ts";
import { NodeRightsError } from "../publish/node.ts";
import type { Nodes } from "../publish/nodes.ts";
import type { Window } from "../publish/pace.ts";
import { placeOf } from "../publish/places.ts";
import { nodesOf, type Roles } from "../publish/roles.ts";
import { type NodeSurvey, type Survey, survey, type SurveyOptions } from "../publish/survey.ts";
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

export interface Listeners {
  /** Hears the size of an entry, in bytes, before it is sent. */
  readonly sending?: (bytes: number) => void;
  /** Hears sentences about what is not quite as it should be. */
  readonly note: (sentence: string) => void;
  /** Hears how far it is after each change that was carried out. */
  readonly tell: (progress: Progress) => void;
}

export interface RoundOptions
  extends Listeners, Pick<SurveyOptions, "languages" | "maxRetract" | "largest" | "trust" | "only"> {}

/** What is noted is written this often, in ms, while much is published: a process that is killed has little to look at again. */
const WRITE_EVERY = 5_000;

/** So many bytes show how fast a server is. */
const ENOUGH = 50_000;

const PAST = { publish: "published", update: "updated", move: "moved", retract: "retracted" } as const;

/** What was done; `shut` says why of each node that the account may not publish to: the others do not wait for it. */
export interface Followed extends Outcome {
  readonly shut: readonly Error[];
}

/** Makes the nodes follow the content. Fails like `survey` and `apply`; what was done until then is in the record. */
export async function follow(desk: Desk, archive: Archive, options: RoundOptions): Promise<Followed> {
  const { session, edition, nodes, ledger } = desk;
  const look = () =>
    survey(session, ledger, edition, archive, {
      ...options,
      now: new Date(),
      capacity: nodes.capacity,
    });
  const { found, shut } = await prepare(desk, look, nodesOf(archive.issues, edition.places));
  for (const sentence of [...found.notes, ...ledger.notes]) options.note(sentence);
  const changes = found.changes.filter(({ at }) => !shut.has(at.node));
  return { ...(await carryOut(desk, changes, options)), shut: [...shut.values()] };
}

/** Makes the nodes that something goes to. What there is to do may be something else after that. */
async function prepare(
  { nodes, ledger }: Desk,
  look: () => Promise<Survey>,
  roles: Roles,
): Promise<{ readonly found: Survey; readonly shut: ReadonlyMap<string, Error> }> {
  const shut = new Map<string, Error>();
  let found = await look();
  const isTight = found.nodes.some(({ left }) => left.length > 0);
  if (isTight && nodes.isRemembered() && (await nodes.measure())) found = await look();
  // A node that is made now may hold less than the service lets others hold.
  const due = needed(found.changes);
  const before = due.map(nodes.capacity);
  const gone = new Set(found.nodes.filter(({ exists }) => !exists).map(({ at }) => at.node));
  for (const at of due) {
    try {
      await (gone.has(at.node) ? nodes.repair(at, roles) : nodes.ensure(at, roles));
    } catch (error) {
      if (!(error instanceof NodeRightsError)) throw error;
      shut.set(at.node, error);
    }
  }
  const isOther = due.some((at, index) => nodes.capacity(at) !== before[index]);
  if (isOther || found.nodes.some((node) => isDeleted(node, found.changes))) {
    for (const node of gone) ledger.drop(node);
    found = await look();
  }
  return { found, shut };
}

/** What is needed to carry out changes. */
interface Tools extends Pick<Desk, "session" | "edition" | "ledger" | "window"> {
  readonly nodes: Pick<Nodes, "max">;
}

/** Carries out changes and notes them in the record. Fails like `apply`; what was done until then is in the record. */
export async function carryOut(
  { session, edition, nodes, ledger, window }: Tools,
  changes: readonly Change[],
  listeners: Listeners,
): Promise<Outcome> {
  let written = performance.now();
  const keep = (change: Change): void => {
    ledger.note(change);
    if (performance.now() - written < WRITE_EVERY) return;
    written = performance.now();
    // Should it fail, the end of the round tells.
    ledger.flush().catch(() => undefined);
  };
  try {
    return await apply(session, edition.masthead, changes, {
      ...listeners,
      max: nodes.max,
      window,
      done: keep,
    });
  } finally {
    const rate = window.rate();
    // Little says nothing of a server's pace.
    if (rate !== undefined && bytesOf(changes) > ENOUGH) ledger.pace(rate);
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

/** Says each change in the log. */
export function tellIn(log: Log): Listeners["tell"] {
  return ({ change, bytes, done, total, rate, secondsLeft }) =>
    log.info(`${PAST[change.action]} ${change.id}`, {
      node: change.at.node,
      bytes,
      done,
      total,
      ...(secondsLeft >= 1 && {
        kBps: Number((rate / 1000).toFixed(1)),
        secondsLeft: Math.ceil(secondsLeft),
      }),
    });
}

/** Says what a round has done; `quietly` is how loud it is when that is nothing. */
export function report(outcome: Followed, quietly: "info" | "debug", log: Log, problem: Sayings): void {
  const { published: fresh, updated, moved, retracted, failed, shut } = outcome;
  for (const { message } of shut) problem.say(message, message);
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
  if (nothing && shut.length > 0) return;
  log[nothing ? quietly : "info"](
    `the nodes follow the content: ${nothing ? "nothing to do" : [...parts, ...refused].join(", ")}`,
  );
}
