/** What is to be retracted because the content has it no more, and whether that may be an accident. */

import { standing } from "../../newsletter/release.ts";
import type { Retraction } from "../change.ts";
import { itemPlaceOf } from "../places.ts";
import { assertSafe } from "../safety.ts";
import { LIKELY, readItems } from "./reading.ts";
import { isOurs, type Round } from "./round.ts";
import { type Shelf, strays } from "./shelf.ts";

/**
 * The items of ours that a node holds in vain: nothing wants them, or they are at another node already. Each is read: it may be
 * gone, or be somebody else's by now. `stays` are the ids of those that wait for their new place.
 */
export async function findUnwanted(
  round: Round,
  shelf: Shelf,
  stays: ReadonlySet<string>,
): Promise<readonly Retraction[]> {
  const { xmpp, ledger, edition } = round;
  const { at } = shelf;
  const held = ledger.of(at.node);
  const ids = [...strays(round, shelf)].filter(([id, fate]) => fate !== "broken" && !stays.has(id));
  const wishes = ids.map(([id]) => ({ id, bytes: LIKELY[held.get(id)?.issue === id ? "issue" : "item"] }));
  const found: Retraction[] = [];
  for await (const sights of readItems(xmpp, at, wishes)) {
    for (const { id, entry } of sights) {
      const issue = held.get(id)?.issue ?? id;
      if (entry === undefined || !isOurs(edition, entry)) ledger.forget(at, id);
      else
        found.push({
          action: "retract",
          why: "unwanted",
          at,
          id,
          issue,
          kind: id === issue ? "issue" : "item",
          title: entry.title,
        });
    }
  }
  return found;
}

/**
 * Refuses when too much of a node would go that was not meant to: what moved, and what its author let expire, was. So was an
 * item that its issue no longer has, and what goes with an issue counts with that.
 */
export function assertMeant(round: Round, retractions: readonly Retraction[]): void {
  const { archive, options, ledger, edition, home } = round;
  const issues = new Map(archive.issues.map((issue) => [issue.id, issue]));
  const whole = new Set(retractions.filter(({ kind }) => kind === "issue").map(({ issue }) => issue));
  const isSudden = ({ id, issue: of, kind }: Retraction): boolean => {
    const issue = issues.get(of);
    if (home.has(id) || (issue !== undefined && standing(issue, options.now) === "expired")) return false;
    if (kind === "issue") return true;
    if (whole.has(of)) return false;
    return issue === undefined || itemPlaceOf(issue, undefined, edition.places) === undefined;
  };
  for (const [node, sudden] of Map.groupBy(retractions.filter(isSudden), ({ at }) => at.node))
    assertSafe({ node, retracted: sudden.length, ours: ledger.of(node).size }, options.maxRetract);
}
