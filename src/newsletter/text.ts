/** An issue as text: its Markdown source with absolute links. */

import type { Nodes } from "mdast";
import type { Issue } from "./issue.ts";
import { linkTo, pictureAt, type Place } from "./links.ts";
import { walk } from "./markdown.ts";

export { plainText } from "./markdown.ts";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly address: string;
}

/**
 * The Markdown source of an issue, its shortcodes rendered and the addresses of links and pictures absolute. An address
 * that could do harm is left out.
 */
export function toText(issue: Issue, place: Place): string {
  const { markdown } = issue;
  const edits = [...walk(issue.tree)].flatMap((node) => edit(node, markdown, place) ?? []);
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, address } of edits.toSorted((a, b) => a.start - b.start)) {
    if (start < done) continue;
    parts.push(markdown.slice(done, start), address);
    done = end;
  }
  parts.push(markdown.slice(done));
  return `${parts.join("").trim()}\n`;
}

function edit(node: Nodes, markdown: string, place: Place): Edit | undefined {
  if (node.type !== "link" && node.type !== "image" && node.type !== "definition") return undefined;
  const absolute = (node.type === "image" ? pictureAt : linkTo)(node.url, place) ?? "";
  // An address that is absolute already stays as its author wrote it.
  if (absolute !== "" && /^[a-z][a-z0-9+-]*:\/\/|^(?:mailto|xmpp|tel|geo):/i.test(node.url)) return undefined;
  const found = destinationOf(node, markdown);
  if (found === undefined) return undefined;
  return { ...found, address: /[()]/.test(absolute) && !found.bracketed ? `<${absolute}>` : absolute };
}

/** Where the address stands in the source of a node, without angle brackets around it. */
function destinationOf(
  node: Nodes,
  markdown: string,
): { start: number; end: number; bracketed: boolean } | undefined {
  const from = node.position?.start.offset;
  const to = node.position?.end.offset;
  if (from === undefined || to === undefined || !("url" in node)) return undefined;
  const label = "children" in node ? node.children.at(-1)?.position?.end.offset : undefined;
  const separator = node.type === "definition" ? "]:" : "](";
  const opening = node.type === "image" ? markdown.slice(from, to).lastIndexOf(separator) : 0;
  if (opening === -1) return undefined;
  const middle = node.type === "image" ? from + opening : markdown.indexOf(separator, label ?? from);
  if (middle === -1 || middle >= to) return undefined;
  const rest = markdown.slice(middle + 2, to);
  const start = middle + 2 + (rest.length - rest.trimStart().length);
  const bracketed = markdown[start] === "<";
  const [written = ""] =
    (bracketed ? /^[^>\n]*/ : /^[^\s]*/).exec(markdown.slice(start + (bracketed ? 1 : 0), to)) ?? [];
  const begin = start + (bracketed ? 1 : 0);
  const closed = bracketed || node.type === "definition" ? written : written.replace(/\)$/, "");
  return unescape(closed) === node.url ? { start: begin, end: begin + closed.length, bracketed } : undefined;
}

function unescape(address: string): string {
  return address.replace(/\\([!-/:-@[-`{-~])/g, "$1").replaceAll("&amp;", "&");
}
