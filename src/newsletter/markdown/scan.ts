/** How far a stretch of inline Markdown has been read, and what was found. */

import type { PhrasingContent } from "mdast";
import { mailFinder, type MailFinder } from "./addresses.ts";
import { codeSpans, type CodeSpans } from "./code-spans.ts";
import type { Piece } from "./pieces.ts";
import { rawHtml, type RawHtml } from "./raw-html.ts";
import type { Stretch } from "./source.ts";
import { quotesIn, type OpenQuotes, type QuoteFinder } from "./typography.ts";

/** What is known of the whole text: what references may refer to, by identifier, and which quotes are open. */
export interface Known {
  readonly definitions: ReadonlySet<string>;
  readonly notes: ReadonlySet<string>;
  readonly quotes: OpenQuotes;
}

/** A `[` or `![` that may begin a link or a picture. */
export interface Bracket {
  readonly isImage: boolean;
  /** Index of its piece. */
  readonly piece: number;
  readonly start: number;
  readonly end: number;
  /** How many links there were before it. */
  readonly links: number;
}

export interface Scan {
  readonly stretch: Stretch;
  readonly text: string;
  readonly known: Known;
  readonly codeSpan: CodeSpans;
  readonly mail: MailFinder;
  readonly html: RawHtml;
  readonly quote: QuoteFinder;
  readonly pieces: Piece[];
  /** Brackets that no other has closed yet. */
  readonly brackets: Bracket[];
  /** How many links there are so far. */
  links: number;
  position: number;
  /** Where the text begins that is no piece yet. */
  plain: number;
  /** Whether a bare address may begin here: at a line's start, and after everything that is no text. */
  fresh: boolean;
}

export function scanOf(stretch: Stretch, known: Known): Scan {
  const { text } = stretch;
  return {
    stretch,
    text,
    known,
    codeSpan: codeSpans(text),
    mail: mailFinder(text),
    html: rawHtml(text),
    quote: quotesIn(text, known.quotes),
    pieces: [],
    brackets: [],
    links: 0,
    position: 0,
    plain: 0,
    fresh: true,
  };
}

/** Makes a piece of the text before an index. */
export function flush(scan: Scan, end: number): void {
  if (end > scan.plain) put(scan, scan.text.slice(scan.plain, end), scan.plain, end);
}

function put(scan: Scan, value: string, start: number, end: number): void {
  scan.pieces.push({ kind: "text", value, start, end });
  scan.plain = end;
}

/** Takes what stands up to `end` as this text. */
export function takeText(scan: Scan, value: string, end: number): true {
  flush(scan, scan.position);
  put(scan, value, scan.position, end);
  scan.position = end;
  return true;
}

/** Takes what stands up to `end` as this node. */
export function takeNode(scan: Scan, node: PhrasingContent, end: number): true {
  flush(scan, scan.position);
  scan.pieces.push({ kind: "node", node });
  scan.position = end;
  scan.plain = end;
  scan.fresh = true;
  return true;
}

/** A sign is something else than text for the addresses after it. */
export function takeSign(scan: Scan, value: string, end: number): true {
  scan.fresh = true;
  return takeText(scan, value, end);
}
