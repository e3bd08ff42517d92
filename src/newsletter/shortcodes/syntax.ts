/** Hugo's shortcode syntax: finds shortcodes in Markdown and reads their parameters, however they are written. */

/** A stretch of Markdown, from offset `start` to `end`: text as it is to be printed, or a shortcode. */
export type Part = TextPart | MarkPart | ShortcodePart;

interface TextPart {
  readonly kind: "text";
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What begins a shortcode that neither ends nor is known; what follows is text. */
interface MarkPart {
  readonly kind: "mark";
  readonly start: number;
  readonly end: number;
}

interface ShortcodePart {
  readonly kind: "shortcode";
  readonly start: number;
  readonly end: number;
  readonly shortcode: Shortcode;
  /** Whether it, and the pair that it begins, end as they must. */
  readonly closed: boolean;
}

export interface Shortcode {
  /** Empty when it is `{{< >}}`. */
  readonly name: string;
  /** It ends a pair: `{{< /name >}}`. */
  readonly closing: boolean;
  /** By name, in lower case. */
  readonly named: ReadonlyMap<string, string>;
  readonly positional: readonly string[];
  /** What stands between a pair whose text is no Markdown. */
  readonly body: string | undefined;
}

/** What finding shortcodes needs to know of the text and of the names. */
export interface Grammar {
  /** Whether an offset is within code, where nothing is a shortcode. */
  readonly isCode: (offset: number) => boolean;
  /** Whether there is a shortcode of this name. */
  readonly isKnown: (name: string) => boolean;
  /** Whether a pair of this name has code between it. */
  readonly holdsCode: (name: string) => boolean;
}

/** Longest shortcode and longest code of a pair, in characters: without a limit each unclosed one is searched for to the end. */
const MAX_LENGTH = 8_192;
const MAX_BODY = 65_536;

/**
 * Splits Markdown into text and shortcodes. A shortcode within the marks of a comment is Hugo's way to show one: it
 * is text, without those marks.
 */
export function* split(markdown: string, grammar: Grammar): Generator<Part> {
  let done = 0;
  for (const { index: start, 0: open } of markdown.matchAll(/\{\{[<%]/g)) {
    if (start < done) continue;
    const part = partAt(markdown, start, open, grammar);
    if (part === undefined) continue;
    if (start > done) yield { kind: "text", start: done, end: start, text: markdown.slice(done, start) };
    yield part;
    done = part.end;
  }
  const end = markdown.length;
  if (done < end) yield { kind: "text", start: done, end, text: markdown.slice(done) };
}

/** `undefined`: code that stays as it is. */
function partAt(markdown: string, start: number, open: string, grammar: Grammar): Part | undefined {
  const from = start + open.length;
  const window = markdown.slice(from, from + MAX_LENGTH);
  const inner = innerOf(window);
  const shown = inner === undefined ? undefined : commented(inner);
  if (inner !== undefined && shown !== undefined) {
    const end = from + inner.length + CLOSE;
    return { kind: "text", start, end, text: `${open}${shown}${markdown.slice(end - CLOSE, end)}` };
  }
  if (grammar.isCode(start)) return undefined;
  if (inner === undefined) return unclosed(window, start, open, grammar);
  const shortcode = parseShortcode(inner);
  const end = from + inner.length + CLOSE;
  if (shortcode.closing || !grammar.holdsCode(shortcode.name))
    return { kind: "shortcode", start, end, shortcode, closed: true };
  const pair = bodyOf(markdown.slice(end, end + MAX_BODY), shortcode.name);
  return {
    kind: "shortcode",
    start,
    end: end + (pair?.length ?? 0),
    shortcode: { ...shortcode, body: pair?.body },
    closed: pair !== undefined,
  };
}

/** Length of `>}}` and `%}}`. */
const CLOSE = 3;

/** What stands before the marks that close a shortcode, unless another one begins there. */
function innerOf(window: string): string | undefined {
  const close = window.search(/[>%]\}\}/);
  const next = window.search(/\{\{[<%]/);
  return close === -1 || (next !== -1 && next < close) ? undefined : window.slice(0, close);
}

function commented(inner: string): string | undefined {
  const is = inner.length >= 4 && inner.startsWith("/*") && inner.endsWith("*/");
  return is ? inner.slice(2, -2) : undefined;
}

/** What stands before the other half of a pair, and the length of that with the half. */
function bodyOf(rest: string, name: string): { body: string; length: number } | undefined {
  for (const { index, 0: mark, 1: half } of rest.matchAll(
    /\{\{[<%]\s{0,9}\/\s{0,9}([\w-]+)\s{0,9}[>%]\}\}/g,
  )) {
    if (half === name) return { body: rest.slice(0, index), length: index + mark.length };
  }
  return undefined;
}

/** A known one ends with its line, or with one of the braces that should end it; of others only the mark is left out. */
function unclosed(window: string, start: number, open: string, { isKnown }: Grammar): Part {
  const [line = ""] = window.split(/\n|\{\{[<%]/, 1);
  const brace = line.indexOf("}");
  const inner = (brace === -1 ? line : line.slice(0, brace)).trimEnd().replace(/[>%]$/, "");
  const shortcode = parseShortcode(inner);
  const from = start + open.length;
  if (!isKnown(shortcode.name)) return { kind: "mark", start, end: from };
  const length = brace === -1 ? line.trimEnd().length : brace + (line[brace + 1] === "}" ? 2 : 1);
  return { kind: "shortcode", start, end: from + length, shortcode, closed: false };
}

/** `name`, then `key="value"`, `key=value`, `"value"` or `value`. */
function parseShortcode(inner: string): Shortcode {
  const [, slash = "", name = "", rest = ""] = /^\s*(\/?)\s*([^\s"'`=/]*)([\s\S]*)$/.exec(inner) ?? [];
  const named = new Map<string, string>();
  const positional: string[] = [];
  const parameters = rest.trim().replace(/(^|[\s"'`])\/$/, "$1");
  for (let at = 0; at < parameters.length;) {
    const key = /^([\w-]{1,64})\s{0,9}=\s{0,9}/.exec(parameters.slice(at, at + 100));
    at += key?.[0].length ?? 0;
    const { value, end } = readValue(parameters, at);
    if (key?.[1] !== undefined) named.set(key[1].toLowerCase(), value);
    else if (value !== "") positional.push(value);
    at = Math.max(end, at + 1);
    while (/\s/.test(parameters[at] ?? "")) at += 1;
  }
  return { name, closing: slash !== "", named, positional, body: undefined };
}

/** Quotes that close what a quote has opened: word processors make typographic ones, in the order of any language. */
const DOUBLE = '"“”„«»';
const SINGLE = "'‘’‚";

function closersOf(quote: string): string {
  if (quote === '"' || quote === "'" || quote === "`") return quote;
  return DOUBLE.includes(quote) ? DOUBLE : SINGLE;
}

/**
 * A value in quotes ends at the quote that a parameter or the end follows, so that `"he said "hello""` keeps its
 * words.
 */
function readValue(text: string, start: number): { value: string; end: number } {
  const quote = text[start] ?? "";
  if (quote === "" || !`${DOUBLE}${SINGLE}\``.includes(quote)) {
    const end = text.slice(start).search(/\s/);
    return end === -1
      ? { value: text.slice(start), end: text.length }
      : { value: text.slice(start, start + end), end: start + end };
  }
  const closers = closersOf(quote);
  for (let at = start + 1; at < text.length; at += 1) {
    if (!closers.includes(text.charAt(at)) || (quote === '"' && text[at - 1] === "\\")) continue;
    if (isBoundary(text.slice(at + 1, at + 100))) {
      return { value: unescape(text.slice(start + 1, at), quote), end: at + 1 };
    }
  }
  return { value: unescape(text.slice(start + 1), quote), end: text.length };
}

/** The end, the next parameter after a blank, or one whose blank is missing: `src="a"alt="b"`. */
function isBoundary(rest: string): boolean {
  return /^\s*$|^\s+(?:[\w-]+\s*=|["'`“„«])|^[\w-]+=["'`“„«]/.test(rest);
}

function unescape(value: string, quote: string): string {
  return quote === '"' ? value.replaceAll('\\"', '"') : value;
}
