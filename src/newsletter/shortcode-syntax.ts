/** Hugo's shortcode syntax: finds shortcodes in Markdown and reads their parameters, however they are written. */

/** A stretch of Markdown, from offset `start` to `end`: text as it is to be printed, or a shortcode. */
export type Part = TextPart | ShortcodePart;

interface TextPart {
  /** `unclosed`: the two or three characters that begin a shortcode which never ends. */
  readonly kind: "text" | "unclosed";
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface ShortcodePart {
  readonly kind: "shortcode";
  readonly start: number;
  readonly end: number;
  readonly shortcode: Shortcode;
}

export interface Shortcode {
  /** Empty when it is `{{< >}}`. */
  readonly name: string;
  /** It ends a pair: `{{< /name >}}`. */
  readonly closing: boolean;
  readonly named: ReadonlyMap<string, string>;
  readonly positional: readonly string[];
}

const CLOSE: Readonly<Record<string, string>> = { "{{<": ">}}", "{{%": "%}}" };

/**
 * Splits Markdown into text and shortcodes. A shortcode within the marks of a comment is Hugo's way to show one: it
 * is text, without those marks. `isCode` says whether an offset is within code, where nothing is a shortcode.
 */
export function* split(markdown: string, isCode: (offset: number) => boolean): Generator<Part> {
  let done = 0;
  for (const { index: start, 0: open } of markdown.matchAll(/\{\{[<%]/g)) {
    if (start < done || isCode(start)) continue;
    if (start > done) yield { kind: "text", start: done, end: start, text: markdown.slice(done, start) };
    const part = partAt(markdown, start, open);
    yield part;
    done = part.end;
  }
  const end = markdown.length;
  if (done < end) yield { kind: "text", start: done, end, text: markdown.slice(done) };
}

function partAt(markdown: string, start: number, open: string): Part {
  const close = CLOSE[open] ?? "";
  const end = endOf(markdown, start + open.length, close);
  if (end === undefined) return { kind: "unclosed", start, end: start + open.length, text: open };
  const inner = markdown.slice(start + open.length, end - close.length);
  const shown = /^\/\*([\s\S]*)\*\/$/.exec(inner.trim())?.[1];
  return shown === undefined
    ? { kind: "shortcode", start, end, shortcode: parseShortcode(inner) }
    : { kind: "text", start, end, text: `${open}${shown}${close}` };
}

/** Longest shortcode, in characters; without a limit each unclosed one would be searched for to the end. */
const MAX_LENGTH = 8_192;

function endOf(markdown: string, start: number, close: string): number | undefined {
  const window = markdown.slice(start, start + MAX_LENGTH);
  const end = window.indexOf(close);
  if (end === -1) return undefined;
  const next = window.search(/\{\{[<%]/);
  return next !== -1 && next < end ? undefined : start + end + close.length;
}

/** `name`, then `key="value"`, `key=value`, `"value"` or `value`. */
export function parseShortcode(inner: string): Shortcode {
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
  return { name, closing: slash !== "", named, positional };
}

/**
 * A value in quotes ends at the quote that a parameter or the end follows, so that `"he said "hello""` keeps its
 * words.
 */
function readValue(text: string, start: number): { value: string; end: number } {
  const quote = text[start] ?? "";
  if (!`"'\`“`.includes(quote) || quote === "") {
    const end = text.slice(start).search(/\s/);
    return end === -1
      ? { value: text.slice(start), end: text.length }
      : { value: text.slice(start, start + end), end: start + end };
  }
  const ending = quote === "“" ? "”" : quote;
  for (let at = text.indexOf(ending, start + 1); at !== -1; at = text.indexOf(ending, at + 1)) {
    if (text[at - 1] === "\\" && quote === '"') continue;
    if (/^\s*$|^\s+(?:[\w-]+\s*=|["'`“])/.test(text.slice(at + 1, at + 80))) {
      return { value: unescape(text.slice(start + 1, at), quote), end: at + 1 };
    }
  }
  return { value: unescape(text.slice(start + 1), quote), end: text.length };
}

function unescape(value: string, quote: string): string {
  return quote === '"' ? value.replaceAll('\\"', '"') : value;
}
