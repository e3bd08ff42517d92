/** The words within a paragraph of the tree, each with the styles that its author gave it. */

import type { RootContent } from "mdast";
import { fold, legal } from "../characters.ts";
import { isLineBreak } from "../xhtml/html.ts";
import { linkTo, type Place } from "../links.ts";
import { wordsOf } from "../markdown.ts";
import type { References } from "../markdown/references.ts";

export type Style = "strong" | "emphasis" | "code" | "delete";

/** Words on one line, and how they are styled: the outermost style first, each once. */
export interface Run {
  readonly text: string;
  readonly styles: readonly Style[];
}

/** What printing a node needs to know of what is around it. */
export interface Context extends Place, References {
  /** Numbers of the footnotes that are referred to, by identifier. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly styles: readonly Style[];
  readonly isLink: boolean;
}

const LINE_BREAK: Run = { text: "\n", styles: [] };

export function inlines(nodes: readonly RootContent[], context: Context): Run[] {
  return nodes.flatMap((node) => inline(node, context));
}

export function inline(node: RootContent, context: Context): Run[] {
  switch (node.type) {
    case "text":
      return words(node.value, context);
    case "inlineCode":
      return words(node.value, styled(context, "code"));
    case "emphasis":
    case "strong":
    case "delete":
      return inlines(node.children, styled(context, node.type));
    case "break":
      return [LINE_BREAK];
    case "html":
      return isLineBreak(node.value) ? [LINE_BREAK] : [];
    case "link":
      return link(node.url, node.children, context);
    case "linkReference":
      return link(context.definitions.get(node.identifier)?.url ?? "", node.children, context);
    case "image":
    case "imageReference":
      return node.alt ? words(`[${node.alt}]`, context) : [];
    case "footnoteReference":
      return words(`[${context.numbers.get(node.identifier) ?? node.identifier}]`, context);
    default:
      return words(wordsOf(node), context);
  }
}

function link(url: string, children: readonly RootContent[], context: Context): Run[] {
  const href = context.isLink ? undefined : linkTo(url, context);
  const text = inlines(children, { ...context, isLink: true });
  if (href === undefined) return text;
  const said = text.map((run) => run.text).join("");
  if (said.trim() === "") return words(`<${href}>`, { ...context, styles: [] });
  return bare(said) === bare(href) ? text : [...text, { text: ` <${href}>`, styles: [] }];
}

/** An address as a reader compares it with the words of its link. */
function bare(address: string): string {
  const short = fold(address)
    .replace(/^(?:https?:\/\/|mailto:|xmpp:)/i, "")
    .replace(/\/$/, "");
  try {
    return decodeURI(short).toLowerCase();
  } catch {
    return short.toLowerCase();
  }
}

export function styled(context: Context, style: Style): Context {
  return context.styles.includes(style) ? context : { ...context, styles: [...context.styles, style] };
}

/** What XML can hold of a text, without its line breaks: readers' clients fold lines as they need it. */
export function words(text: string, { styles }: Context): Run[] {
  const folded = legal(text).replace(/\n[ \t]*/g, " ");
  return folded === "" ? [] : [{ text: folded, styles }];
}

/** Runs as lines, divided at line breaks; what has nothing but blanks is none. */
export function linesOf(runs: readonly Run[]): readonly (readonly Run[])[] {
  const found: Run[][] = [[]];
  for (const run of runs) {
    if (run === LINE_BREAK) found.push([]);
    else found.at(-1)?.push(run);
  }
  return found.filter((line) => line.some(({ text }) => text.trim() !== ""));
}
