/** The tree of an issue → its sections, whatever their level and language. */

import type { Heading, RootContent } from "mdast";
import { shorten } from "./characters.ts";
import { anchors, splitHeading } from "./headings.ts";
import { lineOf, type Issue } from "./issue.ts";
import { plainText } from "./markdown.ts";
import { roleOf, type Role } from "./section-names.ts";

export interface Section {
  /** Plain text, on one line. */
  readonly title: string;
  /** 1 to 6, as written. */
  readonly level: number;
  /** The id of the heading on the site. */
  readonly anchor: string;
  /** Line of the file. */
  readonly line: number | undefined;
  /** Itself or a section above it is what every issue repeats: licence, help, thanks, translations … */
  readonly boilerplate: boolean;
  readonly role: Role | undefined;
  /** Title of the section above it. */
  readonly parent: string | undefined;
  /** What stands between this heading and the next, of whatever level. */
  readonly nodes: readonly RootContent[];
}

/** All sections in the order of the text. What stands before the first heading belongs to none. */
export function sections(issue: Issue): readonly Section[] {
  const nodes = issue.tree.children;
  const starts = nodes.flatMap((node, index) => (node.type === "heading" ? [{ node, index }] : []));
  const rank = ranks(starts.map(({ node }) => node));
  const name = anchors();
  const above: { readonly rank: number; readonly section: Section }[] = [];
  return starts.map(({ node, index }, place) => {
    while ((above.at(-1)?.rank ?? 0) >= rank(node)) above.pop();
    const parent = above.at(-1)?.section;
    const { children, id } = splitHeading(node);
    const title = plainText({ type: "paragraph", children: [...children] });
    const role = roleOf(title);
    const section: Section = {
      title,
      level: node.depth,
      anchor: id ?? name(title),
      line: lineOf(issue, node),
      boilerplate: role === "boilerplate" || parent?.boilerplate === true,
      role,
      parent: parent?.title,
      nodes: nodes.slice(index + 1, starts[place + 1]?.index),
    };
    above.push({ rank: rank(node), section });
    return section;
  });
}

/** A single h1 among headings of other levels is a slip or a title: it swallows nothing. */
function ranks(headings: readonly Heading[]): (heading: Heading) => number {
  const single = headings.filter(({ depth }) => depth === 1).length === 1;
  const next = Math.min(...headings.slice(0, 1_000).map(({ depth }) => (depth === 1 ? 6 : depth)), 6);
  return ({ depth }) => (depth === 1 && single ? next : depth);
}

/** What is in an issue, as a reader would list it: the titles of its news sections, without their parts. */
export function contents(issue: Issue): readonly string[] {
  const all = sections(issue);
  const top = topLevel(all);
  const listed = all.filter(
    (section, index) =>
      !section.boilerplate &&
      section.role !== "part" &&
      section.role !== "opening" &&
      section.title !== "" &&
      (section.role === "top" || section.level <= top || section.parent === undefined) &&
      !isEmpty(all, index),
  );
  return [...new Set(listed.map(({ title }) => shorten(title, 100)))];
}

/** The level that most of the sections with a name of their own have. */
function topLevel(all: readonly Section[]): number {
  const counts = new Map<number, number>();
  for (const { role, level } of all) if (role === "top") counts.set(level, (counts.get(level) ?? 0) + 1);
  const [level] = [...counts].toSorted(([a, m], [b, n]) => n - m || a - b)[0] ?? [];
  return level ?? Math.min(...all.slice(0, 1_000).map((section) => section.level), 6);
}

/** Neither the section nor a part of it says anything. */
function isEmpty(all: readonly Section[], index: number): boolean {
  const level = all[index]?.level ?? 0;
  for (let next = index; next === index || (all[next]?.level ?? 0) > level; next += 1) {
    if ((all[next]?.nodes.length ?? 0) > 0) return false;
  }
  return true;
}
