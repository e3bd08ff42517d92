/** Blocks of a news section that are no news: "No XEPs this month", and the words that lead to a list. */

import type { Nodes, Paragraph, RootContent } from "mdast";
import { plainText, walk } from "../markdown.ts";
import { lettersOf } from "../sections/title-words.ts";
import { numbersIn, numbersOf } from "../xep-numbers.ts";

/** Longest notice that there is nothing, in characters. */
const MAX_NOTICE = 160;

/** What says in one of the six languages that there is nothing. */
const NEGATIONS: ReadonlySet<string> = new Set([
  ..."no none nothing not without zero neither nil".split(" "),
  ..."kein keine keinen keinem keiner keines nichts nicht".split(" "),
  ..."ningun ninguna ninguno ningunas ningunos nada sin tampoco".split(" "),
  ..."aucun aucune aucuns pas rien neant".split(" "),
  ..."nessun nessuno nessuna non nulla niente".split(" "),
  ..."nenhum nenhuma nenhuns nenhumas nao sem".split(" "),
]);

/** Where a block stands: among XEPs, where news have a number or a link, and whether it stands there alone. */
export interface Surroundings {
  readonly amongXeps: boolean;
  readonly alone: boolean;
}

/** Whether a block says no more than that there is nothing new. */
export function isNotice(nodes: readonly RootContent[], { amongXeps, alone }: Surroundings): boolean {
  const [first, ...more] = nodes;
  if (first === undefined || (more.length > 0 && !amongXeps)) return false;
  const text = plainText({ type: "root", children: [...nodes] });
  if (text.length > MAX_NOTICE || numbersOf(nodes).size > 0) return false;
  const isNegative = lettersOf(text)
    .split(" ")
    .some((word) => NEGATIONS.has(word));
  if (hasLink(nodes)) return amongXeps && isNegative && startsWithoutLink(first);
  if (amongXeps) return isNegative || (alone && more.length === 0);
  return isNegative && alone && !/\d\.\d/.test(text);
}

/** Whether a paragraph leads to the list after it. */
export function isLead(paragraph: Paragraph, next: RootContent | undefined): boolean {
  return next?.type === "list" && /[:：]$/u.test(plainText(paragraph));
}

/**
 * Whether a paragraph among XEPs explains what its section is, as in every issue, in place of news: it has no number of
 * a XEP but that of XEP-0001, which describes the process; before a list, also when it names one late.
 */
export function isExplanation(paragraph: Paragraph, beforeList: boolean): boolean {
  const numbers = numbersOf([paragraph]);
  if (isFromInbox(paragraph)) return false;
  if (numbers.size === 0 || numbers.has(1)) return true;
  return beforeList && numbersIn(plainText(paragraph).slice(0, 80)).length === 0;
}

/** It links to a proposal, which has no number yet. */
function isFromInbox(node: Nodes): boolean {
  return [...walk(node)].some((child) => child.type === "link" && /\/extensions\/inbox\//.test(child.url));
}

export function hasLink(nodes: readonly Nodes[]): boolean {
  return nodes.some((node) => [...walk(node)].some(isLink));
}

function isLink({ type }: Nodes): boolean {
  return type === "link" || type === "linkReference";
}

/** Whether a block begins with words, and not with a link. */
export function startsWithoutLink(node: Nodes): boolean {
  for (const child of walk(node)) {
    if (isLink(child)) return false;
    if ("value" in child && child.value.trim() !== "") return true;
  }
  return true;
}
