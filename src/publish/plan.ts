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
  /** Whether an item of the node is ours to retract: not one whose source is only broken, nor one of somebody else. */
  readonly isOurs: (id: string, entry: Entry | undefined) => boolean;
}

/**
 * Compares what is desired with what is published. Publications come first, in the order of the desired entries, which is
 * the order in which a service will list them. Of an entry that is published, id and date of publication are kept for ever.
 */
export function plan(desired: Entries, published: Published, { now, isOurs }: PlanOptions): Change[] {
  const wanted = [...desired].flatMap(([id, entry]): Change[] => {
    const before = published.get(id);
    if (before === undefined) return [{ action: published.has(id) ? "update" : "publish", id, entry }];
    const kept = { ...entry, id: before.id || entry.id, published: before.published || entry.published };
    if (isDeepStrictEqual({ ...kept, updated: "" }, { ...before, updated: "" })) return [];
    return [{ action: "update", id, entry: { ...kept, updated: moved(before.updated, entry.updated, now) } }];
  });
  const unwanted = [...published].filter(([id, entry]) => !desired.has(id) && isOurs(id, entry));
  return [
    ...wanted,
    ...unwanted.map(([id, entry]): Change => ({ action: "retract", id, title: entry?.title ?? id })),
  ];
}

/** A plan that retracts too much: the content is more likely lost than unwanted. */
export class UnsafePlanError extends Error {
  override readonly name = "UnsafePlanError";
}

/** Refuses a plan that would retract more than a share (0 to 1) of what is published. */
export function assertSafe(changes: readonly Change[], published: Published, limit = 0.3): void {
  const retractions = changes.filter(({ action }) => action === "retract").length;
  if (retractions > limit * published.size) {
    throw new UnsafePlanError(
      `this would retract ${retractions} of the ${published.size} items of the node, and more than ` +
        `${Math.round(limit * 100)} % is taken for an accident: nothing was changed. Put the files back, or raise ` +
        `max_retract (NEWSSTAND_MAX_RETRACT) for once`,
    );
  }
}

/**
 * The newest that a node of this capacity can hold, and what is left out. A node that forgets its oldest items would
 * otherwise be sent them again for ever.
 */
export function newestThatFit(
  desired: Entries,
  capacity: number,
): { kept: Entries; left: readonly string[] } {
  const all = [...desired];
  const kept = all.slice(Math.max(0, all.length - capacity));
  return { kept: new Map(kept), left: all.slice(0, all.length - kept.length).map(([id]) => id) };
}

/** `updated` moves with the content: to what the author says, if that is news, else to now. */
function moved(before: string, said: string, now: Date): string {
  if (Date.parse(said) > Date.parse(before)) return said;
  const earliest = Number.isNaN(Date.parse(before)) ? 0 : Date.parse(before) + 1000;
  return `${new Date(Math.max(now.getTime(), earliest)).toISOString().slice(0, 19)}Z`;
}
