/** What thousands of issues take, in memory and in time. A process of its own, with `--expose-gc`, that prints parts as JSON. */

import { monitorEventLoopDelay } from "node:perf_hooks";
import { keepHeapSmall } from "../src/heap.ts";
import { parseIssue, type Issue } from "../src/newsletter/issue.ts";
import { createLibrary, type ItemQuery, type Library } from "../src/newsletter/library.ts";
import { masthead } from "../test/support/masthead.ts";
import { createIssue } from "./issues.ts";
import { measure, median, type Work } from "./measure.ts";
import type { Part, Row } from "./report.ts";
import { convert } from "./speed.ts";

const COUNT = 2_000;
const MEGABYTE = 1_000_000;

/** What people ask. */
const QUESTIONS: Readonly<Record<string, ItemQuery>> = {
  "a frequent word": { words: "iushano", language: "en" },
  "a rare word": { words: "quiprator", language: "en" },
  "a word, in all languages": { words: "iushano" },
  "a version and a word": { words: "8.0.0 ber", language: "en" },
  "a phrase": { words: '"iushano ber"', language: "en" },
  "a XEP": { xep: 313, language: "en" },
  "a section and a month": { concepts: ["servers"], period: "2021-05", language: "en" },
};

keepHeapSmall();
process.stdout.write(JSON.stringify(await run()));

async function run(): Promise<readonly Part[]> {
  const rows = [memory("nothing")];
  const issues = Array.from({ length: COUNT }, (_, index) => read(index));
  rows.push(memory("read"));
  const library = createLibrary({ ...masthead, now: () => new Date("2030-01-01T00:00:00Z") });
  const building = await build(library, issues);
  rows.push(memory("read, in the library"));
  const asking = ask(library);
  for (const issue of issues) convert(issue);
  rows.push(memory("read, in the library, all entries made"));
  const peak = (process.resourceUsage().maxRSS * 1_024) / MEGABYTE;
  return [
    {
      name: `Memory of ${COUNT} issues`,
      rows,
      goals: [{ name: "RSS at its peak, MB", value: peak, at: "most", limit: 300 }],
    },
    { name: `Library of ${COUNT} issues`, rows: [...building, ...asking], goals: [] },
  ];
}

function read(index: number): Issue {
  const { file, text } = createIssue(index);
  return parseIssue(file, text);
}

async function build(library: Library, issues: readonly Issue[]): Promise<readonly Row[]> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const all = await timeOf(() => library.update(issues));
  delay.disable();
  const changed = issues.with(0, read(COUNT));
  const one = await timeOf(() => library.update(changed));
  await library.update(issues);
  return [
    { name: "all are read", figures: { ms: all, "longest pause, ms": delay.max / 1e6 } },
    { name: "one is new", figures: { ms: one } },
  ];
}

function ask(library: Library): readonly Row[] {
  const entries = Object.entries(QUESTIONS);
  const works = new Map(entries.map(([name, query]): [string, Work] => [name, () => library.items(query)]));
  const times = measure(works, { rounds: 9 });
  return entries.map(([name, query]) => {
    const { total } = library.items(query);
    return { name: `asked for ${name}`, figures: { ms: median(times.get(name)), found: total } };
  });
}

function memory(name: string): Row {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { name, figures: { "RSS, MB": rss / MEGABYTE, "heap, MB": heapUsed / MEGABYTE } };
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
