/** Blocks of a news section that are no news: "No XEPs this month", and the words that lead to a list. */

import type { Nodes, Paragraph, RootContent } from "mdast";
import { walk } from "../markdown.ts";
import { lettersOf } from "../sections/title-words.ts";
import { numbersIn, numbersOf } from "../xep-numbers.ts";
import { hasLink, isLink, targetsIn, textOf } from "./said.ts";

/** Longest notice that there is nothing, in characters. */
const MAX_NOTICE = 160;
/** Where a notice with a link says so: titles have such words as well. */
const FIRST_WORDS = 4;

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
  if ((nodes.length > 1 || hasLink(nodes)) && !amongXeps) return false;
  const text = textOf(nodes);
  const targets = targetsIn(nodes);
  if (text.length > MAX_NOTICE || isAboutXep(text, targets) || VERSION.test(text)) return false;
  const words = lettersOf(text).split(" ");
  const said = targets.length > 0 ? words.slice(0, FIRST_WORDS) : words;
  const isNegative = said.some((word) => NEGATIONS.has(word)) || words[0] === "";
  if (!amongXeps) return isNegative && alone;
  return isNegative || (alone && nodes.length === 1 && !hasLink(nodes));
}

/** A XEP other than that which describes the process, or a proposal, which has no number yet. */
function isAboutXep(text: string, targets: readonly string[]): boolean {
  const numbers = numbersOf(text, targets);
  return [...numbers].some((number) => number !== 1) || targets.some((target) => PROPOSAL.test(target));
}

const PROPOSAL = /\/extensions\/inbox\//;
/** Where the process is described and carried out. */
const PROCESS = /^#|^mailto:|\/(?:about|rfcs|council|standards-process)\b|\/extensions\/?$|mail\.jabber\.org/;
/** Whoever names a version has news. */
export const VERSION = /\d\.\d/;

/** Whether a paragraph says how to subscribe: it was a shortcode, and links to the issue's own page. */
export function isForm(paragraph: Paragraph): boolean {
  return targetsIn([paragraph]).includes("./");
}

/** Whether a paragraph leads to the list after it. */
export function isLead(paragraph: Paragraph, next: RootContent | undefined): boolean {
  return next?.type === "list" && /[:：]$/u.test(textOf([paragraph]));
}

/**
 * Whether a paragraph among XEPs explains what its section is, as in every issue, in place of news: it links to nothing
 * but the process, and has no number of a XEP but that of XEP-0001, which describes it; before a list, also when it
 * names one late.
 */
export function isExplanation(paragraph: Paragraph, beforeList: boolean): boolean {
  const text = textOf([paragraph]);
  const targets = targetsIn([paragraph]);
  if (targets.some((target) => PROPOSAL.test(target))) return false;
  const numbers = numbersOf(text, targets);
  if (numbers.size === 0) return targets.every((target) => PROCESS.test(target));
  if (numbers.has(1) && !VERSION.test(text)) return true;
  return beforeList && numbersIn(text.slice(0, 80)).length === 0;
}

/** Whether a block begins with words, and not with a link. */
export function startsWithoutLink(node: Nodes): boolean {
  for (const child of walk(node)) {
    if (isLink(child)) return false;
    if ("value" in child && child.value.trim() !== "") return true;
  }
  return true;
}
