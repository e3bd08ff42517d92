/** The numbers of footnotes, in the order in which they are shown. */

import type { Nodes, RootContent } from "mdast";
import type { References } from "./references.ts";
import { walk } from "./tree.ts";

/**
 * By identifier, from 1: as the nodes refer to footnotes, then as these refer to others. What nothing refers to is not
 * shown and has no number.
 */
export function footnoteNumbers(
  nodes: readonly RootContent[],
  { notes }: References,
): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  const refer = (part: Nodes): void => {
    for (const node of walk(part)) {
      if (node.type !== "footnoteReference" || !notes.has(node.identifier)) continue;
      if (!numbers.has(node.identifier)) numbers.set(node.identifier, numbers.size + 1);
    }
  };
  for (const node of nodes) if (node.type !== "footnoteDefinition") refer(node);
  // A map goes on with what is added while it is read.
  for (const identifier of numbers.keys())
    for (const child of notes.get(identifier)?.children ?? []) refer(child);
  return numbers;
}
