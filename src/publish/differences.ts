/** How one entry differs from another, for a person: title, links and words, and by name what else does. */

import { isDeepStrictEqual } from "node:util";
import { type ChangeObject, diffArrays } from "diff";
import { shorten } from "../newsletter/characters.ts";
import { type Entry, toElement } from "../xmpp/atom.ts";
import type { Element } from "../xmpp/stanza.ts";
import type { Differences } from "./change.ts";

type Passage = Differences["words"][number];

/** How many words stand around what differs in a passage. */
const CONTEXT = 3;
/** Of a longer side of a passage, in characters, only the start is given. */
const LONGEST = 400;
/** Texts that more words differ in are not compared: that would take time by the square of them. */
const MOST_CHANGES = 1_500;

/** What a reader sees of the content, and where it leads. */
interface Content {
  readonly words: readonly string[];
  readonly links: ReadonlySet<string>;
}

/** The differences from an entry to the one that comes in its place. When it was updated is none. */
export function differences(before: Entry, after: Entry): Differences {
  const [old, now] = [contentOf(before), contentOf(after)];
  const words = passages(old.words, now.words);
  const links = {
    added: [...now.links].filter((href) => !old.links.has(href)),
    removed: [...old.links].filter((href) => !now.links.has(href)),
  };
  const isSame = (key: keyof Entry): boolean => isDeepStrictEqual(before[key], after[key]);
  const isMoved = links.added.length + links.removed.length > 0;
  const isMarkedOtherwise = words?.length === 0 && !isMoved && !(isSame("xhtml") && isSame("text"));
  return {
    title: isSame("title") ? undefined : { before: before.title, after: after.title },
    links,
    words: words ?? [],
    other: [
      ...OTHERS.filter(([key]) => !isSame(key)).map(([, name]) => name),
      ...(isSame("links") || isMoved ? [] : ["link"]),
      ...(isMarkedOtherwise ? ["content"] : []),
      ...(words === undefined ? [`content (rewritten, ${sizes(before, after)})`] : []),
    ],
  };
}

/** What is only named when it differs, as Atom calls it. */
const OTHERS = [
  ["id", "id"],
  ["language", "xml:lang"],
  ["published", "published"],
  ["author", "author"],
  ["summary", "summary"],
  ["categories", "category"],
  ["rights", "rights"],
] as const satisfies readonly (readonly [keyof Entry, string])[];

function sizes(before: Entry, after: Entry): string {
  const [from, to] = [before, after].map(({ xhtml, text }) => (xhtml ?? text ?? "").length);
  return `from ${from} to ${to} characters`;
}

/** XHTML is what people read; its source has marks between the words. */
function contentOf(entry: Entry): Content {
  const contents = toElement(entry).getChildren("content");
  const div = contents.find(({ attrs }) => attrs["type"] === "xhtml")?.getChild("div");
  const links = new Set(entry.links.filter(({ rel }) => rel !== "replies").map(({ href }) => href));
  if (div === undefined) {
    const text = entry.text ?? "";
    for (const [href] of text.matchAll(/\bhttps?:[^\s<>()"]+/gu)) links.add(href);
    return { words: toWords(text), links };
  }
  const texts: string[] = [];
  read(div, texts, links);
  return { words: toWords(texts.join("")), links };
}

const INLINE = new Set(["a", "cite", "code", "em", "span", "strong"]);

function read(element: Element, texts: string[], links: Set<string>): void {
  const { href, src, alt } = element.attrs;
  for (const address of [href, src]) if (address !== undefined) links.add(address);
  if (alt !== undefined) texts.push(alt);
  const edge = INLINE.has(element.getName()) ? "" : " ";
  texts.push(edge);
  for (const child of element.children) {
    if (typeof child === "string") texts.push(child);
    else read(child, texts, links);
  }
  texts.push(edge);
}

/** Scripts that put no blanks between words are compared by their letters. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}] ?|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+ ?/gu;

/** Words with the blank behind them, so that they can be put together again. */
function toWords(text: string): readonly string[] {
  const even = text.replace(/\s+/gu, " ").trim();
  return even === "" ? [] : (`${even} `.match(WORD) ?? []);
}

/** The passages in which two texts differ, or `undefined` when that is nearly everywhere. */
function passages(before: readonly string[], after: readonly string[]): readonly Passage[] | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const middle = diffWords(before.slice(start, before.length - end), after.slice(start, after.length - end));
  if (middle === undefined) return undefined;
  const around = [common(before.slice(0, start)), ...middle, common(before.slice(before.length - end))];
  return toPassages(around.filter(({ value }) => value.length > 0));
}

type Stretch = Pick<ChangeObject<readonly string[]>, "value" | "added" | "removed">;

function common(value: readonly string[]): Stretch {
  return { value, added: false, removed: false };
}

/** What is added at one place, or taken away, however much it is, needs no search. */
function diffWords(before: string[], after: string[]): readonly Stretch[] | undefined {
  if (before.length === 0) return [{ value: after, added: true, removed: false }];
  if (after.length === 0) return [{ value: before, added: false, removed: true }];
  return diffArrays(before, after, { maxEditLength: MOST_CHANGES });
}

/** Puts changes that stand close together into one passage, with some words around them. */
function toPassages(stretches: readonly Stretch[]): readonly Passage[] {
  const found: Passage[] = [];
  let open: { before: string[]; after: string[]; changed: Set<"before" | "after"> } | undefined;
  let lead: readonly string[] = [];
  for (const [index, { value, added, removed }] of stretches.entries()) {
    const isLast = index === stretches.length - 1;
    if (added || removed) {
      open ??= { before: [...lead], after: [...lead], changed: new Set() };
      const side = added ? "after" : "before";
      for (const word of value) open[side].push(word);
      open.changed.add(side);
    } else if (open !== undefined && !isLast && value.length <= 2 * CONTEXT) {
      open.before.push(...value);
      open.after.push(...value);
    } else {
      if (open !== undefined) found.push(close(open, value.slice(0, CONTEXT), value.length > CONTEXT));
      open = undefined;
      lead = value.length > CONTEXT ? ["… ", ...value.slice(-CONTEXT)] : value;
    }
  }
  return open === undefined ? found : [...found, close(open, [], false)];
}

/** A side in which nothing is new would only repeat what stands around. */
function close(
  { before, after, changed }: { before: string[]; after: string[]; changed: ReadonlySet<string> },
  tail: readonly string[],
  goesOn: boolean,
): Passage {
  const side = (words: readonly string[], name: string): string =>
    changed.has(name) ? cut([...words, ...tail].join("").trim(), goesOn) : "";
  return { before: side(before, "before"), after: side(after, "after") };
}

function cut(text: string, goesOn: boolean): string {
  if (text.length > LONGEST) return shorten(text, LONGEST);
  return goesOn ? `${text} …` : text;
}
