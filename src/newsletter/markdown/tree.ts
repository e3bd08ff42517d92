/** Going through a tree. */

import type { Nodes, Parents, RootContent } from "mdast";
import { fold, legal } from "../characters.ts";

/** Every node below a node and itself, in the order of the text. */
export function* walk(node: Nodes): Generator<Nodes> {
  const open: Nodes[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    const children = isParent(next) ? next.children : [];
    for (let index = children.length; index > 0; index -= 1) {
      const child = children[index - 1];
      if (child !== undefined) open.push(child);
    }
  }
}

/** The same, but of what stands within paragraphs, headings and tables nothing. */
export function* walkBlocks(nodes: readonly RootContent[]): Generator<RootContent> {
  for (const node of nodes) {
    yield node;
    if (CONTAINERS.has(node.type) && isParent(node)) yield* walkBlocks(node.children);
  }
}

/** Blocks that hold blocks. */
const CONTAINERS: ReadonlySet<string> = new Set(["blockquote", "list", "listItem", "footnoteDefinition"]);

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
