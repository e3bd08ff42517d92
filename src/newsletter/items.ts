/** The news items of an issue: what it reports, one by one. */

import type { Definition, Nodes, RootContent } from "mdast";
import { shorten } from "./characters.ts";
import { conceptOf, type Concept } from "./concepts.ts";
import { lineOf, type Issue } from "./issue.ts";
import { draftsOf, type Draft } from "./items/blocks.ts";
import { idsOf } from "./items/id.ts";
import { targetsIn, textOf } from "./items/said.ts";
import { titleOf } from "./items/title.ts";
import { referencesOf } from "./markdown.ts";
import { perTree } from "./per-tree.ts";
import { sections, type Section } from "./sections.ts";
import { lettersOf } from "./sections/title-words.ts";
import { numbersOf } from "./xep-numbers.ts";

/** An item of a list in a news section, or a paragraph of one, with the pictures and lists that belong to it. */
export interface NewsItem {
  /** `[a-z0-9-]`, unique in the issue; the same when words are corrected, and items are added, removed or moved. */
  readonly id: string;
  /** Plain text on one line, at most 100 characters. */
  readonly title: string;
  /** That of its section, or of the nearest one above it that has one. */
  readonly concept: Concept | undefined;
  /** `undefined` before the first heading. */
  readonly section: Section | undefined;
  /** Its blocks, without the mark of the list. */
  readonly nodes: readonly RootContent[];
  /** Line of the file. */
  readonly line: number | undefined;
  /** The target of its first link, as it was written. */
  readonly link: string | undefined;
  /** The numbers of the XEPs that it names, in order, each once. */
  readonly xeps: readonly number[];
}

/** The news of an issue in the order of the text. Greetings, explanations, empty notices and boilerplate are none. */
export const items = perTree(findItems);

function findItems(issue: Issue): readonly NewsItem[] {
  const { tree } = issue;
  const news = sections(issue).filter(({ boilerplate }) => !boilerplate);
  const { definitions } = referencesOf(tree);
  const line = (node: Nodes): number | undefined => lineOf(issue, node);
  const first = tree.children.findIndex(({ type }) => type === "heading");
  const opening = draftsOf(undefined, first === -1 ? tree.children : tree.children.slice(0, first), line);
  const drafts = [
    ...opening.filter((draft) => isNews(draft, news.length > 0)),
    ...news.flatMap((section) => draftsOf(section, section.nodes, line)),
  ];
  const found = drafts.flatMap((draft) => itemOf(issue, draft, definitions));
  const ids = idsOf(issue.id, found);
  return found.map((item, index) => ({ ...item, id: ids[index] ?? "" }));
}

function itemOf(
  issue: Issue,
  { section, concept, heading, nodes }: Draft,
  definitions: ReadonlyMap<string, Definition>,
): readonly Omit<NewsItem, "id">[] {
  const [start] = nodes;
  const title = heading === undefined ? titleOf(nodes) : shorten(heading, 100);
  if (start === undefined || title === "") return [];
  const line = lineOf(issue, start);
  const targets = targetsIn(nodes, definitions);
  const xeps = [...numbersOf(`${heading ?? ""} ${textOf(nodes)}`, targets)];
  return [{ title, concept, section, nodes, line, link: targets[0], xeps }];
}

/** Whether what stands before the first heading is news: it names a XEP or, where no headings divide the news, has a link. */
function isNews({ nodes }: Draft, hasSections: boolean): boolean {
  const text = textOf(nodes);
  const targets = targetsIn(nodes);
  if ([...numbersOf(text, targets)].some((number) => number !== 1)) return true;
  const [word = ""] = lettersOf(text).split(" ");
  if (conceptOf(word) === "introduction" || hasSections) return false;
  return targets.some((link) => /^https?:/i.test(link));
}
