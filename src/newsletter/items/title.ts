/** The title of a news item: words of its own that make sense alone, in a list of headlines. */

import type { List, Nodes, RootContent } from "mdast";
import { shorten } from "../characters.ts";
import { walk } from "../markdown.ts";
import { sentenceEnds } from "../sentences.ts";
import { linesOf, linksIn, textOf } from "./said.ts";

const MAX_TITLE = 100;
/** What is shorter says too little alone. */
const MIN_TITLE = 12;
/** Shortest words of a link that are better than the beginning of a long sentence: set off by a mark, and in any case. */
const MIN_NAME = 20;
const LONG_NAME = 50;
/** Longest name that only says whom or what the list below it is about. */
const MAX_LABEL = 30;

/**
 * The first sentence of an item, or what it calls itself before a colon or in the link that it begins with: at most 100
 * characters. Empty when the item has no words.
 */
export function titleOf(nodes: readonly RootContent[]): string {
  const first = nodes.find((node) => !isPicture(node) && textOf([node]) !== "");
  if (first === undefined) return headline(textOf(nodes), []);
  const [line = "", ...more] = linesOf(first, MAX_START);
  const isWhole = more.length === 0 || LABEL.test(line) || /[.:;!?…]$/u.test(line);
  const text = isWhole && line.length >= MIN_TITLE ? line : [line, ...more].join(" ");
  const links = linksIn([first])
    .slice(0, MOST_LINKS)
    .map((link) => textOf([link]));
  const title = headline(text.replace(LABEL, ""), links);
  const isLabel = title.length < MIN_TITLE || (links.length === 0 && title.length <= MAX_LABEL);
  return isLabel ? withPart(title, nodes) : title;
}

/** Of the announcements of the XEPs' editor, which have a label on every line. */
const LABEL = /^(?:title|titel|titre|título|titolo)\s?:\s?/iu;

/** Links that are none, because of a blank before their address or within it. */
const BROKEN_LINK = /\[([^[\]]{1,200})\]\s?\((?:[a-z]{2,6}:\/)?\/[^()]{0,500}\)/gi;

function headline(words: string, links: readonly string[]): string {
  const text = words.replace(BROKEN_LINK, "$1");
  const sentence = clean(firstSentence(text, links));
  if (sentence.length <= MAX_TITLE) return sentence;
  const name = nameIn(text, links[0] ?? "");
  return name === "" ? beforeColon(sentence, links[0] ?? "") : clean(name);
}

/** The link that a text begins with, if it is a name: set off from the rest by a mark, or long. */
function nameIn(text: string, link: string): string {
  if (!text.startsWith(link) || link.length > MAX_TITLE || link.split(" ").length < 3) return "";
  const isSetOff = /^\s?[^\s\p{L}\p{N}]/u.test(text.slice(link.length));
  return link.length >= LONG_NAME || (isSetOff && link.length >= MIN_NAME) ? link : "";
}

/** Without what a cut would leave of a long word, such as an address. */
function shortened(text: string): string {
  const words = text.slice(0, MAX_TITLE).split(" ");
  return words.length === 1 ? shorten(text, MAX_TITLE) : `${clean(words.slice(0, -1).join(" "))}…`;
}

/** A name alone ("ProcessOne") says what the first item of its list says. */
function withPart(title: string, nodes: readonly RootContent[]): string {
  const list = nodes.find((node): node is List => node.type === "list");
  const said = titleOf(list?.children[0]?.children ?? []);
  if (said === "") return title;
  const both = title === "" ? said : `${title}: ${said}`;
  return both.length <= MAX_TITLE ? both : shortened(both);
}

/** How much of an item is read, and how far is looked for the end of a sentence: a little further than a title may go. */
const MAX_START = 1_000;
const MAX_SENTENCE = MAX_TITLE + 60;
/** So many links are looked at; there are fewer where a title may end. */
const MOST_LINKS = 10;
/** A dot after a whole word ends a sentence also before a small letter: projects are called so. */
const PLAIN_END = /\.(?=\s)(?<=\p{Ll}{4}\.)/gu;

/**
 * Up to the first end of a sentence that is not within brackets or a link and leaves enough to say. A question is followed
 * by what it asks for, if there is room.
 */
function firstSentence(text: string, links: readonly string[]): string {
  const start = text.slice(0, MAX_SENTENCE);
  const plain = [...start.matchAll(PLAIN_END)].map(({ index, 0: mark }) => index + mark.length);
  const ends = new Set([...sentenceEnds(start), ...plain.filter((end) => end >= MAX_LABEL)]);
  const spans = spansOf(links, text);
  let question = "";
  for (const end of [...ends].toSorted((a, b) => a - b)) {
    const sentence = text.slice(0, end);
    const isShort = end < MIN_TITLE || sentence.split(" ").length < 3;
    if (isShort || !isBalanced(sentence) || spans.some(({ from, to }) => from < end && end < to)) continue;
    if (question !== "") return sentence.length <= MAX_TITLE ? sentence : question;
    if (!sentence.endsWith("?")) return sentence;
    question = sentence;
  }
  return question === "" ? text : question;
}

/** Where the words of links are in a text. */
function spansOf(
  links: readonly string[],
  text: string,
): readonly { readonly from: number; readonly to: number }[] {
  return links.map((link) => {
    const from = text.indexOf(link);
    return { from, to: from === -1 ? -1 : from + link.length };
  });
}

/** Up to a colon, or a dash after several words, that divides a name, which has or is a link, from what is said of it. */
function beforeColon(sentence: string, link: string): string {
  const start = link === "" ? -1 : sentence.indexOf(link);
  const end = link.length > MAX_TITLE ? 0 : start + link.length;
  for (const { index, 0: mark } of sentence.matchAll(/\s?:\s|\s[–—-]\s/gu)) {
    const name = sentence.slice(0, index);
    const isName = name.length >= (mark.includes(":") ? MIN_TITLE : MAX_LABEL) && name.length <= MAX_TITLE;
    const isLinked = start === 0 ? index >= end : start > 0 && start <= MAX_LABEL && index === end;
    if (isName && isLinked && isBalanced(name)) return clean(name);
  }
  return shortened(sentence);
}

function isBalanced(text: string): boolean {
  return count(text, /[([“«]/gu) === count(text, /[)\]”»]/gu);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Without the marks that end a sentence and say nothing. */
function clean(text: string): string {
  return text.replace(/(?<![.…])[.:;,]$|\s[–—-]$/u, "").trimEnd();
}

/** A paragraph of nothing but pictures. */
export function isPicture(node: Nodes): boolean {
  if (node.type === "image" || node.type === "imageReference") return true;
  if (node.type === "text") return node.value.trim() === "";
  if (node.type === "break") return true;
  const holds = node.type === "paragraph" || node.type === "link" || node.type === "linkReference";
  return holds && node.children.length > 0 && node.children.every(isPicture) && hasPicture(node);
}

function hasPicture(node: Nodes): boolean {
  return [...walk(node)].some(({ type }) => type === "image" || type === "imageReference");
}
