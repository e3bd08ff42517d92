/** What links and footnotes may refer to, found in the tokens of all blocks before any text is read. */

import type { Token } from "markdown-it";
import { identifierOf, parseDefinitions, type Found } from "./destinations.ts";
import { contentLines, linesOf } from "./lines.ts";
import type { Known } from "./scan.ts";
import { stretchOf, type Source } from "./source.ts";

/** The definitions that paragraphs and underlined headings begin with, by the token of their text. */
export type Definitions = ReadonlyMap<Token, readonly Found[]>;

export function definitionsIn(
  tokens: readonly Token[],
  source: Source,
): { readonly definitions: Definitions; readonly known: Known } {
  const definitions = new Map<Token, readonly Found[]>();
  const notes = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    if (token.type === "footnote_open") notes.add(noteLabel(token));
    if (token.type !== "inline" || !token.content.startsWith("[") || !mayDefine(tokens[index - 1])) continue;
    const lines = contentLines(source, token.content, linesOf(token)[0]);
    const found = parseDefinitions(stretchOf(source, lines).text);
    if (found.length > 0) definitions.set(token, found);
  }
  const identifiers = [...definitions.values()].flat().map(({ label }) => identifierOf(label));
  return {
    definitions,
    known: { definitions: new Set(identifiers), notes, quotes: { single: 0, double: 0 } },
  };
}

function mayDefine(open: Token | undefined): boolean {
  return open?.type === "paragraph_open" || (open?.type === "heading_open" && !open.markup.startsWith("#"));
}

export function noteLabel({ meta }: Token): string {
  const label = meta?.["label"];
  return typeof label === "string" ? label : "";
}
