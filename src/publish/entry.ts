/** Issue → Entry: what an issue looks like to the clients that read the node. */

import type { Issue } from "../newsletter/issue.ts";
import { tagUri } from "../newsletter/issue.ts";
import { pageUrl } from "../newsletter/permalink.ts";
import { firstPicture } from "../newsletter/pictures.ts";
import { sections } from "../newsletter/sections.ts";
import { toText } from "../newsletter/text.ts";
import { toXhtml } from "../newsletter/xhtml.ts";
import { type Entry, type Link, toElement } from "../xmpp/atom.ts";
import { canonical, text } from "../xmpp/canonical.ts";
import type { Node } from "../xmpp/pubsub.ts";
import { itemUri, jidUri, nodeUri } from "../xmpp/uri.ts";

/** Where the entries go and what they say of themselves. */
export interface Masthead {
  readonly at: Node;
  /** The bare JID that publishes: clients take any other author for a forgery. */
  readonly publisher: string;
  readonly site: URL;
  /** The language that pages without a prefix have. */
  readonly language: string;
  /** The author's name, where an issue names none. */
  readonly author: string;
  readonly rights: string;
}

/** What ejabberd takes as one payload, less a margin for the stanza around it. */
export const LARGEST_ENTRY = 240_000;
/** What the stanza around an entry needs, in bytes. */
const ENVELOPE = 2_000;

/** The largest entry in bytes for a server whose stanzas have this limit (XEP-0478), where it has told one. */
export function largestEntry(limit: number | undefined): number {
  return limit === undefined ? LARGEST_ENTRY : Math.min(LARGEST_ENTRY, Math.max(limit - ENVELOPE, ENVELOPE));
}

/** XEP-0277, section 3: the node of an item's comments has this name. */
export const COMMENTS = "urn:xmpp:microblog:0:comments/";

export function commentsNode({ service }: Node, id: string): Node {
  return { service, node: `${COMMENTS}${id}` };
}

/** Makes the entry of an issue; `translations` are the same number in other languages. */
export function toEntry(issue: Issue, masthead: Masthead, translations: readonly Issue[] = []): Entry {
  const { site, language, author, rights, publisher } = masthead;
  const page = pageUrl(issue, site, language);
  const published = timestamp(issue.date);
  return {
    id: tagUri(issue, site),
    title: line(issue.title),
    language: issue.language,
    published,
    updated: issue.lastmod === undefined || issue.lastmod < issue.date ? published : timestamp(issue.lastmod),
    author: { name: line(issue.authors.join(", ") || author), uri: jidUri(publisher) },
    summary: issue.summary === undefined ? undefined : text(issue.summary.trim()),
    rights: rights === "" ? undefined : line(rights),
    categories: categories(issue),
    links: links(issue, page, masthead, translations),
    xhtml: canonical(toXhtml(issue, { page, site })),
    text: text(toText(issue, { page, site })),
  };
}

/** What of an entry fits into so many bytes: all of it, the XHTML alone, or the summary with the link. */
export function fit(
  entry: Entry,
  largest = LARGEST_ENTRY,
): { readonly entry: Entry; readonly without?: string } {
  if (bytes(entry) <= largest) return { entry };
  const xhtml = { ...entry, text: undefined };
  if (bytes(xhtml) <= largest) return { entry: xhtml, without: "its text content" };
  const page = entry.links[0]?.href ?? "";
  const brief = entry.summary ?? entry.title;
  return {
    entry: { ...entry, xhtml: undefined, summary: undefined, text: `${brief}\n\n${page}` },
    without: "its content; a summary and the link remain",
  };
}

/** The size of an entry as it goes out, in bytes. */
export function bytes(entry: Entry): number {
  return Buffer.byteLength(toElement(entry).toString());
}

/** Clients show the first link as the page to read on, so it comes first (Movim, Converse). */
function links(issue: Issue, page: URL, masthead: Masthead, translations: readonly Issue[]): Link[] {
  const { at, site, language } = masthead;
  const picture = firstPicture(issue, { page, site });
  return [
    { rel: "alternate", type: "text/html", href: page.href },
    { rel: "alternate", href: itemUri(at, issue.id) },
    ...translations.map((translation) => ({
      rel: "alternate",
      type: "text/html",
      href: pageUrl(translation, site, language).href,
      title: line(translation.title),
      hreflang: translation.language,
    })),
    { rel: "replies", title: "comments", href: nodeUri(commentsNode(at, issue.id)) },
    ...(picture === undefined
      ? []
      : [{ rel: "enclosure", type: picture.type, title: line(picture.alt), href: picture.url.href }]),
  ].map(filled);
}

/** One category per tag of the issue and per section with news, as terms without blanks: clients show them as #tags. */
function categories(issue: Issue): string[] {
  const news = sections(issue).filter(({ boilerplate }) => !boilerplate);
  const terms = [...issue.tags, ...news.map(({ title }) => title)].map(toTerm);
  return [...new Set(terms.filter((term) => term !== ""))];
}

function toTerm(name: string): string {
  return text(name)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");
}

/** A link without the attributes that would be empty: servers may drop those. */
function filled({ rel, type, hreflang, title, href }: Link): Link {
  return { rel, href, type: type || undefined, title: title || undefined, hreflang: hreflang || undefined };
}

function line(value: string): string {
  return text(value).replaceAll(/\s+/gu, " ").trim();
}

function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
