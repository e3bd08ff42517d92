/** What is known of an issue and its parts, as values for JSON. */

import { type Archive, translations } from "../newsletter/archive.ts";
import type { Issue } from "../newsletter/issue.ts";
import { items, type NewsItem } from "../newsletter/items.ts";
import { linkTo, type Place } from "../newsletter/links.ts";
import { walk } from "../newsletter/markdown.ts";
import { pageUrl } from "../newsletter/permalink.ts";
import { sections, type Section } from "../newsletter/sections.ts";
import { standing } from "../newsletter/release.ts";
import { summaryOf } from "../newsletter/summary.ts";
import type { Masthead } from "../publish/imprint.ts";

/** Facts of an issue, its sections with their concepts, and its items. Addresses are absolute, dates RFC 3339. */
export function toModel(issue: Issue, { site, language }: Masthead, archive: Archive) {
  const place = { page: pageUrl(issue, site, language), site };
  return {
    ...facts(issue),
    page: place.page.href,
    standing: standing(issue, new Date()),
    summary: summaryOf(issue),
    translations: translations(issue, archive).map((each) => ({
      file: each.file,
      language: each.language,
      page: pageUrl(each, site, language).href,
    })),
    sections: sections(issue).map(toSection),
    items: items(issue).map((item) => toItem(item, place)),
  };
}

function facts({
  file,
  id,
  language,
  title,
  date,
  publishDate,
  expiryDate,
  lastmod,
  draft,
  authors,
  tags,
}: Issue) {
  return { file, id, language, title, date, publishDate, expiryDate, lastmod, draft, authors, tags };
}

function toSection({ title, level, anchor, line, concept, boilerplate, parent }: Section) {
  return { title, level, anchor, line, concept, boilerplate, parent };
}

function toItem({ id, title, concept, section, line, nodes, link, xeps }: NewsItem, place: Place) {
  const targets = nodes.flatMap((node) => [...walk(node)]).filter((node) => node.type === "link");
  return {
    id,
    title,
    concept,
    section: section?.title,
    anchor: section?.anchor,
    line,
    link: link === undefined ? undefined : linkTo(link, place),
    links: [...new Set(targets.flatMap(({ url }) => linkTo(url, place) ?? []))],
    xeps,
  };
}
