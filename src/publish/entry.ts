/** Issue → Entry: what an issue looks like to the clients that read the node. */

import type { Issue } from "../newsletter/issue.ts";
import { tagUri } from "../newsletter/issue.ts";
import { pageUrl } from "../newsletter/permalink.ts";
import { firstPicture } from "../newsletter/pictures.ts";
import { sections } from "../newsletter/sections.ts";
import type { Place } from "../newsletter/links.ts";
import { toText } from "../newsletter/text.ts";
import { toXhtml } from "../newsletter/xhtml.ts";
import { type Entry, type Link, toElement } from "../xmpp/atom.ts";
import { canonical, text } from "../xmpp/canonical.ts";
import type { Node } from "../xmpp/pubsub.ts";
import { itemUri, nodeUri } from "../xmpp/uri.ts";
import { enclosures, filled, imprint, line, toTerms, type Masthead } from "./imprint.ts";

export type { Masthead } from "./imprint.ts";

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
  const { site, language } = masthead;
  const place = { page: pageUrl(issue, site, language), site };
  return {
    ...imprint(issue, masthead),
    id: tagUri(issue, site),
    title: line(issue.title),
    summary: issue.summary === undefined ? undefined : text(issue.summary.trim()),
    categories: categories(issue),
    links: links(issue, place, masthead, translations),
    xhtml: canonical(toXhtml(issue, place)),
    text: text(toText(issue, place)),
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
function links(
  issue: Issue,
  place: Place,
  masthead: Masthead,
  translations: readonly Issue[],
): readonly Link[] {
  const { at, site, language } = masthead;
  return [
    { rel: "alternate", type: "text/html", href: place.page.href },
    { rel: "alternate", href: itemUri(at, issue.id) },
    ...translations.map((translation) => ({
      rel: "alternate",
      type: "text/html",
      href: pageUrl(translation, site, language).href,
      title: line(translation.title),
      hreflang: translation.language,
    })),
    { rel: "replies", title: "comments", href: nodeUri(commentsNode(at, issue.id)) },
    ...enclosures(firstPicture(issue, place)),
  ].map(filled);
}

/** The tags of the issue, and its sections with news. */
function categories(issue: Issue): readonly string[] {
  const news = sections(issue).filter(({ boilerplate }) => !boilerplate);
  return toTerms([...issue.tags, ...news.map(({ title }) => title)]);
}
