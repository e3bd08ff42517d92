/** What it costs to know 200 issues and all XEPs. A process of its own, with `--expose-gc`, that prints a part as JSON. */

import { items } from "../src/newsletter/items.ts";
import { parseIssue } from "../src/newsletter/issue.ts";
import { createLibrary } from "../src/newsletter/library.ts";
import { createRegistry } from "../src/xeps/registry.ts";
import { readSnapshot } from "../src/xeps/snapshot.ts";
import { masthead } from "../test/support/masthead.ts";
import type { Part, Row } from "./report.ts";
import { archive } from "./room.ts";

const MEGABYTE = 1_000_000;
/** What was made so far stays. */
const kept: unknown[] = [];
const rows: Row[] = [];

async function measure(name: string, work: () => unknown): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const begin = performance.now();
  kept.push(await work());
  const ms = performance.now() - begin;
  globalThis.gc?.();
  const after = process.memoryUsage();
  const grown = (what: "heapUsed" | "rss"): number => (after[what] - before[what]) / MEGABYTE;
  rows.push({ name, figures: { ms, "heap, MB": grown("heapUsed"), "RSS, MB": grown("rss") } });
}

const issues = archive().map(({ file, text }) => parseIssue(file, text));
const count = issues.reduce((sum, issue) => sum + items(issue).length, 0);
const library = createLibrary({ ...masthead, now: () => new Date("2030-01-01T00:00:00Z") });
const snapshot = await readSnapshot();

await measure("library", () => library.update(issues));
await measure("its first answer to a search", () => library.items({ words: "iustor" }));
await measure("registry", async () => createRegistry(await readSnapshot()));
await measure("commands, words and vocabulary", () => import("../src/commands/index.ts"));

const part: Part = {
  name: `Start with ${issues.length} issues, ${count} items, ${snapshot.length} XEPs`,
  rows,
  goals: [],
};
process.stdout.write(JSON.stringify([part]));
