/** What a run has shown, and what is wrong with it. */

import type { Deliveries } from "./deliveries.ts";
import type { Questions } from "./questions.ts";
import type { Step } from "./schedule.ts";
import { grown, lasting, type Sample, slope } from "./vitals.ts";

/** How a step went. */
export interface Outcome {
  readonly step: Step;
  readonly recovered: boolean;
  /** From the end of the fault to the recovery. */
  readonly seconds: number;
  /** Why the fault could not be played, if it could not. */
  readonly problem: string | undefined;
  /** What the bot logged meanwhile, if something was wrong. */
  readonly log: string;
}

export interface Report {
  readonly server: string;
  readonly minutes: number;
  readonly outcomes: readonly Outcome[];
  readonly questions: ReturnType<Questions["tally"]>;
  readonly deliveries: ReturnType<Deliveries["tally"]>;
  /** How many items the node had to hold at the end, and which it did not hold, or held besides. */
  readonly wanted: number;
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
  readonly health: { readonly asked: number; readonly failed: number };
  /** The bot's process: at rest before the first fault, at rest after the last, and all the time. */
  readonly first: readonly Sample[];
  readonly last: readonly Sample[];
  readonly samples: readonly Sample[];
  readonly log: string;
  /** How the bot ended when it was asked to. */
  readonly goodbye: { readonly status: number | string; readonly seconds: number };
}

/** A run of less than twice this time says nothing about the heap, in ms. */
const TELLING = 600_000;
/** A fault holds what is on its way in memory: the lowest sample of every two minutes counts. */
const WINDOW = 120_000;
/**
 * In kB per minute. A connection that stayed behind would be more than 100 kB, and there is more than one in a minute; code
 * that is compiled, and whether the last round still holds its entries, is less.
 */
const FLAT = 80;
/** The library's timers end half a minute after the connection that they belong to; a leak is one for each fault. */
const PASSING = { Timeout: 3 };
/** An operator's container waits no longer, in s. */
const LONGEST_GOODBYE = 5;
/** What the bot logs when an error came to nobody's ears. */
const UNHEARD = /an error reached nobody|a promise was rejected and nobody heard/gu;

/** The heap's slope in kB per minute, in the second half of a run; `undefined` when that is too short to tell. */
export function heapSlope(samples: readonly Sample[]): number | undefined {
  const [start, end] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 0];
  if (end - start < 2 * TELLING) return undefined;
  const later = samples.filter(({ at }) => at >= (start + end) / 2);
  const windows = [...Map.groupBy(later, ({ at }) => Math.floor(at / WINDOW)).values()];
  const lowest = windows.map((all) => all.reduce((least, each) => (each.heap < least.heap ? each : least)));
  return slope(lowest.map(({ at, heap }) => ({ at, value: heap / 1000 })));
}

/** Errors that reached nobody: by the bot's log, and by the probe. */
export function unheard({ log, samples }: Pick<Report, "log" | "samples">): number {
  const last = samples.at(-1);
  return Math.max(log.match(UNHEARD)?.length ?? 0, (last?.uncaught ?? 0) + (last?.unhandled ?? 0));
}

/** The log's lines of level `error`, each sentence once, with its count. */
export function errorLines(log: string): readonly string[] {
  const lines = log
    .split("\n")
    .flatMap((line) => /^\S+ error (?<said>.*)$/u.exec(line)?.groups?.["said"] ?? []);
  const counts = Map.groupBy(lines, (line) => line);
  return [...counts].map(([line, all]) => `${all.length} × ${line}`);
}

/** What is wrong with a run, in sentences; none when all is well. */
export function problems(report: Report): readonly string[] {
  const { outcomes, questions, deliveries, missing, surplus, health, goodbye } = report;
  const counted = unheard(report);
  const heap = heapSlope(report.samples) ?? 0;
  const named = (what: string, which: readonly string[]): string[] =>
    which.length === 0 ? [] : [`${what}: ${which.join(", ")}`];
  return [
    ...outcomes.flatMap(({ step, problem }) =>
      problem === undefined ? [] : [`fault ${step.number} (${step.kind}) could not be played: ${problem}`],
    ),
    ...outcomes
      .filter(({ recovered }) => !recovered)
      .map(({ step }) => `not recovered from fault ${step.number} (${step.kind})`),
    ...named("questions answered twice", questions.doubled),
    ...named("questions asked when all was well and not answered", questions.lost),
    ...named("items lost", missing),
    ...named("items that should not be there", surplus),
    ...named("items told twice", deliveries.doubled),
    ...(health.failed > 0 ? [`the health endpoint failed ${health.failed} of ${health.asked} times`] : []),
    ...(counted > 0 ? [`errors that reached nobody: ${counted}`] : []),
    ...(heap > FLAT ? [`the heap grows by ${heap.toFixed(0)} kB a minute`] : []),
    ...named("more handles", grown(handles(report.first), handles(report.last), PASSING)),
    ...named("more listeners", grown(listeners(report.first), listeners(report.last))),
    ...(goodbye.status === 0 ? [] : [`the bot ended with ${goodbye.status}`]),
    ...(goodbye.seconds > LONGEST_GOODBYE ? [`the bot took ${goodbye.seconds.toFixed(1)} s to stop`] : []),
  ];
}

export const handles = (samples: readonly Sample[]) => lasting(samples.map(({ resources }) => resources));
export const listeners = (samples: readonly Sample[]) => lasting(samples.map((each) => each.listeners));
