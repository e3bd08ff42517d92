/** What is known of an issue and its parts, as values for JSON. */

import type { Issue } from "../newsletter/issue.ts";
import { items, type NewsItem } from "../newsletter/items.ts";
import { linkTo, type Place } from "../newsletter/links.ts";
import { targetsIn } from "../newsletter/items/said.ts";
import { referencesOf } from "../newsletter/markdown.ts";
import { pageUrl } from "../newsletter/permalink.ts";
import { sections, type Section } from "../newsletter/sections.ts";
import { standing } from "../newsletter/release.ts";
import { summaryOf } from "../newsletter/summary.ts";
import type { Masthead } from "../publish/imprint.ts";

/** Facts of an issue, its sections with their concepts, and its items. Addresses are absolute, dates RFC 3339. */
export function toModel(issue: Issue, { site, language }: Masthead, translations: readonly Issue[]) {
  const place = { page: pageUrl(issue, site, language), site };
  return {
    ...facts(issue),
    page: place.page.href,
    standing: standing(issue, new Date()),
    summary: summaryOf(issue),
    translations: translations.map((each) => ({
      file: each.file,
      language: each.language,
      page: pageUrl(each, site, language).href,
    })),
    sections: sections(issue).map(toSection),
    items: items(issue).map((item) => toItem(item, issue, place)),
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

function toItem(
  { id, title, concept, section, line, nodes, link, xeps }: NewsItem,
  issue: Issue,
  place: Place,
) {
  const targets = targetsIn(nodes, referencesOf(issue.tree).definitions);
  return {
    id,
    title,
    concept,
    section: section?.title,
    anchor: section?.anchor,
    line,
    link: link === undefined ? undefined : linkTo(link, place),
    links: [...new Set(targets.flatMap((target) => linkTo(target, place) ?? []))],
    xeps,
  };
}
