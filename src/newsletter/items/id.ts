/** The ids of news items, made from what they are about, so that they last when the words are corrected or moved. */

import { hash } from "node:crypto";
import type { RootContent } from "mdast";
import { isStage, type Concept } from "../concepts.ts";
import { itemId } from "../file-name.ts";
import { linesOf, hasLink, targetsIn, textOf } from "./said.ts";
import { isPicture } from "./title.ts";
import { numberAt, numbersIn } from "../xep-numbers.ts";

/** What ids are made from. */
export interface Identified {
  readonly concept: Concept | undefined;
  readonly nodes: readonly RootContent[];
  readonly link: string | undefined;
}

/** Longest part of an id that says what the item is about. */
const MAX_SUBJECT = 64;
/** Longest name that only says whom or what the list below it is about. */
const MAX_LABEL = 30;

/**
 * An id for each item: that of the issue, the concept, and what the item is about. Items about the same are told apart by
 * all of their links, then by names and numbers, then by their words, and by their order only when these are the same too.
 */
export function idsOf(issue: string, items: readonly Identified[]): readonly string[] {
  let ids: readonly string[] = items.map(
    (item) => `${issue}-${item.concept ?? "news"}-${cut(subjectOf(item), MAX_SUBJECT)}`,
  );
  for (const distinction of [linksOf, namesOf, wordsOf]) ids = apart(ids, items, distinction);
  return numbered(ids);
}

/** Marks the ids that several items have with what distinguishes these, if it does. */
function apart(
  ids: readonly string[],
  items: readonly Identified[],
  distinction: (item: Identified) => string,
): readonly string[] {
  const marked = [...ids];
  for (const rivals of Map.groupBy(items.keys(), (index) => ids[index]).values()) {
    if (rivals.length === 1) continue;
    const marks = new Map(rivals.map((index) => [index, markOf(items[index], distinction)]));
    if (new Set(marks.values()).size === 1) continue;
    for (const [index, mark] of marks) marked[index] = `${ids[index] ?? ""}-${mark}`;
  }
  return marked;
}

function markOf(item: Identified | undefined, distinction: (item: Identified) => string): string {
  return item === undefined ? "" : digest(distinction(item));
}

/** The second of the same ids gets a 2, as long as no other has that. */
function numbered(ids: readonly string[]): readonly string[] {
  const taken = new Set(ids);
  const counts = new Map<string, number>();
  return ids.map((id) => {
    let number = (counts.get(id) ?? 0) + 1;
    while (number > 1 && taken.has(`${id}-${number}`)) number += 1;
    counts.set(id, number);
    const free = number === 1 ? id : `${id}-${number}`;
    taken.add(free);
    return free;
  });
}

function subjectOf(item: Identified): string {
  const isOfXep = isStage(item.concept) && item.concept !== "proposed";
  return (isOfXep ? xepOf(item) : labelOf(item)) ?? addressOf(item.link ?? "") ?? namesOf(item);
}

/** An item that is a name with a list below it is about this name. */
function labelOf({ nodes }: Identified): string | undefined {
  const first = firstOf(nodes);
  if (first === undefined || hasLink([first]) || !nodes.some(({ type }) => type === "list")) return undefined;
  const name = textOf([first]);
  return name.length <= MAX_LABEL ? slug(name) || undefined : undefined;
}

/** `xep-0313-1-1-0`: number and version of the XEP that the first line of an item names, or links to. */
function xepOf({ nodes, link }: Identified): string | undefined {
  const first = firstOf(nodes);
  const [line = ""] = first === undefined ? [] : linesOf(first, 500);
  const number = numbersIn(line)[0] ?? numberAt(link ?? "");
  if (number === undefined) return undefined;
  const [version = ""] = /\b\d{1,4}(?:\.\d{1,4}){1,3}\b/.exec(line) ?? [];
  return slug(`xep-${String(number).padStart(4, "0")} ${version}`);
}

/**
 * An address without scheme, `www.`, query and slashes at its ends; the query stays where it says which page is meant. A
 * proposal is its file.
 */
function addressOf(link: string): string | undefined {
  const [, page = "", query = ""] =
    /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?(?:www\.)?([^?]*)(?:\?([^#]*))?/i.exec(decoded(link)) ?? [];
  const isPage = /^[^/]*\/?$|\/watch$|\.php$/.test(page) && !/^(?:utm_|ref=)/.test(query);
  const address = page.replace(/^.*\/extensions\/inbox\//, "inbox/").replace(/\.html$/, "");
  return slug(isPage ? `${address} ${query}` : address) || undefined;
}

function decoded(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}

/** The names and numbers of an item that has no link: its words with a capital letter or a digit, or else its first. */
function namesOf({ nodes }: Identified): string {
  const first = firstOf(nodes);
  const words = first === undefined ? [] : textOf([first]).slice(0, 500).split(" ");
  const isName = (word: string): boolean => /\p{Lu}|\p{N}/u.test(word);
  // The first word of a sentence is no name for sure.
  const later = words.slice(1).filter(isName);
  const names = later.length > 1 ? later : words.filter(isName);
  return slug((names.length > 1 ? names : words).slice(0, 6).join(" ")) || "item";
}

/** The block that says what the item is about. */
function firstOf(nodes: readonly RootContent[]): RootContent | undefined {
  return nodes.find((node) => !isPicture(node)) ?? nodes[0];
}

function linksOf({ nodes }: Identified): string {
  return targetsIn(nodes).map(addressOf).join(" ");
}

function wordsOf({ nodes }: Identified): string {
  return textOf(nodes);
}

/** Ids of items are slugs as those of issues; what has no letter or digit has none. */
function slug(text: string): string {
  return /[\p{L}\p{N}]/u.test(text) ? itemId(text.slice(0, 300)) : "";
}

/** The slug itself, or its beginning and a mark of the whole. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 7).replace(/-$/, "")}-${digest(text)}`;
}

function digest(text: string): string {
  return hash("sha256", text, "hex").slice(0, 6);
}
