/** The trees of the issues that were worked on last: each takes ten times the room of its text. */

import type { Root } from "mdast";
import { parseMarkdown } from "./markdown.ts";

interface Kept {
  readonly issue: object;
  readonly tree: Root;
}

/** No `Map`: one that something is always added to and deleted from holds what was deleted until a full garbage collection. */
let last: Kept | undefined;
let other: Kept | undefined;

/** The tree of an issue's Markdown, parsed again when those of two others have been asked for since. */
export function treeOf(issue: { readonly markdown: string }): Root {
  if (last?.issue === issue) return last.tree;
  return keepTree(issue, other?.issue === issue ? other.tree : parseMarkdown(issue.markdown));
}

/** Keeps the tree of an issue in the place of the one that was asked for longest ago. */
export function keepTree(issue: object, tree: Root): Root {
  [last, other] = [{ issue, tree }, last];
  return tree;
}
