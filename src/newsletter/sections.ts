/** The tree of an issue → its sections, whatever their level and language. */

import type { Heading, RootContent } from "mdast";
import { shorten } from "./characters.ts";
import { conceptOf, isAboutXeps, isBoilerplate, isSoftwareKind, isStage, type Concept } from "./concepts.ts";
import { anchorsOf } from "./headings.ts";
import { lineOf, type Issue } from "./issue.ts";
import { plainText } from "./markdown.ts";
import { perTree } from "./per-tree.ts";
import { settled, type SectionPlace } from "./sections/places.ts";

export interface Section {
  /** Plain text, on one line. */
  readonly title: string;
  /** 1 to 6, as written. */
  readonly level: number;
  /** The id of the heading on the site. */
  readonly anchor: string;
  /** Line of the file. */
  readonly line: number | undefined;
  /** What it is, in any language; `undefined` for news under a title of its own. */
  readonly concept: Concept | undefined;
  /** The concept of the nearest section of news above it that has one. */
  readonly within: Concept | undefined;
  /** Itself or a section above it is what every issue repeats: licence, help, thanks, translations … */
  readonly boilerplate: boolean;
  /** Title of the section above it. */
  readonly parent: string | undefined;
  /** What stands between this heading and the next, of whatever level. */
  readonly nodes: readonly RootContent[];
}

/** All sections in the order of the text. What stands before the first heading belongs to none. */
export const sections = perTree(findSections);

function findSections(issue: Issue): readonly Section[] {
  const { tree } = issue;
  const anchors = anchorsOf(tree, issue.markdown);
  const starts = tree.children.flatMap((node, index) => (node.type === "heading" ? [{ node, index }] : []));
  const headings = starts.map(({ node }) => node);
  const nodes = starts.map(({ index }, place) =>
    tree.children.slice(index + 1, starts[place + 1]?.index ?? tree.children.length),
  );
  const places = placesOf(headings, nodes);
  const concepts = settled(places);
  const found: Section[] = [];
  for (const [index, heading] of headings.entries()) {
    const { title, parent } = places[index] ?? { title: "", parent: undefined };
    const above = parent === undefined ? undefined : found[parent];
    const concept = concepts[index];
    found.push({
      title,
      level: heading.depth,
      anchor: anchors.get(heading) ?? "",
      line: lineOf(issue, heading),
      concept,
      within: isBoilerplate(above?.concept) ? above?.within : (above?.concept ?? above?.within),
      boilerplate: isBoilerplate(concept) || (concept === undefined && isAllBoilerplate(above)),
      parent: above?.title,
      nodes: nodes[index] ?? [],
    });
  }
  return found;
}

/** News may stand below an introduction, where that is a title or headings have the wrong levels. */
function isAllBoilerplate(section: Section | undefined): boolean {
  return section?.boilerplate === true && section.concept !== "introduction";
}

/** The outline of an issue, with the concepts that titles tell. */
function placesOf(
  headings: readonly Heading[],
  nodes: readonly (readonly RootContent[])[],
): readonly SectionPlace[] {
  const rankOf = ranks(headings);
  const above: number[] = [];
  const places: SectionPlace[] = [];
  for (const [index, heading] of headings.entries()) {
    const rank = rankOf(heading);
    while ((places[above.at(-1) ?? -1]?.rank ?? 0) >= rank) above.pop();
    const parent = above.at(-1);
    const title = plainText(heading);
    const before = places[index - 1];
    const neighbour = before?.rank === rank ? before : places[parent ?? -1];
    places.push({
      title,
      rank,
      parent,
      nodes: nodes[index] ?? [],
      concept: conceptOf(title, isAboutXeps(neighbour?.concept)),
    });
    above.push(index);
  }
  return places;
}

/** A single h1 among headings of other levels is a slip or a title: it swallows nothing. */
function ranks(headings: readonly Heading[]): (heading: Heading) => number {
  const single = headings.filter(({ depth }) => depth === 1).length === 1;
  const next = headings.reduce((least, { depth }) => (depth === 1 ? least : Math.min(least, depth)), 6);
  return ({ depth }) => (depth === 1 && single ? next : depth);
}

/** What is in an issue, as a reader would list it: the titles of its news sections, without their parts. */
export function contents(issue: Issue): readonly string[] {
  const all = sections(issue);
  const top = topLevel(all);
  const listed = all.filter(
    (section, index) =>
      !section.boilerplate &&
      !isPart(section) &&
      section.title !== "" &&
      (isTop(section) || section.level <= top || section.parent === undefined) &&
      !isEmpty(all, index),
  );
  return [...new Set(listed.map(({ title }) => shorten(title, 100)))];
}

/** A part of the section of the software or the XEPs. */
function isPart({ concept, within }: Section): boolean {
  return isSoftwareKind(concept) || isStage(concept) || (within === "extensions" && concept === within);
}

const TOP: ReadonlySet<Concept | undefined> = new Set<Concept>([
  "announcements",
  "events",
  "talks",
  "articles",
  "tutorials",
  "software",
  "extensions",
]);

/** A section that readers look for in a table of contents. */
function isTop({ concept }: Section): boolean {
  return TOP.has(concept);
}

/** The level that most of the sections with a name of their own have. */
function topLevel(all: readonly Section[]): number {
  const counts = new Map<number, number>();
  for (const section of all)
    if (isTop(section)) counts.set(section.level, (counts.get(section.level) ?? 0) + 1);
  const [level] = [...counts].toSorted(([a, m], [b, n]) => n - m || a - b)[0] ?? [];
  return level ?? all.reduce((least, section) => Math.min(least, section.level), 6);
}

/** Neither the section nor a part of it says anything. */
function isEmpty(all: readonly Section[], index: number): boolean {
  const level = all[index]?.level ?? 0;
  for (let next = index; next === index || (all[next]?.level ?? 0) > level; next += 1) {
    if ((all[next]?.nodes.length ?? 0) > 0) return false;
  }
  return true;
}
