/** The numbers of the XEPs that a text or a part of the tree names. */

import type { Nodes } from "mdast";
import { walk, wordsOf } from "./markdown.ts";

const NAMED = /\bXEP[-\s\u2010-\u2015\u00A0]{0,3}(\d{1,4})(?!\d)/gi;
const LINKED = /\/extensions\/xep-(\d{4})\b/i;

/** Numbers that words name, in order and as often as they do: 313 for `XEP-0313`, `XEP 313` or `xep-0313`. */
export function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(NAMED)].map(([, digits]) => Number(digits)).filter((number) => number > 0);
}

/** Numbers in the words of nodes, then those in the addresses of their links; each once. */
export function numbersOf(nodes: readonly Nodes[]): ReadonlySet<number> {
  const numbers = new Set(nodes.flatMap((node) => numbersIn(wordsOf(node))));
  for (const node of nodes) {
    for (const child of walk(node)) {
      const number = child.type === "link" ? numberAt(child.url) : undefined;
      if (number !== undefined) numbers.add(number);
    }
  }
  return numbers;
}

/** The number of the XEP whose page an address is. */
export function numberAt(address: string): number | undefined {
  const number = Number(LINKED.exec(address)?.[1] ?? 0);
  return number > 0 ? number : undefined;
}
