/** A plan as JSON, for programs. */

import type { Change } from "../publish/change.ts";
import { type NodeOverview, type Overview, sumOf } from "../publisher/overview.ts";

/**
 * `{nodes, changes, notes, sum, seconds}`, ending with a line feed; what is not known is left out. Names stay what they are
 * from one version to the next; new ones may be added.
 *
 * - `nodes`: `{service, node, exists, items, wanted, capacity?, configuration, problems, left, foreign?}`; `items` are ours,
 *   `configuration` is what differs as `{field, has, wanted}`, `left` are item ids that do not fit, `foreign` those of others.
 * - `changes`, in the order in which they are made: `{action, service, node, id, issue, kind, title}`, and with `action`
 *   `publish`, `update` and `move` their `bytes`, with `move` the node it comes `from`, with `update` its `differences`
 *   `{title?, links: {added, removed}, words: [{before, after}], other}`, with `retract` `why`: `unwanted` or `room`.
 * - `sum`: how many changes of each action, and their `bytes`; `seconds` that takes at this server's last pace.
 */
export function toJson({ nodes, changes, notes, pace }: Overview): string {
  const sum = sumOf(changes);
  const seconds = pace === undefined ? undefined : Math.ceil(sum.bytes / pace);
  const plan = { nodes: nodes.map(toNode), changes: changes.map(toChange), notes, sum, seconds };
  return `${JSON.stringify(plan, undefined, 2)}\n`;
}

function toNode({ at, holds, desired, capacity, drift, exists, problems, left, foreign }: NodeOverview) {
  return {
    ...at,
    exists,
    items: holds,
    wanted: desired,
    capacity: capacity === Infinity ? undefined : capacity,
    configuration: drift,
    problems,
    left,
    foreign,
  };
}

function toChange(change: Change) {
  const { action, at, id, issue, kind, title } = change;
  const common = { action, ...at, id, issue, kind, title };
  if (change.action === "retract") return { ...common, why: change.why };
  const { bytes, from, differences } = change;
  return { ...common, bytes, from: from?.node, differences };
}
