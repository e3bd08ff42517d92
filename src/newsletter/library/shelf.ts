/** An issue → what the library keeps of it: plain values, no tree. */

import { fold } from "../characters.ts";
import { issueNumber } from "../file-name.ts";
import type { Issue } from "../issue.ts";
import { items, type NewsItem } from "../items.ts";
import { plainText } from "../markdown.ts";
import { xepMentions, type Mention } from "../mentions.ts";
import { pageUrl } from "../permalink.ts";
import { contents } from "../sections.ts";
import { monthsOf } from "./months.ts";
import { toWords } from "./words.ts";

/** Where the pages are. */
export interface Home {
  readonly site: URL;
  /** The language that pages without a prefix have. */
  readonly language: string;
}

export interface IssueFacts {
  readonly id: string;
  /** What it has in common with its translations: the date of its file name. */
  readonly number: string;
  readonly title: string;
  readonly date: Date;
  /** BCP 47. */
  readonly language: string;
  /** The months that it is about, `YYYY-MM`. */
  readonly months: readonly string[];
  /** The address of its page. */
  readonly page: string;
  readonly summary: string | undefined;
  /** The titles of its sections. */
  readonly contents: readonly string[];
}

/**
 * What an item is found by, and what is told of it: reading its issue again takes milliseconds for each, and an answer may
 * have items of fifty.
 */
export interface Kept extends Pick<NewsItem, "id" | "title" | "concept" | "link" | "xeps"> {
  /** The title of its section; `undefined` before the first one. */
  readonly section: string | undefined;
  /** The id of that section's heading on the page of the issue. */
  readonly anchor: string | undefined;
  /** Plain text on one line. */
  readonly text: string;
  /** The words of its title, section and text. */
  readonly words: string;
  /** How many characters of `words` are the title's. */
  readonly titleLength: number;
}

export interface Shelf {
  readonly issue: Issue;
  readonly facts: IssueFacts;
  /** In the order of `items(issue)`. */
  readonly items: readonly Kept[];
  readonly mentions: readonly Mention[];
  /** The numbers of the XEPs in them. */
  readonly xeps: ReadonlySet<number>;
}

export function toShelf(issue: Issue, home: Home): Shelf {
  const facts = toFacts(issue, home);
  const mentions = xepMentions(issue).map((mention) => ({ ...mention, text: compact(mention.text) }));
  return {
    issue,
    facts,
    items: items(issue).map(toKept),
    mentions,
    xeps: new Set(mentions.map(({ number }) => number)),
  };
}

export function toFacts(issue: Issue, { site, language }: Home): IssueFacts {
  return {
    id: issue.id,
    number: issueNumber(issue.file),
    title: issue.title,
    date: issue.date,
    language: issue.language,
    months: monthsOf(issue),
    page: pageUrl(issue, site, language).href,
    summary: issue.summary,
    contents: contents(issue),
  };
}

/** Whether a shelf says of an issue what it would say if it were made now. */
export function isShelfOf({ issue: known, facts }: Shelf, issue: Issue, { site, language }: Home): boolean {
  return (
    known.markdown === issue.markdown &&
    known.title === issue.title &&
    known.summary === issue.summary &&
    known.language === issue.language &&
    known.date.getTime() === issue.date.getTime() &&
    facts.page === pageUrl(issue, site, language).href
  );
}

/** All of an item on one line. */
function textOf({ nodes }: NewsItem): string {
  // A picture has the same words as its caption, as a rule.
  const blocks = nodes.map(plainText).filter((block, index, all) => block !== all[index - 1]);
  return fold(blocks.join(" "));
}

function toKept(item: NewsItem): Kept {
  const { id, title, concept, section, link, xeps } = item;
  const text = textOf(item);
  const titleWords = toWords(title);
  const words = [titleWords, toWords(section?.title ?? ""), toWords(text)].join("\n");
  return {
    id,
    title: compact(title),
    concept,
    link: link === undefined ? undefined : compact(link),
    xeps,
    section: section?.title,
    anchor: section?.anchor,
    text: compact(text),
    words: compact(words),
    titleLength: titleWords.length,
  };
}

/**
 * The same text in half the memory. A part of a text in which a single character needs two bytes takes two for each, and may
 * keep the whole text in memory.
 */
function compact(text: string): string {
  return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, "latin1").toString("latin1") : text;
}
