/** Where Markdown goes that stands for a shortcode: into the same paragraph, item or quote. */

import { widthOf } from "../characters.ts";

/** What precedes a shortcode that stands alone on its line: the marks of quotes and items. */
const CONTAINERS = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*$/;
/** Longest such prefix, in characters. */
const MAX_PREFIX = 200;
/** How many lines above are looked at for the item that a shortcode belongs to. */
const MAX_LINES = 100;

/**
 * The text in place of `source` from `start` to `end`: alone on its line the blocks are blocks of the same quote or item,
 * else they are words of the line. An indentation that would make them code is not kept.
 */
export function place(source: string, start: number, end: number, blocks: readonly string[]): string {
  if (blocks.length === 0) return "";
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const prefix = source.slice(lineStart, Math.min(start, lineStart + MAX_PREFIX + 1));
  const isAlone = CONTAINERS.test(prefix) && /^[ \t]*(?:\n|$)/.test(source.slice(end, end + MAX_PREFIX));
  if (!isAlone || prefix.length > MAX_PREFIX) {
    return blankBeside(source.charAt(start - 1)) + inLine(blocks) + blankBeside(source.charAt(end));
  }
  const opensItem = /[^ \t>]/.test(prefix);
  const indent =
    opensItem || prefix.includes(">")
      ? prefix.replace(/[^>\t]/g, " ")
      : " ".repeat(contentColumn(source, lineStart, prefix));
  const blank = indent.trimEnd();
  const isApart = opensItem || (indent === prefix && isBlank(lineBefore(source, lineStart)));
  const before = isApart ? "" : `${blank}\n${indent}`;
  const after = isBlank(lineAfter(source, end)) ? "" : `\n${blank}`;
  const text = blocks.map((block) => block.replaceAll("\n", `\n${indent}`)).join(`\n${blank}\n${indent}`);
  return before + text + after;
}

/** A word that touches a shortcode stays a word. */
function blankBeside(character: string): string {
  return /[\p{L}\p{N}]/u.test(character) ? " " : "";
}

/** Code keeps lines of its own. */
function inLine(blocks: readonly string[]): string {
  return blocks.map((block) => (block.includes("\n") ? `\n\n${block}\n\n` : block)).join(" ");
}

/**
 * The column that the blocks of an item begin at, for the innermost item that a line with this indentation belongs to: one
 * whose text the line goes on, or one that it is indented under. 0 where there is none.
 */
function contentColumn(source: string, lineStart: number, prefix: string): number {
  let limit = widthOf(prefix);
  let goesOn = true;
  let start = lineStart;
  for (let count = 0; count < MAX_LINES && start > 0 && (goesOn || limit > 0); count += 1) {
    const line = lineBefore(source, start).slice(0, MAX_PREFIX);
    start = source.lastIndexOf("\n", start - 2) + 1;
    const [, indent = "", mark] = /^([ \t]*)((?:[-*+]|\d{1,9}[.)])[ \t]+)?/.exec(line) ?? [];
    if (isBlank(line) || /^ {0,3}#{1,6}[ \t]/.test(line)) {
      goesOn = false;
    } else if (mark !== undefined) {
      const column = widthOf(indent + mark);
      if (goesOn || column <= limit) return column;
      limit = Math.min(limit, widthOf(indent));
    } else if (!goesOn) {
      limit = Math.min(limit, widthOf(indent));
    }
  }
  return 0;
}

function lineBefore(source: string, lineStart: number): string {
  return lineStart === 0 ? "" : source.slice(source.lastIndexOf("\n", lineStart - 2) + 1, lineStart - 1);
}

function lineAfter(source: string, end: number): string {
  const next = source.indexOf("\n", end);
  if (next === -1) return "";
  const stop = source.indexOf("\n", next + 1);
  return source.slice(next + 1, stop === -1 ? undefined : stop);
}

function isBlank(line: string): boolean {
  return /^[ \t>]*$/.test(line);
}
