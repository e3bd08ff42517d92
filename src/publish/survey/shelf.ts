/** What a node holds, and what of the content it can hold. */

import type { Entry } from "../../xmpp/atom.ts";
import type { Node } from "../../xmpp/pubsub.ts";
import type { Desired } from "../desired.ts";
import { digestOf } from "../digest.ts";
import { LIKELY, listItems, readItems } from "./reading.ts";
import { isOurs, type Round } from "./round.ts";

/** The items of the node's own avatar (XEP-0084): neither entries nor somebody else's. */
const AVATAR: ReadonlySet<string> = new Set(["urn:xmpp:avatar:metadata", "urn:xmpp:avatar:data"]);
/** A node, and what is to be there. */
export interface Shelf {
  readonly at: Node;
  readonly exists: boolean;
  /** All ids that the node has, where it was listed. */
  readonly listed: ReadonlySet<string> | undefined;
  /** Those of others, where it was listed. */
  readonly foreign: readonly string[] | undefined;
  /** What the content wants here, oldest first. */
  readonly desired: readonly Desired[];
}

/**
 * What is known of a node. Where the record is not trusted, or does not know the node completely, its items are listed and
 * the record is corrected; what is listed but unknown is read, to tell ours from those of others.
 */
export async function look(round: Round, at: Node, desired: readonly Desired[]): Promise<Shelf> {
  const { xmpp, ledger, options } = round;
  if (options.trust && ledger.others(at.node) !== undefined)
    return { at, exists: true, listed: undefined, foreign: undefined, desired };
  const found = await listItems(xmpp, at);
  const listed = found ?? new Set<string>();
  for (const id of ledger.of(at.node).keys()) if (!listed.has(id)) ledger.forget(at, id);
  const held = ledger.of(at.node);
  for (const { id, issue } of desired) if (listed.has(id) && !held.has(id)) ledger.put(at, id, { issue });
  const foreign = await admit(round, at, listed);
  ledger.know(at.node, foreign.length);
  return { at, exists: found !== undefined, listed, foreign, desired };
}

/** Reads items of which the record knows nothing, and puts those that are ours into it. Gives the ids of the others. */
export async function admit(
  { xmpp, ledger, edition }: Pick<Round, "xmpp" | "ledger" | "edition">,
  at: Node,
  listed: Iterable<string>,
): Promise<readonly string[]> {
  const unknown = [...listed].filter((id) => !AVATAR.has(id) && !ledger.of(at.node).has(id));
  const wishes = unknown.map((id) => ({ id, bytes: LIKELY.issue }));
  const foreign: string[] = [];
  for await (const sights of readItems(xmpp, at, wishes)) {
    for (const { id, is, entry } of sights) {
      if (entry !== undefined && isOurs(edition, entry))
        ledger.put(at, id, { issue: issueOf(id, entry), digest: digestOf(entry) });
      else if (is === "there") foreign.push(id);
    }
  }
  return foreign;
}

/** The issue to which an entry of ours belongs: the Atom id of an item ends with what its item id adds to that of its issue. */
function issueOf(id: string, entry: Entry): string {
  const [, rest] = entry.id.split("/");
  return rest !== undefined && id.endsWith(`-${rest}`) ? id.slice(0, -rest.length - 1) : id;
}

/** What becomes of an item of ours that is not wanted at its node. */
export type Fate = "unwanted" | "elsewhere" | "broken";

/** The items of ours that are not wanted here: their file may be only broken, or their place another. */
export function strays({ ledger, archive, home }: Round, { at }: Shelf): ReadonlyMap<string, Fate> {
  const broken = new Set(archive.broken.map(({ id }) => id));
  const found = new Map<string, Fate>();
  for (const [id, { issue }] of ledger.of(at.node)) {
    const desired = home.get(id);
    if (desired?.at.node === at.node) continue;
    found.set(id, desired !== undefined ? "elsewhere" : broken.has(issue) ? "broken" : "unwanted");
  }
  return found;
}

/** What a node is to hold, and what it cannot. */
export interface Fit {
  readonly kept: readonly Desired[];
  readonly left: readonly Desired[];
  /** How many items of ours it can hold; `undefined` where nobody knows. */
  readonly room: number | undefined;
}

/**
 * The newest that the node can hold: it would drop its oldest items silently, and be sent them again for ever. Where nobody
 * knows its capacity, what is older than all that it holds is taken for dropped: it was published first.
 */
export function newestThatFit(round: Round, shelf: Shelf): Fit {
  const { at, desired } = shelf;
  const { ledger, options } = round;
  const capacity = options.capacity(at);
  const held = ledger.of(at.node);
  if (capacity === undefined) {
    const start = Math.max(
      0,
      desired.findIndex(({ id }) => held.has(id)),
    );
    return { kept: desired.slice(start), left: desired.slice(0, start), room: undefined };
  }
  const staying = [...strays(round, shelf).values()].filter((fate) => fate !== "unwanted").length;
  const room = Math.max(0, capacity - AVATAR.size - (ledger.others(at.node) ?? 0));
  const start = Math.max(0, desired.length - Math.max(0, room - staying));
  return { kept: desired.slice(start), left: desired.slice(0, start), room };
}
