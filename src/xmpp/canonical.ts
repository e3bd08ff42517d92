/** XML as a value: one text for all the ways in which servers write the same element. */

import { escapeXML, escapeXMLText } from "ltx";
import { clean } from "./guard.ts";
import type { Element } from "./stanza.ts";

/** Elements nested more deeply are not ours; a bound keeps hostile payloads from the stack. */
const DEEPEST = 200;

/**
 * Serializes an element with its namespace declared where it changes, no prefixes, attributes in order of name, and
 * line ends and attribute white space as a parser would report them (XML 1.0, sections 2.11 and 3.3.3). Two elements that
 * mean the same give the same text. Attributes with a prefix other than `xml:` are left out; so is what is nested
 * deeper than 200 levels.
 */
export function canonical(element: Element, inherited?: string, depth = 0): string {
  if (depth > DEEPEST) return "";
  const ns = element.getNS();
  const name = element.getName();
  const attrs = Object.entries(element.attrs)
    .filter(([key, value]) => value !== undefined && isKept(key))
    .map(([key, value]) => ` ${key}="${escapeXML(attribute(value ?? ""))}"`)
    .toSorted();
  const declared = ns === undefined || ns === inherited ? "" : ` xmlns="${escapeXML(ns)}"`;
  const children = element.children.map((child) =>
    typeof child === "string" ? escapeXMLText(text(child)) : canonical(child, ns, depth + 1),
  );
  const inside = children.join("");
  const open = `<${name}${declared}${attrs.join("")}`;
  return inside === "" ? `${open}/>` : `${open}>${inside}</${name}>`;
}

/** Text as it arrives at the other side. */
export function text(value: string): string {
  return clean(value.replaceAll(/\r\n?/gu, "\n"));
}

function attribute(value: string): string {
  return text(value).replaceAll(/[\t\n]/gu, " ");
}

function isKept(name: string): boolean {
  return name !== "xmlns" && (name.startsWith("xml:") || !name.includes(":"));
}
