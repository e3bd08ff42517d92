/** NewsItem → Entry: what a single piece of news looks like to the clients that read it. */

import { tagUri, type Issue } from "../newsletter/issue.ts";
import type { NewsItem } from "../newsletter/items.ts";
import { linkTo, type Place } from "../newsletter/links.ts";
import { partToText } from "../newsletter/part-text.ts";
import { pageUrl } from "../newsletter/permalink.ts";
import { pictureOf } from "../newsletter/pictures.ts";
import { partToXhtml } from "../newsletter/xhtml.ts";
import type { Entry, Link } from "../xmpp/atom.ts";
import { canonical, text } from "../xmpp/canonical.ts";
import { itemUri } from "../xmpp/uri.ts";
import { enclosures, filled, imprint, line, toTerms, type Masthead } from "./imprint.ts";

/**
 * Makes the entry of an item of an issue: its words alone, with the issue's dates, authors and language. It has no
 * comments of its own.
 */
export function toItemEntry(issue: Issue, item: NewsItem, masthead: Masthead): Entry {
  const { site, language } = masthead;
  const place = { page: pageUrl(issue, site, language), site };
  return {
    ...imprint(issue, masthead),
    id: itemTag(issue, item, site),
    title: line(item.title),
    summary: undefined,
    categories: categories(issue, item),
    links: links(issue, item, place, masthead),
    xhtml: canonical(partToXhtml(item.nodes, issue, place)),
    text: text(partToText(item.nodes, issue, place)),
  };
}

/** The Atom id of an item, fixed for ever (RFC 4151): the tag of its issue, then what its item id adds to that of the issue. */
function itemTag(issue: Issue, { id }: NewsItem, site: URL): string {
  const rest = id.startsWith(`${issue.id}-`) ? id.slice(issue.id.length + 1) : id;
  return `${tagUri(issue, site)}/${rest}`;
}

/** What the item is about comes first: its own link where that is a web page. The issue's page is where it is from. */
function links(issue: Issue, item: NewsItem, place: Place, { at }: Masthead): readonly Link[] {
  const page = new URL(place.page);
  page.hash = item.section?.anchor ?? "";
  const own = item.link === undefined ? undefined : linkTo(item.link, place);
  const href = own !== undefined && /^https?:/.test(own) ? own : page.href;
  return [
    { rel: "alternate", type: "text/html", href },
    { rel: "alternate", href: itemUri(at, item.id) },
    { rel: "via", type: "text/html", title: line(issue.title), href: page.href },
    ...enclosures(pictureOf(item.nodes, issue, place)),
  ].map(filled);
}

/** What kind of news it is, its section, the XEPs it is about, and the tags of the issue. */
function categories({ tags }: Issue, { concept, section, xeps }: NewsItem): readonly string[] {
  const numbers = xeps.map((number) => `xep-${String(number).padStart(4, "0")}`);
  return toTerms([concept ?? "", section?.title ?? "", ...numbers, ...tags]);
}
