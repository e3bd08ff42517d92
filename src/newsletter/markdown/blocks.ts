/** Tokens of blocks → tree: the blocks that hold others, and which of the rest is read where. */

import type { Token } from "markdown-it";
import type { List, ListItem, Text } from "mdast";
import { noteLabel } from "./definitions.ts";
import { codeBlock, headingBlocks, htmlBlock } from "./leaf-blocks.ts";
import type { Place } from "./lines.ts";
import { paragraphBlocks } from "./paragraphs.ts";
import { aroundBlocks, startOfBlock, take, takeText, wholeBlock, type Block, type Reader } from "./reader.ts";
import { positionOf } from "./source.ts";
import { table } from "./tables.ts";

/** The blocks up to the token that ends them, which is read too, or up to the end of all. */
export function readBlocks(reader: Reader, place: Place): Block[] {
  const blocks: Block[] = [];
  for (let token = take(reader); token !== undefined && token.nesting !== -1; token = take(reader)) {
    for (const block of readBlock(reader, token, place)) blocks.push(block);
  }
  return blocks;
}

/** The block that a token begins; a paragraph may be several. */
function readBlock(reader: Reader, token: Token, place: Place): readonly Block[] {
  switch (token.type) {
    case "paragraph_open":
      return paragraphBlocks(reader, takeText(reader));
    case "heading_open":
      return headingBlocks(reader, token, takeText(reader), place);
    case "bullet_list_open":
    case "ordered_list_open":
      return [list(reader, token, place)];
    case "blockquote_open": {
      const start = startOfBlock(reader, token, place);
      const children = readBlocks(reader, { from: start + 1, quotes: place.quotes + 1 });
      return [{ type: "blockquote", children, position: aroundBlocks(reader, start, children, start + 1) }];
    }
    case "footnote_open":
      return [footnote(reader, token, place)];
    case "table_open":
      return [table(reader, token, place)];
    case "fence":
    case "code_block":
      return [codeBlock(reader, token, place)];
    case "html_block":
      return [htmlBlock(reader, token, place)];
    case "hr":
      return [{ type: "thematicBreak", position: wholeBlock(reader, token, place) }];
    default:
      return [];
  }
}

function list(reader: Reader, open: Token, place: Place): List {
  const start = startOfBlock(reader, open, place);
  const from = reader.next;
  const children: ListItem[] = [];
  for (let token = take(reader); token?.type === "list_item_open"; token = take(reader)) {
    children.push(item(reader, token, place));
  }
  const ordered = open.type === "ordered_list_open";
  return {
    type: "list",
    ordered,
    start: ordered ? Number(open.attrGet("start") ?? 1) : undefined,
    spread: isLoose(reader.tokens, from, reader.next, open.level + 2),
    children,
    position: aroundBlocks(reader, start, children),
  };
}

function item(reader: Reader, token: Token, place: Place): ListItem {
  const start = startOfBlock(reader, token, place);
  const end = start + token.info.length + 1;
  const children = readBlocks(reader, { ...place, from: end });
  return withBox(reader, {
    type: "listItem",
    spread: false,
    children,
    position: aroundBlocks(reader, start, children, end),
  });
}

/** A list is loose when a paragraph of its items is not hidden. */
function isLoose(tokens: readonly Token[], start: number, end: number, level: number): boolean {
  for (let index = start; index < end; index += 1) {
    const token = tokens[index];
    if (token?.type === "paragraph_open" && token.level === level && !token.hidden) return true;
  }
  return false;
}

/** The box of a task (`[ ]` or `[x]`) is taken from its text. */
function withBox({ source }: Reader, read: ListItem): ListItem {
  const [first, ...rest] = read.children;
  const words = first?.type === "paragraph" ? first.children[0] : undefined;
  const start = words?.position?.start.offset;
  const end = words?.position?.end.offset;
  if (first?.type !== "paragraph" || words?.type !== "text" || start === undefined || end === undefined)
    return read;
  const [box, mark] = /^\[([ xX])\]\s*/.exec(source.text.slice(start, end)) ?? [];
  if (box === undefined) return read;
  const value = words.value.slice(box.length);
  const text: Text[] =
    value === "" ? [] : [{ type: "text", value, position: positionOf(source, start + box.length, end) }];
  const children = [{ ...first, children: [...text, ...first.children.slice(1)] }, ...rest];
  return { ...read, checked: mark !== " ", children };
}

function footnote(reader: Reader, token: Token, place: Place): Block {
  const start = startOfBlock(reader, token, place);
  const label = noteLabel(token);
  const end = start + label.length + 4;
  const children = readBlocks(reader, { ...place, from: end });
  const position = aroundBlocks(reader, start, children, end);
  return { type: "footnoteDefinition", identifier: label, label, children, position };
}
