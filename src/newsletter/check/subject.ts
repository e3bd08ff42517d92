/** An issue as the rules of `check` see it: its nodes, and the words in which its parser found no markup. */

import type { Nodes, Parents, Root } from "mdast";
import type { Issue } from "../issue.ts";
import { isParent } from "../markdown.ts";

export interface Subject {
  readonly issue: Issue;
  readonly tree: Root;
  /** Every node with what it is in, in the order of the text. */
  readonly nodes: readonly Placed[];
  readonly proses: readonly Prose[];
}

export interface Placed {
  readonly node: Nodes;
  readonly parent: Parents;
}

/**
 * The source of a paragraph, heading or cell, in which everything that is markup already (links, pictures, code, emphasis, HTML,
 * escaped characters) is replaced by as many `MASK`: what looks like markup in it is shown as it is.
 */
export interface Prose {
  readonly kind: "paragraph" | "heading" | "tableCell";
  /** Offset in the issue's `markdown`. */
  readonly start: number;
  readonly text: string;
}

export const MASK = "\uFFFC";

/** What a rule finds: what is wrong, and what to write instead. */
export interface Slip {
  /** In the issue's `markdown`. */
  readonly offset: number;
  /** A sentence. */
  readonly message: string;
}

export type Rule = (subject: Subject) => readonly Slip[];

export function toSubject(issue: Issue): Subject {
  const { tree } = issue;
  const nodes: Placed[] = [];
  const proses: Prose[] = [];
  const visit = (parent: Parents): void => {
    for (const node of parent.children) {
      nodes.push({ node, parent });
      if (node.type === "paragraph" || node.type === "heading" || node.type === "tableCell") {
        proses.push({ kind: node.type, start: startOf(node), text: mask(node, issue.markdown) });
      }
      if (isParent(node)) visit(node);
    }
  };
  visit(tree);
  return { issue, tree, nodes, proses };
}

/** The offset that a node begins at. */
export function startOf({ position }: Nodes): number {
  return position?.start.offset ?? 0;
}

function endOf({ position }: Nodes): number {
  return position?.end.offset ?? 0;
}

/** The source of a node. */
export function sourceOf({ issue }: Subject, node: Nodes): string {
  return issue.markdown.slice(startOf(node), endOf(node));
}

function mask(block: Parents, markdown: string): string {
  const parts: string[] = [];
  let done = startOf(block);
  for (const [start, end] of masked(block, markdown)) {
    if (start < done || end < start) continue;
    parts.push(markdown.slice(done, start), MASK.repeat(end - start));
    done = end;
  }
  parts.push(markdown.slice(done, endOf(block)));
  return parts.join("").replace(/\\[!-/:-@[-`{-~]/g, MASK + MASK);
}

/** From where to where markup stands, in the order of the text. */
function* masked(parent: Parents, markdown: string): Generator<readonly [number, number]> {
  for (const node of parent.children) {
    const [start, end] = [startOf(node), endOf(node)];
    if (node.type === "emphasis" || node.type === "strong" || node.type === "delete") {
      const [first, last] = [node.children.at(0), node.children.at(-1)];
      if (first === undefined || last === undefined) continue;
      yield [start, startOf(first)];
      yield* masked(node, markdown);
      yield [endOf(last), end];
    } else if (node.type !== "text" && !isBare(node, markdown)) {
      yield [start, end];
    }
  }
}

/** An address that is a link by itself may be a part of what the author meant to be another link. */
function isBare(node: Nodes, markdown: string): boolean {
  return node.type === "link" && !/[[<]/.test(markdown.charAt(startOf(node)));
}

/** Every place of a pattern, which has the flag `g`, in the words of an issue. */
export function find(
  { proses }: Subject,
  pattern: RegExp,
  message: (match: RegExpExecArray, prose: Prose) => string | undefined,
): readonly Slip[] {
  return proses.flatMap((prose) =>
    [...prose.text.matchAll(pattern)].flatMap((match) => {
      const sentence = message(match, prose);
      return sentence === undefined ? [] : [{ offset: prose.start + match.index, message: sentence }];
    }),
  );
}
