/** Blocks that hold no others: headings, code and raw HTML. */

import type { Token } from "markdown-it";
import type { Code, Heading, PhrasingContent } from "mdast";
import { decode } from "./entities.ts";
import { splitAttributes } from "./heading-attributes.ts";
import { parseInlines } from "./inlines.ts";
import { contentLines, linesOf, type Place } from "./lines.ts";
import { splitDefinitions } from "./paragraphs.ts";
import { startOfBlock, wholeBlock, type Block, type Reader } from "./reader.ts";
import { endOf, positionOf, stretchOf, type Line } from "./source.ts";

const DEPTHS = [1, 2, 3, 4, 5, 6] as const;

/** A heading, after the definitions that it begins with; where nothing is left of it, its underline was a rule. */
export function headingBlocks(
  reader: Reader,
  open: Token,
  text: Token | undefined,
  place: Place,
): readonly Block[] {
  if (open.markup.startsWith("#")) {
    const start = startOfBlock(reader, open, place);
    return [heading(reader, open, markedLine(reader, text, start + open.markup.length), start)];
  }
  const { definitions, lines } = splitDefinitions(reader, text);
  const [first] = lines;
  return first === undefined ? definitions : [...definitions, heading(reader, open, lines, first.offset)];
}

function heading(reader: Reader, open: Token, lines: readonly Line[], start: number): Heading {
  const { source, known } = reader;
  const { text: last, id } = splitAttributes(lines.at(-1)?.text ?? "");
  const parts = lines.map((line, index) => (index === lines.length - 1 ? { ...line, text: last } : line));
  return {
    type: "heading",
    depth: DEPTHS.find((depth) => `h${depth}` === open.tag) ?? 1,
    children: parseInlines(stretchOf(source, parts), known),
    ...(id === undefined ? {} : { data: { id } }),
    position: positionOf(source, start, Math.max(start, endOf(source, linesOf(open)[1] - 1))),
  };
}

/** The words after the marks of a heading. */
function markedLine({ source }: Reader, text: Token | undefined, from: number): readonly Line[] {
  return text === undefined ? [] : [{ text: text.content, offset: source.text.indexOf(text.content, from) }];
}

export function codeBlock(reader: Reader, token: Token, place: Place): Code {
  const [, lang, meta] = /^\s*(\S+)(?:\s+(.*))?$/s.exec(decode(token.info)) ?? [];
  return {
    type: "code",
    lang,
    meta,
    value: token.content.replace(/\n$/, ""),
    position: wholeBlock(reader, token, place),
  };
}

/** Declarations, scripts and comments without an end, and text in which nothing is Markdown. */
const VERBATIM = /^\s*<(?:!(?!--[\s\S]*-->)|\?|(?:script|pre|style|textarea)(?=[\s>]))/i;

/**
 * Raw HTML. Its words are a paragraph, in which Markdown is read as Markdown: whoever wrote it meant it so. The site
 * shows nothing of it.
 */
export function htmlBlock(reader: Reader, token: Token, place: Place): Block {
  const position = wholeBlock(reader, token, place);
  const html: Block = { type: "html", value: token.content.trimEnd(), position };
  if (VERBATIM.test(token.content)) return html;
  const lines = contentLines(reader.source, html.value, linesOf(token)[0]);
  const children = parseInlines(stretchOf(reader.source, lines), reader.known);
  return children.some(hasWords)
    ? { type: "paragraph", children: withoutBlankEnds(children), position }
    : html;
}

function withoutBlankEnds(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const start = nodes.findIndex(hasWords);
  const end = nodes.findLastIndex(hasWords);
  return nodes.flatMap((node, index): PhrasingContent[] => {
    if (node.type !== "text") return [node];
    if (index < start || index > end) return [];
    const from = index === start ? node.value.trimStart() : node.value;
    return [{ ...node, value: index === end ? from.trimEnd() : from }];
  });
}

function hasWords(node: PhrasingContent): boolean {
  return node.type !== "html" && (node.type !== "text" || node.value.trim() !== "");
}
