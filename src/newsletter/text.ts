/** An issue as text: its Markdown source with absolute links. */

import type { Definition, Image, Link, Nodes } from "mdast";
import { fold } from "./characters.ts";
import type { Issue } from "./issue.ts";
import { isHarmlessLink, linkTo, pictureAt, type Place } from "./links.ts";
import { ComplexityError, parseMarkdown, walk } from "./markdown.ts";

/** What stands from offset `start` to `end` is replaced. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The addresses that stay as their author wrote them, if they are harmless. */
const ABSOLUTE = /^[a-z][a-z0-9+-]*:\/\/|^(?:mailto|xmpp|tel|geo):/i;

/**
 * What every address that could do harm looks like, in text without tabs and backslashes: a scheme that is not known to be
 * harmless, or a character reference within one, where an address may begin.
 */
const MAY_HARM = /(?:\][(:]|<)[\s>]*(?!(?:https?|xmpp|mailto|tel|geo):)[a-z0-9+.-]*[:&]/i;

/**
 * The Markdown source of an issue, its shortcodes rendered and the addresses of links and pictures absolute. An address
 * that could do harm is left out: `[words]()`. Read as Markdown again, the text leads nowhere that could do harm: where
 * leaving out an address has made another one of what was text, no mark of a link is left at all.
 */
export function toText(issue: Issue, place: Place): string {
  return harmless(sourceOf(issue.tree, 0, issue.markdown.length, issue, place), place);
}

/** The source from one offset to another, with the addresses of the links and pictures of a node there made absolute. */
export function sourceOf(node: Nodes, from: number, to: number, { markdown }: Issue, place: Place): string {
  const edits = [...walk(node)].flatMap((each) => edit(each, markdown, place) ?? []);
  const parts: string[] = [];
  let done = from;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(markdown.slice(done, start), text);
    done = end;
  }
  parts.push(markdown.slice(done, to));
  return parts.join("");
}

/** A text without blank lines at its ends, in which nothing that could do harm is a link. */
export function harmless(source: string, place: Place): string {
  const text = `${withoutBlankEnds(source)}\n`;
  return MAY_HARM.test(text.replace(/[\t\\]/g, "")) && !isHarmless(text, place) ? withoutLinks(text) : text;
}

function isHarmless(text: string, place: Place): boolean {
  try {
    return [...walk(parseMarkdown(text))].every(
      (node) => !("url" in node) || isHarmlessLink(node.url, place),
    );
  } catch (error) {
    if (error instanceof ComplexityError) return false;
    throw error;
  }
}

/** An address needs one of these marks to be a link, unless it begins with a harmless scheme. */
function withoutLinks(text: string): string {
  return text.replaceAll("[", "&#91;").replaceAll("<", "&lt;");
}

function edit(node: Nodes, markdown: string, place: Place): Edit | undefined {
  if (node.type !== "link" && node.type !== "image" && node.type !== "definition") return undefined;
  const address = (node.type === "image" ? pictureAt : linkTo)(node.url, place) ?? "";
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  if (start === undefined || end === undefined || (address !== "" && ABSOLUTE.test(node.url)))
    return undefined;
  const source = markdown.slice(start, end);
  if (source.startsWith("<")) {
    return { start, end, text: address === "" ? `&lt;${escape(node.url)}>` : `<${address}>` };
  }
  // An address that stands alone has a harmless scheme.
  if (!/^!?\[/.test(source)) return undefined;
  const label = labelEnd(node, source, start);
  if (label === undefined) {
    const alt = node.type === "image" ? fold(node.alt ?? "") : "";
    return { start, end, text: `![${escape(alt)}](${written(address)})` };
  }
  return addressAt(node, source, label, start, address);
}

/** Where the `]` after the words of a link stands in its source; `undefined` where that cannot be told for sure. */
function labelEnd(node: Link | Image | Definition, source: string, start: number): number | undefined {
  switch (node.type) {
    case "link":
      return source.indexOf("](", (node.children.at(-1)?.position?.end.offset ?? start) - start);
    case "image":
      return /^!\[(?:\\[\s\S]|[^\\[\]`<])*(?=\]\()/.exec(source)?.[0].length;
    case "definition":
      return /^\[(?:\\[\s\S]|[^\\\]])*/.exec(source)?.[0].length;
  }
}

/** The edit of the address alone; where its source does not say what it is, of all that follows the words. */
function addressAt(
  node: Link | Image | Definition,
  source: string,
  label: number,
  start: number,
  address: string,
): Edit {
  const rest = source.slice(label + 2);
  const [, blank = "", bracketed, bare] = /^(\s*)(?:<((?:\\.|[^>\n\\])*)>|(\S*))/.exec(rest) ?? [];
  const isLast = node.type !== "definition" && blank.length + (bare ?? "").length === rest.length;
  const found = bracketed ?? (isLast ? bare?.slice(0, -1) : bare) ?? "";
  const from = start + label + 2 + blank.length;
  if (unescape(found) !== node.url) {
    const text = node.type === "definition" ? `]: ${written(address) || "<>"}` : `](${written(address)})`;
    return { start: start + label, end: start + source.length, text };
  }
  const length = bracketed === undefined ? found.length : found.length + 2;
  const mayBeEmpty = node.type !== "definition" && rest[blank.length + length] === ")";
  const text = written(address, bracketed !== undefined) || (mayBeEmpty ? "" : "<>");
  return { start: from, end: from + length, text };
}

/** An address as Markdown has it in a link. */
function written(address: string, bracketed = false): string {
  const safe = address.replace(/&(?=#?[a-z0-9]{1,32};)/gi, "&amp;");
  return safe !== "" && (bracketed || /[()]/.test(safe)) ? `<${safe}>` : safe;
}

/** Words that mean nothing else in Markdown. */
function escape(words: string): string {
  return words.replace(/[\\`*_~[\]<>&!|]/g, "\\$&");
}

/** The address that a source is, if it has no character references but `&amp;`. */
function unescape(source: string): string {
  return source.replace(/\\([!-/:-@[-`{-~])/g, "$1").replaceAll("&amp;", "&");
}

/** Without blank lines at its start and blanks at its end. The first line keeps its indentation: it may be code. */
function withoutBlankEnds(text: string): string {
  let end = text.length;
  while (end > 0 && /[ \t\n]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).replace(/^(?:[ \t]*\n)+/, "");
}
