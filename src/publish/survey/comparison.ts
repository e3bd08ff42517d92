/** What the content wants at a node, held against what the node has: what is to be published. */

import type { Entry } from "../../xmpp/atom.ts";
import type { Node } from "../../xmpp/pubsub.ts";
import type { Publication } from "../change.ts";
import type { Desired } from "../desired.ts";
import { differences } from "../differences.ts";
import { digestOf } from "../digest.ts";
import { type Identity, identityOf, isSame, keepIdentity, revise } from "../revision.ts";
import { isThere, readItems } from "./reading.ts";
import { isOurs, type Round } from "./round.ts";
import type { Shelf } from "./shelf.ts";

/** What was found at a node. */
export interface Comparison {
  readonly publications: readonly Publication[];
  /** What the node does not have. */
  readonly missing: readonly Desired[];
  /** Whether the node turned out not to be there. */
  readonly isGone: boolean;
}

/** Compares by the record, and what that does not know by the node itself. What is equal there is noted in the record. */
export async function compare(round: Round, shelf: Shelf, kept: readonly Desired[]): Promise<Comparison> {
  const { ledger, options, xmpp } = round;
  const { at, listed } = shelf;
  const held = ledger.of(at.node);
  const chosen = kept.filter(({ issue }) => options.only?.has(issue) ?? true);
  const due = chosen.filter(({ id, digest }) => !options.trust || held.get(id)?.digest !== digest);
  const missing = due.filter(({ id }) => listed?.has(id) === false);
  const publications: Publication[] = [];
  let isDoubtful = false;
  const wishes = new Map(due.filter(({ id }) => listed?.has(id) ?? true).map((each) => [each.id, each]));
  for await (const sights of readItems(xmpp, at, wishes.values())) {
    for (const { id, is, entry } of sights) {
      const desired = wishes.get(id);
      if (desired === undefined) continue;
      if (is === "there") {
        const update = toUpdate(round, desired, entry);
        if (update === undefined) ledger.put(at, id, desired);
        else publications.push(update);
        continue;
      }
      isDoubtful ||= is === "node";
      ledger.forget(at, id);
      missing.push(desired);
    }
  }
  // A service may say so of the item alone.
  if (!isDoubtful || (await isThere(xmpp, at))) return { publications, missing, isGone: false };
  ledger.drop(at.node);
  ledger.know(at.node, 0);
  return { publications: [], missing: chosen, isGone: true };
}

/**
 * What is missing is published: where another node has it, as a move, which keeps its identity. `elsewhere` gives that node by
 * item id.
 */
export async function replenish(
  round: Round,
  missing: readonly Desired[],
  elsewhere: ReadonlyMap<string, Node>,
): Promise<readonly Publication[]> {
  const moves = new Map<Desired, Publication>();
  const from = Map.groupBy(missing, ({ id }) => elsewhere.get(id));
  for (const [node, list] of from) {
    if (node === undefined) continue;
    const wishes = new Map(list.map((desired) => [desired.id, desired]));
    for await (const sights of readItems(round.xmpp, node, wishes.values())) {
      for (const { id, entry } of sights) {
        const desired = wishes.get(id);
        if (desired !== undefined && entry !== undefined && isOurs(round.edition, entry))
          moves.set(desired, toMove(round, desired, entry, node));
        else round.ledger.forget(node, id);
      }
    }
  }
  return missing.map(
    (desired) =>
      moves.get(desired) ?? {
        ...base(desired),
        action: "publish",
        entry: () => round.wanted.entryOf(desired),
      },
  );
}

/** Nothing where the entries are equal. What stands in the place of ours and is not ours is replaced whole. */
function toUpdate(
  { edition, options, wanted }: Round,
  desired: Desired,
  before: Entry | undefined,
): Publication | undefined {
  const ours = before !== undefined && isOurs(edition, before) ? before : undefined;
  if (ours !== undefined && isSame(ours, desired.digest)) return undefined;
  const identity = ours && identityOf(ours);
  const entry = (): Entry => asUpdate(wanted.entryOf(desired), identity, options.now);
  const update = { ...base(desired), action: "update", entry } as const;
  if (options.detailed !== true || before === undefined) return update;
  return { ...update, differences: differences(before, entry()) };
}

function asUpdate(entry: Entry, before: Identity | undefined, now: Date): Entry {
  return before === undefined ? entry : revise(entry, before, now);
}

function toMove({ wanted, options }: Round, desired: Desired, before: Entry, from: Node): Publication {
  const identity = identityOf(before);
  // Its own address changes with the node, which is no news.
  const isOnlyMoved = digestOf(withoutNode(before)) === digestOf(withoutNode(wanted.entryOf(desired)));
  const entry = (): Entry => {
    const now = wanted.entryOf(desired);
    return isOnlyMoved
      ? { ...keepIdentity(now, identity), updated: identity.updated }
      : revise(now, identity, options.now);
  };
  return { ...base(desired), action: "move", from, entry };
}

/** The entry without the addresses that name its node. */
function withoutNode(entry: Entry): Entry {
  return { ...entry, links: entry.links.filter(({ href }) => !href.startsWith("xmpp:")) };
}

function base({ at, id, issue, kind, title, digest, bytes }: Desired) {
  return { at, id, issue, kind, title, digest, bytes };
}
