/** Going through a tree. */

import type { Nodes, Parents } from "mdast";
import { fold, legal } from "../characters.ts";

/** Every node below a node and itself, in the order of the text. */
export function* walk(node: Nodes): Generator<Nodes> {
  const open: Nodes[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    if (isParent(next)) for (const child of next.children.toReversed()) open.push(child);
  }
}

export function isParent(node: Nodes): node is Parents {
  return "children" in node;
}

/** The words of a node as one line of plain text. */
export function plainText(node: Nodes): string {
  return fold(legal(wordsOf(node)));
}

/** The words of a node; soft breaks are line feeds. */
export function wordsOf(node: Nodes): string {
  if (isParent(node)) return node.children.map(wordsOf).join(isBlockParent(node) ? "\n" : "");
  if (node.type === "break") return "\n";
  if (node.type === "image" || node.type === "imageReference") return node.alt ?? "";
  return "value" in node && node.type !== "html" ? node.value : "";
}

function isBlockParent(node: Parents): boolean {
  return ["root", "blockquote", "list", "listItem", "table", "tableRow", "footnoteDefinition"].includes(
    node.type,
  );
}
