/** Part of an issue as text: its Markdown source with absolute links. */

import type { Code, RootContent } from "mdast";
import { widthOf } from "./characters.ts";
import type { Issue } from "./issue.ts";
import type { Place } from "./links.ts";
import { plainText, referencesOf, walk } from "./markdown.ts";
import { harmless, sourceOf } from "./text.ts";

/**
 * The Markdown source of some nodes of an issue's tree, as `toText` has it of the whole: without the
 * indentation of the list that they are from, and with the definitions and footnotes that they refer to.
 */
export function partToText(nodes: readonly RootContent[], issue: Issue, place: Place): string {
  const written = [...nodes, ...referredTo(nodes, issue)].map((node) => blockOf(node, issue, place));
  return harmless(written.filter((text) => text !== "").join("\n\n"), place);
}

/** The source of a block, as far to the left as it can be. */
function blockOf(node: RootContent, issue: Issue, place: Place): string {
  const from = node.position?.start.offset;
  const to = node.position?.end.offset;
  if (from === undefined || to === undefined) return plainText(node);
  if (node.type === "code" && !/^[ \t]*(?:```|~~~)/.test(issue.markdown.slice(from, to))) return fenced(node);
  const indent = widthOf(issue.markdown.slice(issue.markdown.lastIndexOf("\n", from - 1) + 1, from));
  const [first = "", ...rest] = sourceOf(node, from, to, issue, place).split("\n");
  return [first, ...rest.map((line) => outdent(line, indent))].join("\n");
}

/** Code that was indented: between fences it cannot become part of a list above it. */
function fenced({ value }: Code): string {
  let fence = "```";
  for (const [ticks] of value.matchAll(/`{3,}/g)) if (ticks.length >= fence.length) fence = `${ticks}\``;
  return `${fence}\n${value}\n${fence}`;
}

/** The definitions and footnotes that some nodes refer to, and those that these footnotes refer to, each once. */
function referredTo(nodes: readonly RootContent[], issue: Issue): readonly RootContent[] {
  const { definitions, notes } = referencesOf(issue.tree);
  const found = new Set<RootContent>();
  const refer = (node: RootContent): void => {
    for (const each of walk(node)) {
      if (!("identifier" in each)) continue;
      const from = each.type === "footnoteReference" ? notes : definitions;
      const wanted = from.get(each.identifier);
      if (wanted !== undefined) found.add(wanted);
    }
  };
  for (const node of nodes) refer(node);
  // A set goes on with what is added while it is read.
  for (const node of found) refer(node);
  return [...found];
}

/** A line without so many columns of blanks, if it has them. */
function outdent(line: string, columns: number): string {
  let end = 0;
  let passed = 0;
  for (; passed < columns && /[ \t]/.test(line.charAt(end)); end += 1)
    passed += line[end] === "\t" ? 4 - (passed % 4) : 1;
  return " ".repeat(Math.max(0, passed - columns)) + line.slice(end);
}
