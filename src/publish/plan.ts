/** What must change so that the node holds the desired entries and nothing else. */

import { isDeepStrictEqual } from "node:util";
import type { Entry } from "../xmpp/atom.ts";

/** Entries by item id, oldest first. */
export type Entries = ReadonlyMap<string, Entry>;

/** What the node holds, by item id; a payload that is no entry is `undefined`. */
export type Published = ReadonlyMap<string, Entry | undefined>;

export type Change =
  | { readonly action: "publish" | "update"; readonly id: string; readonly entry: Entry }
  | { readonly action: "retract"; readonly id: string; readonly title: string };

export interface PlanOptions {
  /** When an entry that changes is said to be updated. */
  readonly now: Date;
  /** Whether an entry is one of ours, not of somebody else who may publish to the node. */
  readonly isOurs: (entry: Entry) => boolean;
  /** Whether an item is kept although it is not desired: its source is only broken, or the node only full. */
  readonly isKept: (id: string) => boolean;
}

/**
 * Compares what is desired with what is published. Publications come first, in the order of the desired entries, which is
 * the order in which a service will list them. Of an entry of ours that is published, id and date of publication are kept
 * for ever, and it has a link to comments if it had one.
 */
export function plan(desired: Entries, published: Published, { now, isOurs, isKept }: PlanOptions): Change[] {
  const wanted = [...desired].flatMap(([id, entry]): Change[] => {
    const before = published.get(id);
    if (before === undefined || !isOurs(before))
      return [{ action: published.has(id) ? "update" : "publish", id, entry }];
    const kept = keepIdentity(entry, before);
    if (isDeepStrictEqual({ ...kept, updated: "" }, { ...before, updated: "" })) return [];
    return [{ action: "update", id, entry: { ...kept, updated: moved(before.updated, entry.updated, now) } }];
  });
  const unwanted = [...published].flatMap(([id, entry]): Change[] => {
    if (desired.has(id) || entry === undefined || !isOurs(entry) || isKept(id)) return [];
    return [{ action: "retract", id, title: entry.title }];
  });
  return [...wanted, ...unwanted];
}

/** The entry without its link to comments: they have no node. */
export function withoutComments(entry: Entry): Entry {
  return { ...entry, links: entry.links.filter(({ rel }) => rel !== "replies") };
}

function keepIdentity(entry: Entry, before: Entry): Entry {
  const hadComments = before.links.some(({ rel }) => rel === "replies");
  const kept = hadComments ? entry : withoutComments(entry);
  const published = Number.isNaN(Date.parse(before.published)) ? entry.published : before.published;
  return { ...kept, id: before.id, published };
}

/** A plan that retracts too much: the content is more likely lost than unwanted. */
export class UnsafePlanError extends Error {
  override readonly name = "UnsafePlanError";
}

/** Refuses a plan that would retract more than a share (0 to 1) of our items; `ours` is how many the node holds. */
export function assertSafe(changes: readonly Change[], ours: number, limit = 0.3): void {
  const retractions = changes.filter(({ action }) => action === "retract").length;
  if (retractions > limit * ours) {
    throw new UnsafePlanError(
      `this would retract ${retractions} of the ${ours} items of the node, and more than ` +
        `${Math.round(limit * 100)} % is taken for an accident: nothing was changed. Put the files back, or raise ` +
        `max_retract (NEWSSTAND_MAX_RETRACT) for once`,
    );
  }
}

/**
 * The newest entries that the node can hold, and what is left out. A node drops its oldest items silently, and would
 * otherwise be sent them again for ever. Where nobody knows its capacity (`max` hides it), entries older than everything it
 * holds are taken for dropped: they were published first.
 */
export function newestThatFit(
  desired: Entries,
  published: Published,
  { capacity, isOurs }: { readonly capacity: number | undefined; readonly isOurs: PlanOptions["isOurs"] },
): { kept: Entries; left: readonly string[] } {
  const all = [...desired];
  const others = [...published.keys()].filter((id) => !desired.has(id)).length;
  const isHeld = ([id]: readonly [string, Entry]): boolean => {
    const entry = published.get(id);
    return entry !== undefined && isOurs(entry);
  };
  const from = capacity === undefined ? all.findIndex(isHeld) : all.length - Math.max(0, capacity - others);
  const start = Math.max(0, from);
  return { kept: new Map(all.slice(start)), left: all.slice(0, start).map(([id]) => id) };
}

/** `updated` moves with the content: to what the author says, if that is news, else to now. */
function moved(before: string, said: string, now: Date): string {
  if (Date.parse(said) > Date.parse(before)) return said;
  const earliest = Number.isNaN(Date.parse(before)) ? 0 : Date.parse(before) + 1000;
  return `${new Date(Math.max(now.getTime(), earliest)).toISOString().slice(0, 19)}Z`;
}
