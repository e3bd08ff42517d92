/** Part of an issue as plain text: for a terminal, a mail, a search, or a client that knows no styling. */

import type { RootContent } from "mdast";
import type { Issue } from "./issue.ts";
import type { Place } from "./links.ts";
import { toLines, type Line, type Run } from "./prose.ts";

const END: Run = { text: "", styles: [] };

/**
 * The words of some nodes of an issue's tree, one paragraph a line: lists with dashes and numbers, quotes with `>`, code
 * indented, links as `words <address>`. Ends without a line feed; empty when there are no words.
 */
export function toPlain(nodes: readonly RootContent[], issue: Issue, place: Place): string {
  return toLines(nodes, issue, place).map(print).join("\n");
}

function print({ code, quotes, lead, runs }: Line): string {
  return `${"> ".repeat(quotes)}${lead}${code ? "    " : ""}${words(runs)}`.trimEnd();
}

/** What is struck out is no longer meant, so it stays marked. */
function words(runs: readonly Run[]): string {
  let text = "";
  let isStruck = false;
  for (const run of [...runs, END]) {
    if (run.styles.includes("delete") !== isStruck) text += "~";
    isStruck = run.styles.includes("delete");
    text += run.text;
  }
  return text;
}
