/** Which issues there are to be taken from the nodes, and what of them the nodes hold. */

import type { Retraction } from "../publish/change.ts";
import { toWanted } from "../publish/desired.ts";
import { readItems } from "../publish/survey/reading.ts";
import { isOurs } from "../publish/survey/round.ts";
import { type Content, look, type Sight } from "./look.ts";

/** What an entry may have of which only the record knows, in bytes. */
const LARGE = 30_000;

/** The issues of the files, and those that the nodes hold without one. */
export async function knownIssues(sight: Sight, content: Content): Promise<ReadonlySet<string>> {
  const { archive } = content;
  const { ledger } = sight;
  // A record that was lost is made anew from the nodes.
  if (archive.issues.length > 0) await look(sight, content, { trust: true, only: new Set() });
  const recorded = ledger.nodes().flatMap((node) => [...ledger.of(node).values()].map(({ issue }) => issue));
  return new Set([...archive.issues.map(({ id }) => id), ...recorded]);
}

/** What the nodes hold of these issues: by the record, or as the files say, which may know more. */
export async function heldOf(
  { session, edition, ledger }: Omit<Sight, "nodes">,
  { archive, languages }: Content,
  ids: ReadonlySet<string>,
): Promise<readonly Retraction[]> {
  const wanted = await toWanted(archive, edition, { now: new Date(), languages });
  const candidates = wanted.all
    .filter(({ issue }) => ids.has(issue))
    .map(({ at, id, issue, bytes }) => ({ node: at.node, id, issue, bytes }));
  for (const node of ledger.nodes()) {
    for (const [id, { issue }] of ledger.of(node))
      if (ids.has(issue)) candidates.push({ node, id, issue, bytes: LARGE });
  }
  const found: Retraction[] = [];
  for (const [node, list] of Map.groupBy(candidates, (each) => each.node)) {
    const at = { service: edition.places.service, node };
    const byId = new Map(list.toReversed().map((each) => [each.id, each]));
    for await (const sights of readItems(session, at, byId.values())) {
      for (const { id, entry } of sights) {
        const issue = byId.get(id)?.issue;
        if (issue === undefined || entry === undefined || !isOurs(edition, entry)) continue;
        const kind = id === issue ? "issue" : "item";
        found.push({ action: "retract", why: "unwanted", at, id, issue, kind, title: entry.title });
      }
    }
  }
  return found;
}
