/** Hugo shortcodes → Markdown, a table of one line each. */

import { figure, video } from "./figure.ts";
import { codeRanges } from "./code-ranges.ts";
import { ComplexityError } from "./markdown.ts";
import { split, type Part, type Shortcode } from "./shortcode-syntax.ts";
import { subscribeSentence } from "./subscribe.ts";

/** What a shortcode prints: Markdown blocks. */
type Render = (shortcode: Shortcode, language: string) => readonly string[];

const SHORTCODES: Readonly<Record<string, Render>> = {
  figure,
  video,
  "newsletter-subscribe": (_, language) => [subscribeSentence(language)],
};

/** Emoji names of two letters are the flags of countries; the newsletter uses no other emoji names. */
const FLAG = /(?<![^\s([]):(cn|de|es|fr|gb|it|jp|kr|ru|uk|us):(?![\w:])/g;

/** Most shortcodes in one issue; real ones have less than thirty. */
const MAX_SHORTCODES = 1_000;

export interface Rendered {
  readonly markdown: string;
  /** For each line of `markdown` the line of the source that it comes from, from 1. */
  readonly lines: readonly number[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Renders the shortcodes of a body whose lines end with LF. What is unknown is dropped with a problem, the text between
 * an unknown pair stays. In code nothing is a shortcode. Throws a `ComplexityError` when there are too many.
 */
export function renderShortcodes(source: string, language: string): Rendered {
  const isCode = codeRanges(source);
  const markdown: string[] = [];
  const lines = [1];
  const problems: { line: number; message: string }[] = [];
  let line = 1;
  let count = 0;
  for (const part of split(source, isCode)) {
    const written = lineFeeds(source.slice(part.start, part.end));
    if (part.kind === "text") {
      markdown.push(flags(part.text, (offset) => isCode(part.start + offset)));
      for (let step = 1; step <= written; step += 1) lines.push(line + step);
    } else {
      count += 1;
      if (count > MAX_SHORTCODES)
        throw new ComplexityError(line, `There are more than ${MAX_SHORTCODES} shortcodes.`);
      const message = complaint(part);
      if (message !== undefined) problems.push({ line, message });
      const text =
        part.kind === "shortcode" ? place(source, part, blocksOf(part.shortcode, language)) : part.text;
      markdown.push(text);
      const start = line;
      lines.push(...Array.from({ length: lineFeeds(text) }, () => start));
    }
    line += written;
  }
  return { markdown: markdown.join(""), lines, problems };
}

function flags(text: string, isCode: (offset: number) => boolean): string {
  return text.replace(FLAG, (name, country: string, offset: number) => {
    if (isCode(offset)) return name;
    const letters = country === "uk" ? "gb" : country;
    return letters.replace(/[a-z]/g, (letter) => String.fromCodePoint(0x1f1e6 + letter.charCodeAt(0) - 97));
  });
}

function complaint(part: Part): string | undefined {
  if (part.kind === "unclosed") return `A shortcode begins with ${part.text} and does not end.`;
  if (part.kind !== "shortcode" || part.shortcode.closing) return undefined;
  const { name, named } = part.shortcode;
  if (!Object.hasOwn(SHORTCODES, name)) return `The shortcode "${name}" is not known; it is left out.`;
  if (name === "figure" && !named.get("src")) return "The figure has no src.";
  return undefined;
}

function blocksOf(shortcode: Shortcode, language: string): readonly string[] {
  const render = Object.hasOwn(SHORTCODES, shortcode.name) ? SHORTCODES[shortcode.name] : undefined;
  return render === undefined || shortcode.closing ? [] : render(shortcode, language);
}

/** Puts blocks where a shortcode stood: alone on its line as blocks of the same quote or item, else within the line. */
function place(source: string, { start, end }: Part, blocks: readonly string[]): string {
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const prefix = source.slice(lineStart, Math.min(start, lineStart + 200));
  const alone =
    /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*$/.test(prefix) && /^[ \t]*(?:\n|$)/.test(source.slice(end));
  if (!alone || lineStart + 200 < start) return blocks.join(" ");
  if (blocks.length === 0) return "";
  const indent = prefix.replace(/[^>\t]/g, " ");
  const between = `\n${indent.trimEnd()}\n${indent}`;
  const opensItem = /[^ \t>]/.test(prefix);
  const before = !opensItem && !isBlank(lineBefore(source, lineStart)) ? `\n${indent}` : "";
  const after = isBlank(lineAfter(source, end)) ? "" : `\n${indent.trimEnd()}`;
  return before + blocks.join(between) + after;
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

function lineFeeds(text: string): number {
  return text.split("\n").length - 1;
}
