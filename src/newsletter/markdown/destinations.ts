/** The parts of links: label, address and title; and the definitions of reference links. */

import { isAsciiPunctuation } from "./character-classes.ts";
import { decode } from "./entities.ts";

/** A label has at most so many characters (CommonMark), an address so many brackets within brackets. */
export const MAX_LABEL = 999;
const MAX_BRACKETS = 32;

export interface Target {
  readonly url: string;
  readonly title: string | undefined;
  /** Index after it. */
  readonly end: number;
}

export interface Found extends Target {
  readonly label: string;
  readonly start: number;
}

/** Labels are equal if they differ in nothing but case and white space. */
export function identifierOf(label: string): string {
  return label.trim().replace(/\s+/g, " ").toLowerCase().toUpperCase();
}

/** `(address "title")` at an index. */
export function parseTarget(text: string, start: number): Target | undefined {
  const first = skipSpace(text, start + 1);
  if (text[first] === ")") return { url: "", title: undefined, end: first + 1 };
  const address = parseAddress(text, first);
  if (address === undefined) return undefined;
  const next = skipSpace(text, address.end);
  if (text[next] === ")") return { url: address.url, title: undefined, end: next + 1 };
  const title = parseTitle(text, next);
  if (title === undefined) return undefined;
  const last = skipSpace(text, title.end);
  return text[last] === ")" ? { url: address.url, title: title.title, end: last + 1 } : undefined;
}

/** `[label]` at an index; its end is that after the bracket. */
export function parseLabel(text: string, start: number): { label: string; end: number } | undefined {
  const stop = Math.min(text.length, start + MAX_LABEL + 2);
  for (let index = start + 1; index < stop; index += 1) {
    const character = text[index];
    if (character === "\\" && isAsciiPunctuation(text.charCodeAt(index + 1))) index += 1;
    else if (character === "[") return undefined;
    else if (character === "]") return { label: text.slice(start + 1, index), end: index + 1 };
  }
  return undefined;
}

/** The definitions (`[label]: address "title"`) that a paragraph begins with; each ends with its line. */
export function parseDefinitions(text: string): readonly Found[] {
  const found: Found[] = [];
  for (let start = 0; text[start] === "[";) {
    const definition = parseDefinition(text, start);
    if (definition === undefined) break;
    found.push(definition);
    start = definition.end + 1;
  }
  return found;
}

function parseDefinition(text: string, start: number): Found | undefined {
  const label = parseLabel(text, start);
  if (label === undefined || text[label.end] !== ":" || label.label.trim() === "") return undefined;
  const address = parseAddress(text, skipSpace(text, label.end + 1));
  if (address === undefined) return undefined;
  const whole = { label: label.label, start, url: address.url };
  const next = skipSpace(text, address.end);
  const title = next > address.end ? parseTitle(text, next) : undefined;
  const end = title === undefined ? undefined : lineEnd(text, title.end);
  if (title !== undefined && end !== undefined) return { ...whole, title: title.title, end };
  const short = lineEnd(text, address.end);
  return short === undefined ? undefined : { ...whole, title: undefined, end: short };
}

/** The end of a line on which nothing more stands. */
function lineEnd(text: string, start: number): number | undefined {
  let end = start;
  while (text[end] === " " || text[end] === "\t") end += 1;
  return end >= text.length || text[end] === "\n" ? end : undefined;
}

function parseAddress(text: string, start: number): { url: string; end: number } | undefined {
  return text[start] === "<" ? bracketed(text, start) : bare(text, start);
}

function bracketed(text: string, start: number): { url: string; end: number } | undefined {
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text[index];
    if (character === "\\" && isAsciiPunctuation(text.charCodeAt(index + 1))) index += 1;
    else if (character === "\n" || character === "<") return undefined;
    else if (character === ">") return { url: decode(text.slice(start + 1, index)), end: index + 1 };
  }
  return undefined;
}

function bare(text: string, start: number): { url: string; end: number } | undefined {
  let open = 0;
  let end = start;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === 92 && isAsciiPunctuation(text.charCodeAt(end + 1))) end += 1;
    else if (code === 40) open += 1;
    else if (code === 41) open -= 1;
    else if (code <= 32) break;
    if (open < 0) break;
    if (open > MAX_BRACKETS) return undefined;
  }
  return end === start ? undefined : { url: decode(text.slice(start, end)), end };
}

function parseTitle(text: string, start: number): { title: string; end: number } | undefined {
  const opener = text[start] ?? "";
  if (opener === "" || !"\"'(".includes(opener)) return undefined;
  const closer = opener === "(" ? ")" : opener;
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text[index];
    if (character === "\\" && isAsciiPunctuation(text.charCodeAt(index + 1))) index += 1;
    else if (character === closer) return { title: decode(text.slice(start + 1, index)), end: index + 1 };
    else if (character === opener) return undefined;
  }
  return undefined;
}

function skipSpace(text: string, start: number): number {
  let end = start;
  while (" \t\n".includes(text[end] ?? "x")) end += 1;
  return end;
}
