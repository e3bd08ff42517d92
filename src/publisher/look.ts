/** Holds the nodes against the content: what there is to do, for somebody who asks. */

import type { Archive } from "../newsletter/archive.ts";
import type { Retraction } from "../publish/change.ts";
import { largestEntry } from "../publish/entry.ts";
import { nodesOf } from "../publish/roles.ts";
import { UnsafePlanError } from "../publish/safety.ts";
import { survey, type SurveyOptions } from "../publish/survey.ts";
import { plan as words } from "../words/plan.ts";
import { voiceOf } from "../words/voice.ts";
import type { NodeOverview, Overview } from "./overview.ts";
import type { Desk } from "./round.ts";

/** What is to be published, and how. */
export interface Content {
  readonly archive: Archive;
  /** An empty list means all of them. */
  readonly languages: readonly string[];
  /** A share, from 0 to 1. */
  readonly maxRetract: number;
}

/** What a look needs. */
export type Sight = Pick<Desk, "session" | "edition" | "nodes" | "ledger">;

/** What there is to do. Changes nothing on the nodes. */
export async function look(
  { session, ledger, edition, nodes }: Sight,
  content: Content,
  scope: Partial<SurveyOptions> = {},
): Promise<Overview> {
  const { archive } = content;
  const holdAgainst = () =>
    survey(session, ledger, edition, archive, {
      ...rules(session, content),
      detailed: true,
      ...scope,
      now: new Date(),
      capacity: nodes.capacity,
    });
  let found = await holdAgainst();
  const isFull = found.nodes.some(({ left }) => left.length > 0);
  if (isFull && nodes.isRemembered() && (await nodes.measure())) found = await holdAgainst();
  const roles = nodesOf(archive.issues, edition.places);
  const overviews: NodeOverview[] = [];
  for (const node of found.nodes) {
    // What nothing goes to any more is left as it is.
    if (!roles.has(node.at.node) || node.desired === 0) {
      overviews.push({ ...node, drift: [], problems: [] });
      continue;
    }
    const { drift, problems } = await nodes.inspect(node.at, roles);
    overviews.push({ ...node, drift, problems });
  }
  const notes = [...found.notes, ...ledger.notes];
  return { nodes: overviews, changes: found.changes, notes, pace: ledger.rate() };
}

/** The same, and what would be refused is shown, too: somebody has to find out why. */
export async function lookAtAll(
  sight: Sight,
  content: Content,
): Promise<{ readonly overview: Overview; readonly isRefused: boolean }> {
  try {
    return { overview: await look(sight, content), isRefused: false };
  } catch (error) {
    if (!(error instanceof UnsafePlanError)) throw error;
    const all = await look(sight, content, { maxRetract: 1 });
    const notes = [...all.notes, `publish refuses to do this: ${error.message}`];
    return { overview: { ...all, notes }, isRefused: true };
  }
}

/** What others put there goes, too; `voice` says whose it is. */
export function withForeign(overview: Overview, voice = voiceOf("en")): Overview {
  const title = voice.say(words, "theirs");
  const strange = overview.nodes.flatMap(({ at, foreign = [] }) =>
    foreign.map((id): Retraction => ({
      action: "retract",
      why: "unwanted",
      at,
      id,
      issue: id,
      kind: "item",
      title,
    })),
  );
  const nodes = overview.nodes.map((node) => ({ ...node, foreign: [] }));
  return { ...overview, nodes, changes: [...overview.changes, ...strange] };
}

/** What holds for every look at the nodes: somebody who asks wants to know what they really hold. */
export function rules(session: Pick<Desk["session"], "limit">, { languages, maxRetract }: Content) {
  return { languages, maxRetract, largest: largestEntry(session.limit()), trust: false };
}
