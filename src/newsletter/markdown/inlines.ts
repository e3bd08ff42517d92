/** Inline Markdown → nodes: goes through a stretch of text once, as Goldmark does. */

import type { PhrasingContent } from "mdast";
import { bareAddress, bracketedAddress } from "./addresses.ts";
import { closeBracket, footnote, openBracket } from "./brackets.ts";
import { isAsciiPunctuation, lengthAt } from "./character-classes.ts";
import { emojiAt } from "./emoji.ts";
import { referenceAt } from "./entities.ts";
import { toNodes } from "./pieces.ts";
import { runAt } from "./runs.ts";
import { flush, scanOf, takeNode, takeSign, takeText, type Known, type Scan } from "./scan.ts";
import { isBlank, type Stretch } from "./source.ts";
import { longSign } from "./typography.ts";

/** Nodes with positions. Throws a `ComplexityError` when they are nested too deeply. */
export function parseInlines(stretch: Stretch, known: Known): PhrasingContent[] {
  const scan = scanOf(stretch, known);
  while (scan.position < scan.text.length) step(scan);
  flush(scan, scan.text.length);
  return toNodes(scan.pieces, stretch);
}

/** What may begin with a character, in the order in which it is tried. Each returns whether it has read something. */
type Rule = (scan: Scan) => boolean;

const RULES: Readonly<Record<string, readonly Rule[]>> = {
  "\n": [lineBreak],
  "\\": [backslash],
  "&": [characterReference],
  "`": [span],
  "*": [run],
  _: [run],
  "~": [run, addressAfter],
  "[": [footnote, openBracket],
  "!": [footnote, openBracket],
  "]": [closeBracket],
  "<": [bracketed, tag, sign],
  ">": [sign],
  "-": [sign],
  ".": [sign],
  "'": [straightQuote],
  '"': [straightQuote],
  ":": [emoji],
  " ": [addressAfter],
  "(": [addressAfter],
};

const RULES_BY_CODE: readonly (readonly Rule[] | undefined)[] = Array.from(
  { length: 128 },
  (_, code) => RULES[String.fromCharCode(code)],
);

function step(scan: Scan): void {
  const code = scan.text.charCodeAt(scan.position);
  const { fresh } = scan;
  scan.fresh = false;
  if (fresh && address(scan, scan.position)) return;
  const rules = RULES_BY_CODE[code];
  if (rules?.some((rule) => rule(scan)) !== true) scan.position += 1;
}

function lineBreak(scan: Scan): true {
  const { text, position } = scan;
  let end = position;
  while (end > scan.plain && isBlank(text.charCodeAt(end - 1))) end -= 1;
  const isHard = text.startsWith("  ", position - 2);
  flush(scan, end);
  scan.plain = position;
  if (isHard) return hardBreak(scan, end, position + 1);
  scan.fresh = true;
  return takeText(scan, "\n", position + 1);
}

function hardBreak(scan: Scan, start: number, end: number): true {
  return takeNode(scan, { type: "break", position: scan.stretch.position(start, end) }, end);
}

function backslash(scan: Scan): boolean {
  const { text, position } = scan;
  const next = text.charCodeAt(position + 1);
  if (next === 10) return hardBreak(scan, position, position + 2);
  return isAsciiPunctuation(next) && takeText(scan, text.charAt(position + 1), position + 2);
}

function characterReference(scan: Scan): boolean {
  const found = referenceAt(scan.text, scan.position);
  return found !== undefined && takeText(scan, found.value, scan.position + found.length);
}

function span(scan: Scan): true {
  const { text, position, stretch } = scan;
  const found = scan.codeSpan(position);
  if (found === undefined) {
    const end = position + lengthAt(text, position);
    return takeSign(scan, text.slice(position, end), end);
  }
  const { value, end } = found;
  return takeNode(scan, { type: "inlineCode", value, position: stretch.position(position, end) }, end);
}

function run(scan: Scan): boolean {
  const found = runAt(scan.text, scan.position);
  if (found.mark === "~" && found.length < 2) return false;
  flush(scan, scan.position);
  scan.pieces.push(found);
  scan.position += found.length;
  scan.plain = scan.position;
  scan.fresh = true;
  return true;
}

function bracketed(scan: Scan): boolean {
  const { text, position } = scan;
  const found = bracketedAddress(text, position, scan.mail);
  if (found === undefined) return false;
  return takeLink(scan, found.url, position, { start: position + 1, end: found.end - 1 }, found.end);
}

function tag(scan: Scan): boolean {
  const { text, position } = scan;
  const end = scan.html(position);
  if (end === undefined) return false;
  const node: PhrasingContent = {
    type: "html",
    value: text.slice(position, end),
    position: scan.stretch.position(position, end),
  };
  return takeNode(scan, node, end);
}

function sign(scan: Scan): boolean {
  const found = longSign(scan.text, scan.position);
  return found !== undefined && takeSign(scan, found.value, scan.position + found.length);
}

function straightQuote(scan: Scan): boolean {
  const found = scan.quote(scan.position);
  return found !== undefined && takeSign(scan, found, scan.position + 1);
}

function emoji(scan: Scan): boolean {
  const found = emojiAt(scan.text, scan.position);
  return found !== undefined && takeText(scan, found.value, scan.position + found.length);
}

function addressAfter(scan: Scan): boolean {
  return address(scan, scan.position + 1);
}

/** A bare address; within brackets there is none, because they may become a link. */
function address(scan: Scan, start: number): boolean {
  if (scan.brackets.length > 0) return false;
  const found = bareAddress(scan.text, start, scan.mail);
  if (found === undefined) return false;
  flush(scan, start);
  scan.position = start;
  return takeLink(scan, found.url, start, { start, end: found.end }, found.end);
}

function takeLink(
  scan: Scan,
  url: string,
  start: number,
  words: { readonly start: number; readonly end: number },
  end: number,
): true {
  const { stretch, text } = scan;
  const value = text.slice(words.start, words.end);
  const node: PhrasingContent = {
    type: "link",
    url,
    title: undefined,
    children: [{ type: "text", value, position: stretch.position(words.start, words.end) }],
    position: stretch.position(start, end),
  };
  return takeNode(scan, node, end);
}
