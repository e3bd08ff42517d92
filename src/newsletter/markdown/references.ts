/** What links, pictures and footnotes of a tree refer to, looked for once: parts of an issue ask again and again. */

import type { Definition, FootnoteDefinition, Root } from "mdast";
import { walkBlocks } from "./tree.ts";

export interface References {
  /** By identifier; the first of each counts. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** By identifier; the first of each counts. */
  readonly notes: ReadonlyMap<string, FootnoteDefinition>;
}

/** What is found is kept as long as its tree. */
const known = new WeakMap<Root, References>();

export function referencesOf(tree: Root): References {
  const found = known.get(tree) ?? find(tree);
  known.set(tree, found);
  return found;
}

function find(tree: Root): References {
  const definitions = new Map<string, Definition>();
  const notes = new Map<string, FootnoteDefinition>();
  for (const node of walkBlocks(tree.children)) {
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
    if (node.type === "footnoteDefinition" && !notes.has(node.identifier)) notes.set(node.identifier, node);
  }
  return { definitions, notes };
}
