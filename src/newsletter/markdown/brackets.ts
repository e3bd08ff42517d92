/** What stands in brackets: links, pictures and references. */

import type { ImageReference, PhrasingContent } from "mdast";
import { identifierOf, MAX_LABEL, parseLabel, parseTarget, type Target } from "./destinations.ts";
import { toNodes } from "./pieces.ts";
import { flush, takeNode, takeSign, takeText, type Bracket, type Scan } from "./scan.ts";
import { wordsOf } from "./tree.ts";

/** `[^label]` of a footnote that is there. */
export function footnote(scan: Scan): boolean {
  const { text, position, stretch, known } = scan;
  const start = text[position] === "!" ? position + 1 : position;
  if (!text.startsWith("[^", start)) return false;
  const found = parseLabel(text, start);
  const label = found?.label.slice(1) ?? "";
  if (found === undefined || !known.notes.has(label)) return false;
  if (start > position) takeText(scan, "!", start);
  const place = stretch.position(start, found.end);
  return takeNode(scan, { type: "footnoteReference", identifier: label, label, position: place }, found.end);
}

/** `[` or `![`, which is text until its end is found. */
export function openBracket(scan: Scan): boolean {
  const { text, position } = scan;
  const isImage = text[position] === "!";
  if (isImage && text[position + 1] !== "[") return false;
  const end = position + (isImage ? 2 : 1);
  flush(scan, position);
  scan.brackets.push({ isImage, piece: scan.pieces.length, start: position, end, links: scan.links });
  return takeSign(scan, text.slice(position, end), end);
}

/** `]`: the end of a link or a picture, if what follows or a definition says where it leads. */
export function closeBracket(scan: Scan): boolean {
  const bracket = scan.brackets.pop();
  // There is no link within a link.
  if (bracket === undefined || (!bracket.isImage && scan.links > bracket.links)) return false;
  const target = scan.text[scan.position + 1] === "(" ? parseTarget(scan.text, scan.position + 1) : undefined;
  if (target !== undefined)
    return takeBrackets(scan, bracket, target.end, (words) => direct(bracket, words, target));
  const found = reference(scan, bracket);
  if (found === undefined) return false;
  return takeBrackets(scan, bracket, found.end, (words) => byReference(bracket, words, found));
}

/** The pieces since a bracket as one node. */
function takeBrackets(
  scan: Scan,
  bracket: Bracket,
  end: number,
  toNode: (words: PhrasingContent[]) => PhrasingContent,
): true {
  flush(scan, scan.position);
  const [, ...inner] = scan.pieces.splice(bracket.piece);
  const node = toNode(toNodes(inner, scan.stretch));
  if (!bracket.isImage) scan.links += 1;
  return takeNode(scan, { ...node, position: scan.stretch.position(bracket.start, end) }, end);
}

function direct({ isImage }: Bracket, words: PhrasingContent[], { url, title }: Target): PhrasingContent {
  if (isImage) return { type: "image", url, title, alt: altOf(words) };
  return { type: "link", url, title, children: words };
}

interface Reference extends Pick<ImageReference, "identifier" | "label" | "referenceType"> {
  readonly end: number;
}

function byReference({ isImage }: Bracket, words: PhrasingContent[], found: Reference): PhrasingContent {
  const { identifier, label, referenceType } = found;
  const common = { identifier, label: label ?? identifier, referenceType };
  if (isImage) return { type: "imageReference", ...common, alt: altOf(words) };
  return { type: "linkReference", ...common, children: words };
}

/** `[words][label]`, `[label][]` or `[label]`, if there is a definition. */
function reference({ text, position, known }: Scan, bracket: Bracket): Reference | undefined {
  const own = text.slice(bracket.end, position);
  const next = text[position + 1] === "[" ? parseLabel(text, position + 1) : undefined;
  const isFull = next !== undefined && next.label.trim() !== "";
  const label = isFull ? next.label : own;
  if (label.length > MAX_LABEL) return undefined;
  const identifier = identifierOf(label);
  if (!known.definitions.has(identifier)) return undefined;
  const referenceType = isFull ? "full" : next === undefined ? "shortcut" : "collapsed";
  return { identifier, label, referenceType, end: next?.end ?? position + 1 };
}

function altOf(words: readonly PhrasingContent[]): string {
  return words.map(wordsOf).join("").replaceAll("\n", " ");
}
