/** Rules for headings, sections, lists and HTML. */

import type { Heading, RootContent } from "mdast";
import { shorten } from "../characters.ts";
import { plainText } from "../markdown.ts";
import { sourceOf, startOf, type Rule, type Slip, type Subject } from "./subject.ts";

/** The headings that divide the text. */
function headings({ tree }: Subject): readonly Heading[] {
  return tree.children.filter((node) => node.type === "heading");
}

const emptyHeading: Rule = ({ nodes }) =>
  nodes.flatMap(({ node }) =>
    node.type === "heading" && plainText(node) === ""
      ? [{ offset: startOf(node), message: "The heading is empty." }]
      : [],
  );

const headingInItem: Rule = ({ nodes }) =>
  nodes.flatMap(({ node, parent }) =>
    node.type === "heading" && parent.type === "listItem"
      ? [{ offset: startOf(node), message: "The heading is a part of a list item; begin its line with #." }]
      : [],
  );

const headingJump: Rule = (subject) =>
  headings(subject).flatMap((heading, index, all) => {
    const above = all[index - 1]?.depth ?? heading.depth;
    return heading.depth > above + 1
      ? [
          {
            offset: startOf(heading),
            message: `The heading "${shorten(plainText(heading), 60)}" has level ${heading.depth} below one of level ${above}; write ${"#".repeat(above + 1)}.`,
          },
        ]
      : [];
  });

/** The same title twice below the same heading. */
const sameHeading: Rule = (subject) => {
  const known: Map<string, Heading>[] = [];
  return headings(subject).flatMap((heading) => {
    known.length = Math.min(known.length, heading.depth + 1);
    const level = (known[heading.depth] ??= new Map<string, Heading>());
    const title = plainText(heading);
    const before = level.get(title.toLowerCase());
    level.set(title.toLowerCase(), heading);
    if (before === undefined || title === "") return [];
    const line = subject.issue.lines[(before.position?.start.line ?? 1) - 1];
    return [
      {
        offset: startOf(heading),
        message: `The heading "${shorten(title, 60)}" is in line ${line} already.`,
      },
    ];
  });
};

/** Nothing stands between a heading and the next of its level or a higher one. */
const emptySection: Rule = ({ tree }) => {
  const blocks = tree.children.filter((node) => !saysNothing(node));
  return blocks.flatMap((node, index): Slip[] => {
    const next = blocks[index + 1];
    if (node.type !== "heading" || (next !== undefined && next.type !== "heading")) return [];
    if (next !== undefined && next.depth > node.depth) return [];
    const title = shorten(plainText(node), 60);
    return [{ offset: startOf(node), message: `The section "${title}" is empty; leave it out.` }];
  });
};

function saysNothing(node: RootContent): boolean {
  return node.type === "definition" || node.type === "footnoteDefinition" || isComment(node);
}

function isComment(node: RootContent): boolean {
  return node.type === "html" && /^\s*<!--/.test(node.value);
}

/** Letters of two scripts in a word: they look alike, yet searches and anchors tell them apart. */
const foreignLetter: Rule = (subject) =>
  subject.nodes.flatMap(({ node }) => {
    if (node.type !== "heading") return [];
    const words = plainText(node).match(/[\p{L}\p{M}]+/gu) ?? [];
    const mixed = words.find((word) => /\p{Script=Latin}/u.test(word) && FOREIGN.test(word));
    const letter = FOREIGN.exec(mixed ?? "")?.[0];
    return mixed === undefined || letter === undefined
      ? []
      : [
          {
            offset: startOf(node),
            message: `The letter ${letter} in "${shorten(mixed, 60)}" is of another script; type the word again.`,
          },
        ];
  });
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/** The site makes a nested list of no more than three blanks beyond the words above; with more it shows the marks. */
const deepItem: Rule = ({ nodes }) =>
  nodes.flatMap(({ node, parent }) => {
    if (node.type !== "list" || parent.type !== "listItem") return [];
    const words = parent.children[0]?.position?.start.column;
    const column = node.position?.start.column;
    return words === undefined || column === undefined || column <= words + 3
      ? []
      : [
          {
            offset: startOf(node),
            message: `The list is indented too far; begin it ${column - words} blanks to the left.`,
          },
        ];
  });

const mixedIndent: Rule = ({ issue, nodes }) =>
  nodes.flatMap(({ node }) => {
    if (node.type !== "listItem") return [];
    const start = startOf(node);
    const column = node.position?.start.column ?? 1;
    return /^ +\t/.test(issue.markdown.slice(start - column + 1, start))
      ? [{ offset: start, message: "The item is indented with blanks and a tab; use blanks alone." }]
      : [];
  });

/** The site drops tags; what is between them stays. */
const html: Rule = (subject) =>
  subject.nodes.flatMap(({ node }) => {
    if (node.type !== "html" || isComment(node)) return [];
    const tag = /<[a-z][^<>]{0,200}>?/i.exec(sourceOf(subject, node));
    return tag === null || /^<br\b/i.test(tag[0])
      ? []
      : [
          {
            offset: startOf(node) + tag.index,
            message: `The site leaves HTML out: ${shorten(tag[0], 60)}. Write Markdown, or put it in backticks to show it.`,
          },
        ];
  });

export const structure: readonly Rule[] = [
  emptyHeading,
  headingInItem,
  headingJump,
  sameHeading,
  emptySection,
  foreignLetter,
  deepItem,
  mixedIndent,
  html,
];
