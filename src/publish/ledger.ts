/** The bot's own record of what it published where: a start with nothing to do needs no look at the nodes. */

import { SessionError } from "../xmpp/failure.ts";
import type { Memory } from "../xmpp/private.ts";
import type { Node } from "../xmpp/pubsub.ts";
import type { Change } from "./change.ts";
import { DOUBT, type KnownNode, type Row } from "./ledger/record.ts";
import { createShelves } from "./ledger/shelves.ts";

/** An item on a node, and the issue whose it is. */
export interface Held {
  readonly issue: string;
  /** The digest of its entry (digest.ts), or a mark that is no entry's while nobody knows. */
  readonly digest: string;
}

export interface Ledger {
  /** Our items on a node, by item id, as far as the record knows. */
  of(node: string): ReadonlyMap<string, Held>;
  /** The nodes that hold anything of ours. */
  nodes(): readonly string[];
  /** Notes a change that was carried out. */
  note(change: Change): void;
  /** Notes what a node was seen to hold; without a digest, that nobody knows how the entry is. */
  put(at: Node, id: string, held: { readonly issue: string; readonly digest?: string }): void;
  /** Notes that a node does not hold an item. */
  forget(at: Node, id: string): void;
  /** Notes that nobody knows any more how the entry of an item is. */
  doubt(at: Node, id: string): void;
  /** Forgets all of a node: it was deleted. */
  drop(node: string): void;
  /** How many items of others a node holds; `undefined` when its items were never listed: then it may hold more of ours. */
  others(node: string): number | undefined;
  /** Notes that all of ours on a node is in the record, and how many items of others there are. */
  know(node: string, others: number): void;
  /** Bytes a second that the service took last. */
  rate(): number | undefined;
  pace(rate: number): void;
  /** How many items a node of the service can hold, as it was found out last: `Infinity` for more than anybody needs. */
  capacity(): number | undefined;
  learn(capacity: number | undefined): void;
  /** Writes what was noted since, once for each issue. What the server refuses is tried again by the next one. */
  flush(): Promise<void>;
  /** Sentences about a record that could not be used or kept, each once. */
  readonly notes: readonly string[];
}

/**
 * Reads the record from the private nodes of the account; `service` is where the nodes are. Where there is none, or one of
 * another service, or a damaged one, it begins anew. It fails with a `SessionError` only: without private nodes it lasts as
 * long as the process.
 */
export async function openLedger(memoryOf: (node: string) => Memory, service: string): Promise<Ledger> {
  const shelves = createShelves(memoryOf, service);
  const nodes = new Map<string, Map<string, Held>>();
  const known = new Map<string, number>();
  const changed = new Set<string>();
  const notes = new Set<string>();
  let rate: number | undefined;
  let capacity: number | undefined;
  let isChanged = false;
  let writing = Promise.resolve();

  const set = ({ node, id, digest }: Row, issue: string): void => {
    const items = nodes.get(node) ?? new Map<string, Held>();
    nodes.set(node, items.set(id, { issue, digest }));
  };
  const put: Ledger["put"] = ({ node }, id, { issue, digest = DOUBT }) => {
    if (nodes.get(node)?.get(id)?.digest === digest) return;
    set({ node, id, digest }, issue);
    changed.add(issue);
  };
  const forget: Ledger["forget"] = ({ node }, id) => {
    const items = nodes.get(node);
    const held = items?.get(id);
    if (held === undefined) return;
    changed.add(held.issue);
    items?.delete(id);
    if (items?.size === 0) nodes.delete(node);
  };
  const pace: Ledger["pace"] = (now) => {
    const rounded = Number(now.toPrecision(2));
    // A little faster or slower is not worth a request.
    if (rate !== undefined && Math.abs(rounded - rate) < rate / 4) return;
    [rate, isChanged] = [rounded, true];
  };

  const load = async (): Promise<void> => {
    const { rows, heading, isSpoilt } = await shelves.read();
    for (const [issue, list] of rows) for (const row of list) set(row, issue);
    for (const { name, others } of heading?.nodes ?? []) known.set(name, others);
    rate = heading?.rate;
    capacity = heading?.capacity;
    if (isSpoilt || (heading === undefined && rows.size > 0)) {
      isChanged = true;
      notes.add(
        "the record of what was published is damaged, or of another service: it is made anew from the nodes",
      );
    }
  };

  const records = (issues: ReadonlySet<string>): Map<string, Row[]> => {
    const found = new Map([...issues].map((issue): [string, Row[]] => [issue, []]));
    for (const [node, items] of nodes)
      for (const [id, { issue, digest }] of items) found.get(issue)?.push({ node, id, digest });
    return found;
  };
  const write = async (): Promise<void> => {
    if (changed.size === 0 && !isChanged) return;
    const due = new Set(changed);
    changed.clear();
    isChanged = false;
    const heading = {
      rate,
      capacity,
      nodes: [...known].map(([name, others]): KnownNode => ({ name, others })),
    };
    try {
      await shelves.write(heading, records(due), (issue) => due.delete(issue));
    } catch (error) {
      isChanged = true;
      for (const issue of due) changed.add(issue);
      throw error;
    }
  };
  /** What the server refuses is no reason not to publish. */
  const tolerate = async (task: () => Promise<void>): Promise<void> => {
    try {
      await task();
    } catch (error) {
      if (error instanceof SessionError || !(error instanceof Error)) throw error;
      notes.add(
        `the record of what was published is not kept, so the next start reads the nodes: ${error.message}`,
      );
    }
  };

  await tolerate(load);
  return {
    of: (node) => nodes.get(node) ?? new Map<string, Held>(),
    nodes: () => [...nodes.keys()],
    put,
    forget,
    note(change) {
      if (change.action === "retract") return forget(change.at, change.id);
      put(change.at, change.id, change);
      if (change.from !== undefined) forget(change.from, change.id);
    },
    doubt(at, id) {
      const held = nodes.get(at.node)?.get(id);
      if (held !== undefined) put(at, id, { issue: held.issue });
    },
    drop(node) {
      for (const { issue } of nodes.get(node)?.values() ?? []) changed.add(issue);
      isChanged = known.delete(node) || isChanged;
      nodes.delete(node);
    },
    others: (node) => known.get(node),
    know(node, others) {
      if (known.get(node) === others) return;
      known.set(node, others);
      isChanged = true;
    },
    rate: () => rate,
    pace,
    capacity: () => capacity,
    learn(now) {
      isChanged ||= now !== capacity;
      capacity = now;
    },
    flush() {
      writing = writing.catch(() => {}).then(() => tolerate(write));
      return writing;
    },
    get notes() {
      return [...notes];
    },
  };
}
