/** How many issues each step converts in a second, beside the bare Markdown parser on the same issues. */

import MarkdownIt from "markdown-it";
import { parseIssue, type Issue } from "../src/newsletter/issue.ts";
import { items } from "../src/newsletter/items.ts";
import { toEntry } from "../src/publish/entry.ts";
import { toItemEntry } from "../src/publish/item-entry.ts";
import { masthead } from "../test/support/masthead.ts";
import type { Source } from "./issues.ts";
import { measure, median, ratio, type Work } from "./measure.ts";
import type { Part } from "./report.ts";

const ROUNDS = 7;
/** The options that make it read what the site reads. */
const bare = new MarkdownIt({ html: true, linkify: true, typographer: true });

const BARE = "bare parser";
const WHOLE = "whole: entry and item entries";

/** Every step begins with the text of a file. */
const STEPS: readonly (readonly [name: string, step: (issue: Issue) => unknown])[] = [
  ["parse an issue", () => undefined],
  ["… and find its items", items],
  ["… and make its entry", (issue) => toEntry(issue, masthead)],
  ["… and make its item entries", itemEntries],
  [WHOLE, convert],
];

/** Everything that an issue becomes. */
export function convert(issue: Issue): void {
  toEntry(issue, masthead);
  itemEntries(issue);
}

export function itemEntries(issue: Issue): void {
  for (const item of items(issue)) toItemEntry(issue, item, masthead);
}

export function speed(sources: readonly Source[]): Part {
  const bodies = sources.map(({ text }) => text.replace(/^---\n[^]*?\n---\n/, ""));
  const kilobytes = bodies.reduce((sum, { length }) => sum + length, 0) / 1_000;
  const works = new Map<string, Work>([
    [BARE, () => bodies.forEach((body) => bare.parse(body, {}))],
    ...STEPS.map(([name, step]): [string, Work] => [
      name,
      () => sources.forEach(({ file, text }) => step(parseIssue(file, text))),
    ]),
  ]);
  const times = measure(works, { rounds: ROUNDS });
  const rate = (name: string): number => (sources.length / median(times.get(name))) * 1_000;
  const share = (name: string): number => 1 / ratio(times.get(name), times.get(BARE));
  return {
    name: `Speed (${sources.length} issues of ${(kilobytes / sources.length).toFixed(0)} KB on average)`,
    rows: [...works.keys()].map((name) => ({
      name,
      figures: { "issues/s": rate(name), "of the bare parser": share(name) },
    })),
    goals: [
      { name: "issues/s, whole", value: rate(WHOLE), at: "least", limit: 100 },
      { name: "of the bare parser, whole", value: share(WHOLE), at: "least", limit: 0.5 },
    ],
  };
}
