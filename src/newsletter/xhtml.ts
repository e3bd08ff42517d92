/** The tree of an issue → clean XHTML: few elements, absolute links, nothing that a client must guard against. */

import type { Element } from "ltx";
import type { ListItem, PhrasingContent, RootContent, Table } from "mdast";
import { isLineBreak, strip } from "./xhtml/html.ts";
import type { Issue } from "./issue.ts";
import { linkTo, pictureAt, type Place } from "./links.ts";
import { plainText, type References, referencesOf } from "./markdown.ts";
import { footnoteNumbers } from "./markdown/footnotes.ts";
import { attribute, element, words, type Child } from "./xhtml/elements.ts";

/** XEP-0071, section 6.5: of the styles that it recommends. */
const STRUCK = "text-decoration:line-through";

export const NS_XHTML = "http://www.w3.org/1999/xhtml";

/** What converting a node needs to know of the whole tree. */
interface Context extends Place, References {
  /** Of footnotes, by identifier. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Whether this is inside a link. */
  readonly isLink?: boolean;
}

/**
 * The content of an issue as one `div`, with no elements but those of the XHTML-IM subset (XEP-0071): h1 to h6, p, ul,
 * ol, li, a, img, blockquote, em, strong, code, pre, br, span. Raw HTML is dropped and its text kept.
 */
export function toXhtml(issue: Issue, place: Place): Element {
  return partToXhtml(issue.tree.children, issue, place);
}

/** The same of a part of an issue's tree, followed by the footnotes that it refers to, numbered from 1. */
export function partToXhtml(nodes: readonly RootContent[], issue: Issue, place: Place): Element {
  const { tree } = issue;
  const references = referencesOf(tree);
  const context = { ...place, ...references, numbers: footnoteNumbers(nodes, references) };
  const div = element("div", { xmlns: NS_XHTML }, blocks(nodes, context));
  for (const note of endnotes(context)) div.append(note);
  return div;
}

function blocks(nodes: readonly RootContent[], context: Context): Element[] {
  return nodes.flatMap((node) => block(node, context));
}

function block(node: RootContent, context: Context): Element[] {
  switch (node.type) {
    case "paragraph":
      return filled("p", inlines(node.children, context));
    case "heading":
      return filled(`h${node.depth}`, inlines(node.children, context));
    case "blockquote":
      return filled("blockquote", blocks(node.children, context));
    case "list": {
      const loose = node.spread === true || node.children.some(({ spread }) => spread === true);
      const items = node.children.flatMap((item) => filled("li", itemContent(item, loose, context)));
      return filled(node.ordered === true ? "ol" : "ul", items);
    }
    case "code":
      return [element("pre", {}, [element("code", {}, words(node.value))])];
    case "table":
      return filled("ul", rows(node, context));
    case "html":
      return filled("p", words(strip(node.value)));
    case "definition":
    case "footnoteDefinition":
    case "thematicBreak":
    case "yaml":
      return [];
    default:
      return filled("p", inline(node, context));
  }
}

/** The items of a tight list are lines, not paragraphs. A task begins with its box. */
function itemContent({ checked, children }: ListItem, loose: boolean, context: Context): Child[] {
  const box = typeof checked === "boolean" ? [checked ? "☑ " : "☐ "] : [];
  return children.flatMap((node, index) => {
    const sign = index === 0 ? box : [];
    if (node.type !== "paragraph") return [...sign, ...block(node, context)];
    const line = [...sign, ...inlines(node.children, context)];
    return loose ? filled("p", line) : line;
  });
}

/** A row as a line that still reads: each cell after the title of its column. */
function rows({ children: [head, ...body] }: Table, context: Context): Element[] {
  const titles = head?.children ?? [];
  if (body.length === 0) {
    return titles.flatMap((title) => filled("li", inlines(title.children, context)));
  }
  return body.flatMap((row) => {
    const cells = row.children.flatMap((cell, column): Child[][] => {
      const content = inlines(cell.children, context);
      if (content.length === 0) return [];
      const title = inlines(titles[column]?.children ?? [], context);
      return [title.length === 0 ? content : [element("strong", {}, title), ": ", ...content]];
    });
    return filled(
      "li",
      cells.flatMap((cell, index) => (index === 0 ? cell : ["; ", ...cell])),
    );
  });
}

function inlines(nodes: readonly RootContent[], context: Context): Child[] {
  return nodes.flatMap((node) => inline(node, context));
}

function inline(node: RootContent, context: Context): Child[] {
  switch (node.type) {
    case "text":
      return words(node.value);
    case "inlineCode":
      return filled("code", words(node.value));
    case "emphasis":
      return filled("em", inlines(node.children, context));
    case "strong":
      return filled("strong", inlines(node.children, context));
    case "delete":
      // The subset has no element for it, but this style. Where a client drops it, the words remain.
      return [element("span", { style: STRUCK }, inlines(node.children, context))];
    case "break":
      return [element("br", {}, [])];
    case "html":
      return isLineBreak(node.value) ? [element("br", {}, [])] : [];
    case "link":
      return link(node.url, node.title, node.children, context);
    case "linkReference": {
      const { url = "", title } = context.definitions.get(node.identifier) ?? {};
      return link(url, title, node.children, context);
    }
    case "image":
      return image(node.url, node.title, node.alt, context);
    case "imageReference": {
      const { url = "", title } = context.definitions.get(node.identifier) ?? {};
      return image(url, title, node.alt, context);
    }
    case "footnoteReference":
      return [`[${context.numbers.get(node.identifier) ?? node.identifier}]`];
    default:
      return words(plainText(node));
  }
}

/** A link within a link is its text: Markdown nests a bare address, XHTML nests none. */
function link(
  url: string,
  title: string | null | undefined,
  children: readonly PhrasingContent[],
  context: Context,
): Child[] {
  const href = context.isLink === true ? undefined : linkTo(url, context);
  if (href === undefined) return inlines(children, context);
  const text = inlines(children, { ...context, isLink: true });
  return [element("a", { href, title: attribute(title) }, text.length > 0 ? text : words(url))];
}

function image(
  url: string,
  title: string | null | undefined,
  alt: string | null | undefined,
  context: Context,
): Child[] {
  const src = pictureAt(url, context);
  return src === undefined
    ? words(alt ?? "")
    : [element("img", { src, alt: attribute(alt) ?? "", title: attribute(title) }, [])];
}

/** An element, unless it would be empty. */
function filled(name: string, children: readonly Child[]): Element[] {
  const blank = children.every((child) => typeof child === "string" && child.trim() === "");
  return blank ? [] : [element(name, {}, children)];
}

function endnotes(context: Context): Element[] {
  return [...context.numbers].flatMap(([identifier, number]) => {
    const [first, ...rest] = context.notes.get(identifier)?.children ?? [];
    const opening = first?.type === "paragraph" ? inlines(first.children, context) : [];
    const others = first === undefined || first.type === "paragraph" ? rest : [first, ...rest];
    return [element("p", {}, [`[${number}] `, ...opening]), ...blocks(others, context)];
  });
}
