/** Reading the tokens of blocks one after the other. */

import type { Token } from "markdown-it";
import type { BlockContent, DefinitionContent, Nodes } from "mdast";
import type { Definitions } from "./definitions.ts";
import { blockStart, linesOf, type Place } from "./lines.ts";
import type { Known } from "./scan.ts";
import { endOf, positionOf, type Position, type Source } from "./source.ts";

export type Block = BlockContent | DefinitionContent;

/** The tokens, and how far they have been read. */
export interface Reader {
  readonly source: Source;
  readonly tokens: readonly Token[];
  readonly known: Known;
  readonly definitions: Definitions;
  next: number;
}

export function take(reader: Reader): Token | undefined {
  const token = reader.tokens[reader.next];
  reader.next += 1;
  return token;
}

/** The text within the token before, and the token that ends it. */
export function takeText(reader: Reader): Token | undefined {
  const text = take(reader);
  take(reader);
  return text;
}

/** Offset of the first character of a block. */
export function startOfBlock({ source }: Reader, token: Token, place: Place): number {
  return blockStart(source, linesOf(token)[0], place);
}

/** From the first character of a block to the end of its last line. */
export function wholeBlock(reader: Reader, token: Token, place: Place): Position {
  const start = startOfBlock(reader, token, place);
  const last = Math.max(linesOf(token)[1] - 1, linesOf(token)[0]);
  return positionOf(reader.source, start, Math.max(start, endOf(reader.source, last)));
}

/** From an offset to the end of the last of some blocks. */
export function aroundBlocks(
  { source }: Reader,
  start: number,
  blocks: readonly Nodes[],
  end = start,
): Position {
  return positionOf(source, start, Math.max(end, blocks.at(-1)?.position?.end.offset ?? end));
}
