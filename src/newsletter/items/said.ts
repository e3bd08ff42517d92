/** What blocks of the news say: their words and links, looked for once, for much is decided by them. */

import type { Definition, Link, LinkReference, Nodes } from "mdast";
import { fold, legal } from "../characters.ts";
import { isParent, wordsOf } from "../markdown.ts";

type AnyLink = Link | LinkReference;

interface Said {
  /** Soft breaks are line feeds. */
  readonly words: string;
  readonly text: string;
  readonly links: readonly AnyLink[];
}

/** What is found is kept as long as its block. */
const known = new WeakMap<Nodes, Said>();

function said(block: Nodes): Said {
  const kept = known.get(block);
  if (kept !== undefined) return kept;
  const words = legal(wordsOf(block));
  const links: AnyLink[] = [];
  collectLinks(block, links);
  const found = { words, text: fold(words), links };
  known.set(block, found);
  return found;
}

function collectLinks(node: Nodes, links: AnyLink[]): void {
  if (isLink(node)) links.push(node);
  else if (isParent(node)) for (const child of node.children) collectLinks(child, links);
}

export function isLink(node: Nodes): node is AnyLink {
  return node.type === "link" || node.type === "linkReference";
}

/** The words of blocks as one line of plain text. */
export function textOf(blocks: readonly Nodes[]): string {
  return blocks
    .map((block) => said(block).text)
    .filter((text) => text !== "")
    .join(" ");
}

/** The words of a block as the lines of its source that have some; of long ones the first `length` characters. */
export function linesOf(block: Nodes, length = Infinity): readonly string[] {
  return said(block)
    .words.slice(0, length)
    .split("\n")
    .map(fold)
    .filter((line) => line !== "");
}

/** The links of blocks in the order of the text. */
export function linksIn(blocks: readonly Nodes[]): readonly AnyLink[] {
  return blocks.flatMap((block) => said(block).links);
}

export function hasLink(blocks: readonly Nodes[]): boolean {
  return blocks.some((block) => said(block).links.length > 0);
}

const NONE: ReadonlyMap<string, Definition> = new Map();

/** The targets of the links of blocks, as they were written; those of references only with the definitions. */
export function targetsIn(
  blocks: readonly Nodes[],
  definitions: ReadonlyMap<string, Definition> = NONE,
): readonly string[] {
  return linksIn(blocks)
    .map((link) => (link.type === "link" ? link.url : (definitions.get(link.identifier)?.url ?? "")))
    .filter((target) => target !== "");
}
