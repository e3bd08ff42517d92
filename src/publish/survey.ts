/** Holds the nodes against the content: what has to be done so that they follow it. Changes nothing but the record. */

import type { Archive } from "../newsletter/archive.ts";
import type { Node } from "../xmpp/pubsub.ts";
import type { Requester } from "../xmpp/stanza.ts";
import type { Change, Publication } from "./change.ts";
import { type Desired, type Edition, toWanted } from "./desired.ts";
import type { Ledger } from "./ledger.ts";
import { NothingToPublishError } from "./safety.ts";
import { compare, replenish } from "./survey/comparison.ts";
import { inOrder, type Load } from "./survey/order.ts";
import { assertMeant, findUnwanted } from "./survey/retractions.ts";
import type { Round, SurveyOptions } from "./survey/round.ts";
import { type Fit, look, newestThatFit, type Shelf, strays } from "./survey/shelf.ts";

export type { SurveyOptions } from "./survey/round.ts";

/** What there is to do, and what an operator should know of it. */
export interface Survey {
  /** In the order in which they have to be carried out. */
  readonly changes: readonly Change[];
  readonly nodes: readonly NodeSurvey[];
  /** Sentences about what does not go out, or not whole. */
  readonly notes: readonly string[];
}

export interface NodeSurvey {
  readonly at: Node;
  readonly exists: boolean;
  /** How many items of ours it holds. */
  readonly holds: number;
  /** How many the content wants there. */
  readonly desired: number;
  /** How many items it can hold, where that is known. */
  readonly capacity: number | undefined;
  /** Item ids that it cannot hold, oldest first. */
  readonly left: readonly string[];
  /** Item ids of others, where it was listed. */
  readonly foreign: readonly string[] | undefined;
}

/**
 * Throws a `NothingToPublishError` for an archive without issues, and an `UnsafePlanError` when too much would be retracted: then
 * nothing must be done.
 */
export async function survey(
  xmpp: Requester,
  ledger: Ledger,
  edition: Edition,
  archive: Archive,
  options: SurveyOptions,
): Promise<Survey> {
  if (archive.issues.length === 0) {
    throw new NothingToPublishError(
      "the content folder holds no issue that can be read: the nodes are left as they are",
    );
  }
  const wanted = await toWanted(archive, edition, options);
  const home = new Map(wanted.all.map((desired) => [desired.id, desired]));
  const round: Round = { xmpp, ledger, edition, archive, options, wanted, home };
  const shelves = await lookAtAll(round);
  const fits = new Map(shelves.map((shelf) => [shelf, newestThatFit(round, shelf)]));
  const { publications, gone } = await findPublications(round, fits);
  const loads = await findRetractions(round, fits, publications);
  assertMeant(
    round,
    loads.flatMap(({ unwanted }) => unwanted),
  );
  const nodes = loads.map(({ shelf, left }) => toNodeSurvey(round, shelf, left, gone.has(shelf)));
  return {
    changes: inOrder(wanted.all, publications, loads, ledger),
    nodes,
    notes: [...wanted.notes, ...nodes.flatMap(leftOut)],
  };
}

/** Every node that the content wants something at, or that holds anything of ours. */
async function lookAtAll(round: Round): Promise<readonly Shelf[]> {
  const { edition, ledger, wanted } = round;
  const byNode = Map.groupBy(wanted.all, ({ at }) => at.node);
  const shelves: Shelf[] = [];
  for (const node of new Set([...byNode.keys(), ...ledger.nodes()])) {
    const at = { service: edition.places.service, node };
    shelves.push(await look(round, at, byNode.get(node) ?? []));
  }
  return shelves;
}

async function findPublications(
  round: Round,
  fits: ReadonlyMap<Shelf, Fit>,
): Promise<{ publications: readonly Publication[]; gone: ReadonlySet<Shelf> }> {
  const publications: Publication[] = [];
  const missing: Desired[] = [];
  const gone = new Set<Shelf>();
  for (const [shelf, { kept }] of fits) {
    const found = await compare(round, shelf, kept);
    for (const change of found.publications) publications.push(change);
    for (const desired of found.missing) missing.push(desired);
    if (found.isGone) gone.add(shelf);
  }
  const moved = await replenish(round, missing, findElsewhere(round, [...fits.keys()]));
  return { publications: [...publications, ...moved], gone };
}

/** The nodes that have what is wanted at another, by item id. */
function findElsewhere(round: Round, shelves: readonly Shelf[]): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (const shelf of shelves)
    for (const [id, fate] of strays(round, shelf)) if (fate === "elsewhere") found.set(id, shelf.at);
  return found;
}

async function findRetractions(
  round: Round,
  fits: ReadonlyMap<Shelf, Fit>,
  publications: readonly Publication[],
): Promise<readonly Load[]> {
  const waiting = new Set<string>();
  for (const { action, id } of publications) if (action === "move") waiting.add(id);
  for (const { left } of fits.values()) for (const { id } of left) waiting.add(id);
  const loads: Load[] = [];
  for (const [shelf, fit] of fits) {
    const unwanted = round.options.only === undefined ? await findUnwanted(round, shelf, waiting) : [];
    loads.push({ ...fit, shelf, unwanted });
  }
  return loads;
}

function toNodeSurvey(
  { ledger, options }: Round,
  { at, exists, desired, foreign }: Shelf,
  left: readonly Desired[],
  isGone: boolean,
): NodeSurvey {
  return {
    at,
    exists: exists && !isGone,
    holds: ledger.of(at.node).size,
    desired: desired.length,
    capacity: options.capacity(at),
    left: left.map(({ id }) => id),
    foreign,
  };
}

/** What there is to say of entries that a node cannot hold: a sentence, or none. */
function leftOut({ at: { node }, left, capacity }: NodeSurvey): readonly string[] {
  if (left.length === 0) return [];
  const which = `${left.length} of the oldest entries (to ${left.at(-1)})`;
  return capacity === undefined
    ? [
        `${which} are older than all that the node ${node} holds, and left out: it may be full and have dropped them. ` +
          `If it has room, say with max_items (NEWSSTAND_MAX_ITEMS) how many items it can hold`,
      ]
    : [
        `the node ${node} holds ${capacity} items: ${which} are left out. A larger limit of the server (Prosody: ` +
          `pubsub_max_items, on an account pep_max_items; ejabberd: max_items_node of mod_pubsub), or more nodes ` +
          `({year} or {concept} in their names), would hold more`,
      ];
}
