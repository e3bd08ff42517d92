/** Holds the nodes against the record, a little at a time: others may have changed or removed what is ours, or put in theirs. */

import { isAboutRights } from "../xmpp/node/rights.ts";
import type { Node } from "../xmpp/pubsub.ts";
import * as pubsub from "../xmpp/pubsub.ts";
import { isStanzaError } from "../xmpp/stanza-error.ts";
import type { Requester } from "../xmpp/stanza.ts";
import type { Edition } from "./desired.ts";
import type { Held, Ledger } from "./ledger.ts";
import { DOUBT } from "./ledger/record.ts";
import { isSame } from "./revision.ts";
import { LIKELY, readItems, type Sight } from "./survey/reading.ts";
import { admit } from "./survey/shelf.ts";

/** What one small look at a node has found. */
export interface Finding {
  readonly at: Node;
  /** How many items were looked at. */
  readonly checked: number;
  /** Ids of ours that the node does not have any more. */
  readonly missing: readonly string[];
  /** Ids of ours that are not as we published them. */
  readonly different: readonly string[];
  /** Ids of others. */
  readonly foreign: readonly string[];
}

/** Of a node with more, Prosody takes longer than 30 ms to find the newest items. */
const MOST_SEARCHED = 2_500;
/** How much of the newest is looked at, in bytes. */
const NEWEST = 60_000;

interface Checking {
  readonly xmpp: Requester;
  readonly ledger: Ledger;
  readonly edition: Edition;
}

/**
 * Looks at all nodes of the record once, and yields after each small look, none of which keeps others on the server waiting
 * for more than 50 ms: whoever iterates pauses in between. What is missing the record forgets, what is different it doubts: then
 * a survey has something to do. Items of others are found among the newest, where a service has no pages.
 */
export async function* check(xmpp: Requester, ledger: Ledger, edition: Edition): AsyncGenerator<Finding> {
  const checking = { xmpp, ledger, edition };
  const size = (node: string): number => ledger.of(node).size;
  let hasPages: boolean | undefined;
  // The smallest first: there it costs least to learn whether the service has pages.
  for (const node of ledger.nodes().toSorted((one, other) => size(one) - size(other))) {
    const at = { service: edition.places.service, node };
    const isSearched = size(node) <= MOST_SEARCHED;
    try {
      if (isSearched) hasPages ??= (await pubsub.newestItems(xmpp, at, 1)).count !== undefined;
      if (hasPages) yield* lookForOthers(checking, at);
      else if (isSearched) yield await lookAtNewest(checking, at);
      yield* compareAll(checking, at);
    } catch (error) {
      // What may not be seen is another matter: the node says so when it is configured.
      if (isAboutRights(error)) continue;
      if (!isStanzaError(error, "item-not-found")) throw error;
      const missing = [...ledger.of(node).keys()];
      ledger.drop(node);
      yield { ...nothing(at), missing };
    }
  }
}

async function lookAtNewest(checking: Checking, at: Node): Promise<Finding> {
  const { xmpp, ledger } = checking;
  const hasIssues = [...ledger.of(at.node)].some(([id, { issue }]) => id === issue);
  const max = NEWEST / LIKELY[hasIssues ? "issue" : "item"];
  const ids = (await pubsub.newestItems(xmpp, at, max)).items.map(({ id }) => id);
  const foreign = await admit(checking, at, ids);
  const others = ledger.others(at.node);
  if (others !== undefined && foreign.length > others) ledger.know(at.node, foreign.length);
  return { ...nothing(at), checked: ids.length, foreign };
}

/** Reads the ids of all items, page after page. */
async function* lookForOthers(checking: Checking, at: Node): AsyncGenerator<Finding> {
  const { xmpp, ledger } = checking;
  const left = new Set(ledger.of(at.node).keys());
  let others = 0;
  for await (const page of pubsub.itemIds(xmpp, at)) {
    for (const id of page) left.delete(id);
    const foreign = await admit(checking, at, page);
    others += foreign.length;
    yield { ...nothing(at), checked: page.length, foreign };
  }
  for (const id of left) ledger.forget(at, id);
  if (ledger.others(at.node) !== undefined) ledger.know(at.node, others);
  if (left.size > 0) yield { ...nothing(at), missing: [...left] };
}

async function* compareAll({ xmpp, ledger }: Checking, at: Node): AsyncGenerator<Finding> {
  const before = new Map([...ledger.of(at.node)].filter(([, { digest }]) => digest !== DOUBT));
  const wishes = [...before].map(([id, { issue }]) => ({
    id,
    bytes: LIKELY[id === issue ? "issue" : "item"],
  }));
  for await (const sights of readItems(xmpp, at, wishes)) {
    // What was published or retracted meanwhile is another matter.
    const same = sights.filter(({ id }) => ledger.of(at.node).get(id) === before.get(id));
    const missing = same.filter(({ is }) => is !== "there").map(({ id }) => id);
    const different = same.filter((sight) => isDifferent(sight, before.get(sight.id))).map(({ id }) => id);
    for (const id of missing) ledger.forget(at, id);
    for (const id of different) ledger.doubt(at, id);
    yield { ...nothing(at), checked: sights.length, missing, different };
  }
}

function isDifferent({ is, entry }: Sight, held: Held | undefined): boolean {
  return is === "there" && (entry === undefined || held === undefined || !isSame(entry, held.digest));
}

function nothing(at: Node): Finding {
  return { at, checked: 0, missing: [], different: [], foreign: [] };
}
