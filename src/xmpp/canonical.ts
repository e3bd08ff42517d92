/** XML as a value: one text for all the ways in which servers write the same element. */

import { escapeXML, escapeXMLText } from "ltx";
import { clean, isName } from "./guard.ts";
import type { Element } from "./stanza.ts";

/** Elements nested more deeply are not ours; a bound keeps hostile payloads from the stack. */
const DEEPEST = 200;

/**
 * Serializes an element with its namespace declared where it changes, no prefixes, attributes in order of name, and
 * line ends and attribute white space as a parser would report them (XML 1.0, sections 2.11 and 3.3.3). Two elements that
 * mean the same give the same text, which is well-formed whatever they hold. Attributes with a prefix other than `xml:` are
 * left out; so is what has an illegal name, and what is nested deeper than 200 levels.
 */
export function canonical(element: Element, inherited?: string, depth = 0): string {
  const name = element.getName();
  if (depth > DEEPEST || !isName(name) || name.includes(":")) return "";
  const ns = element.getNS();
  const attrs = Object.keys(element.attrs)
    .filter((key) => element.attrs[key] !== undefined && isKept(key))
    .map((key) => ` ${key}="${escapeXML(attribute(element.attrs[key] ?? ""))}"`)
    .toSorted()
    .join("");
  const declared = ns === undefined || ns === inherited ? "" : ` xmlns="${escapeXML(ns)}"`;
  const children = element.children.map((child) =>
    typeof child === "string" ? escapeXMLText(text(child)) : canonical(child, ns, depth + 1),
  );
  const inside = children.join("");
  const open = `<${name}${declared}${attrs}`;
  return inside === "" ? `${open}/>` : `${open}>${inside}</${name}>`;
}

/** Text as it arrives at the other side. */
export function text(value: string): string {
  return OTHERWISE.test(value) ? clean(value.replaceAll(/\r\n?/gu, "\n")) : value;
}

/** What may arrive otherwise than it was sent: a quick look that most texts need no more than. */
const OTHERWISE = /[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/;

function attribute(value: string): string {
  return text(value).replaceAll(/[\t\n]/gu, " ");
}

function isKept(name: string): boolean {
  return name !== "xmlns" && isName(name) && !name.replace(/^xml:/u, "").includes(":");
}
