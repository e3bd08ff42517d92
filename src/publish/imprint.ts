/** What the entries of an issue and of its items have in common: who says it, when, in which language and form. */

import type { Issue } from "../newsletter/issue.ts";
import type { Picture } from "../newsletter/pictures.ts";
import type { Entry, Link } from "../xmpp/atom.ts";
import { text } from "../xmpp/canonical.ts";
import type { Node } from "../xmpp/pubsub.ts";
import { jidUri } from "../xmpp/uri.ts";

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

/** Language, dates, author and rights. */
export function imprint(
  { language, date, lastmod, authors }: Issue,
  { author, publisher, rights }: Masthead,
): Pick<Entry, "language" | "published" | "updated" | "author" | "rights"> {
  const published = timestamp(date);
  return {
    language,
    published,
    updated: lastmod === undefined || lastmod < date ? published : timestamp(lastmod),
    author: { name: line(authors.join(", ") || author), uri: jidUri(publisher) },
    rights: rights === "" ? undefined : line(rights),
  };
}

/** Names as terms without blanks and capitals, each once: clients show them as #tags. */
export function toTerms(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(toTerm).filter((term) => term !== ""))];
}

function toTerm(name: string): string {
  return text(name)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");
}

/** The picture that stands for an entry, as a link. */
export function enclosures(picture: Picture | undefined): readonly Link[] {
  if (picture === undefined) return [];
  return [{ rel: "enclosure", type: picture.type, title: line(picture.alt), href: picture.url.href }];
}

/** A link without the attributes that would be empty: servers may drop those. */
export function filled({ rel, type, hreflang, title, href }: Link): Link {
  return { rel, href, type: type || undefined, title: title || undefined, hreflang: hreflang || undefined };
}

/** A text on one line. */
export function line(value: string): string {
  return text(value).replaceAll(/\s+/gu, " ").trim();
}

function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
