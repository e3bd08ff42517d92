/** What there is to do on which nodes, and how long that takes: what `plan` shows, and what is asked about before it is done. */

import { sizeOf } from "../publish/apply.ts";
import type { Change } from "../publish/change.ts";
import type { NodeSurvey } from "../publish/survey.ts";
import type { NodeInspection } from "../xmpp/node/inspect.ts";

/** A node, what it holds, and how it is configured. */
export type NodeOverview = NodeSurvey & Pick<NodeInspection, "drift" | "problems">;

export interface Overview {
  readonly nodes: readonly NodeOverview[];
  readonly changes: readonly Change[];
  /** Sentences about what an operator should know. */
  readonly notes: readonly string[];
  /** What this server took last, in bytes a second, where that is known. */
  readonly pace: number | undefined;
}

/** How many of each kind of change, and their bytes on the wire. */
export interface Sum {
  readonly publish: number;
  readonly update: number;
  readonly move: number;
  readonly retract: number;
  readonly bytes: number;
}

/** What the packaged servers read of one client, in bytes a second: the slowest that is to be expected. */
export const PACKAGED = { ejabberd: 3_000, Prosody: 10_000 } as const;

export function sumOf(changes: readonly Change[]): Sum {
  const count = (action: Change["action"]): number => changes.filter((each) => each.action === action).length;
  return {
    publish: count("publish"),
    update: count("update"),
    move: count("move"),
    retract: count("retract"),
    bytes: changes.reduce((sum, change) => sum + sizeOf(change), 0),
  };
}

/** Whether there is no such node, and there will be. */
export function isToCreate({ exists, desired }: NodeOverview): boolean {
  return !exists && desired > 0;
}

/** Whether there is nothing to publish, to retract and to configure. */
export function isIdle({ nodes, changes }: Pick<Overview, "nodes" | "changes">): boolean {
  return changes.length === 0 && nodes.every((node) => !isToCreate(node) && node.drift.length === 0);
}
