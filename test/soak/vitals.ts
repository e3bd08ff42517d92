/** What the probe wrote about the bot's process, and what it says: whether it grows. */

import { readFile } from "node:fs/promises";
import * as v from "valibot";

const counts = v.record(v.string(), v.number());
const sample = v.object({
  /** Time in ms. */
  at: v.number(),
  /** Bytes in use after a garbage collection. */
  heap: v.number(),
  resources: counts,
  listeners: counts,
  uncaught: v.number(),
  unhandled: v.number(),
});

export type Sample = v.InferOutput<typeof sample>;
export type Counts = Readonly<Record<string, number>>;

/** Options of Node that put the probe into a process: it writes a line to the file every so many ms. */
export function probeFlags(file: string, every: number, dns: string): readonly string[] {
  const url = new URL("probe.ts", import.meta.url);
  url.search = new URLSearchParams({ file, every: String(every), dns }).toString();
  // Bytecode that is dropped and compiled again makes steps that would hide a slope.
  return ["--expose-gc", "--no-flush-bytecode", `--import=${url.href}`];
}

export async function readSamples(file: string): Promise<readonly Sample[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => v.parse(sample, JSON.parse(line)));
}

/** What grows in a process, by linear regression: units per minute. Without two points it does not. */
export function slope(points: readonly { readonly at: number; readonly value: number }[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const [at, value] = [mean(points.map((each) => each.at)), mean(points.map((each) => each.value))];
  const spread = points.reduce((sum, each) => sum + (each.at - at) ** 2, 0);
  const together = points.reduce((sum, each) => sum + (each.at - at) * (each.value - value), 0);
  return spread === 0 ? 0 : (together / spread) * 60_000;
}

/** The lowest count of each kind over some samples: what was only passing is in one of them and not in another. */
export function lasting(all: readonly Counts[]): Counts {
  const [first = {}, ...others] = all;
  const lowest = Object.entries(first).map(
    ([kind, count]) => [kind, Math.min(count, ...others.map((other) => other[kind] ?? 0))] as const,
  );
  return Object.fromEntries(lowest.filter(([, count]) => count > 0));
}

/** What there is more of afterwards, beyond what may pass, in words. */
export function grown(before: Counts, after: Counts, passing: Counts = {}): readonly string[] {
  return Object.entries(after).flatMap(([kind, count]) =>
    count > (before[kind] ?? 0) + (passing[kind] ?? 0) ? [`${kind} ${before[kind] ?? 0} → ${count}`] : [],
  );
}
