/** Reports as a table: a column for each server. */

import { errorLines, handles, heapSlope, listeners, problems, type Report, unheard } from "./report.ts";
import { KINDS, type Kind } from "./schedule.ts";
import type { Counts } from "./vitals.ts";

type Row = readonly [label: string, ...cells: readonly string[]];

/** The whole result of a soak, for a terminal. */
export function toTable(reports: readonly Report[]): string {
  const kinds = KINDS.filter((kind) => reports.some((report) => of(report, kind).length > 0));
  const row = (label: string, cell: (report: Report) => string): Row => [label, ...reports.map(cell)];
  const faults = [
    row("", ({ server }) => server),
    row("fault: played, recovered, slowest", () => ""),
    ...kinds.map((kind) => row(`  ${kind}`, (report) => faultCell(of(report, kind)))),
    row("  all", ({ outcomes }) => faultCell(outcomes)),
  ];
  const rest = [
    row("minutes", ({ minutes }) => minutes.toFixed(1)),
    row("questions asked", ({ questions }) => String(questions.asked)),
    row("  answered", ({ questions }) => String(questions.answered)),
    row("  answered twice", ({ questions }) => String(questions.doubled.length)),
    row("  asked in calm", ({ questions }) => String(questions.calm)),
    row("  asked in calm, not answered", ({ questions }) => String(questions.lost.length)),
    row("items at the end", ({ wanted }) => String(wanted)),
    row("  lost", ({ missing }) => String(missing.length)),
    row("  too many", ({ surplus }) => String(surplus.length)),
    row("  versions told", ({ deliveries }) => String(deliveries.told)),
    row("  told twice", ({ deliveries }) => String(deliveries.doubled.length)),
    row("  forgotten by a killed server", ({ deliveries }) => String(deliveries.forgotten.length)),
    row("health asked", ({ health }) => String(health.asked)),
    row("  failed", ({ health }) => String(health.failed)),
    row("errors that reached nobody", (report) => String(unheard(report))),
    row("error lines in the log", ({ log }) => String(errorLines(log).length)),
    row(
      "heap, start and end (MB)",
      ({ samples }) => `${megabytes(samples[0])}, ${megabytes(samples.at(-1))}`,
    ),
    row("  slope (kB/min)", ({ samples }) => heapSlope(samples)?.toFixed(1) ?? "too short to tell"),
    row("handles, start and end", ({ first, last }) => `${sum(handles(first))}, ${sum(handles(last))}`),
    row("listeners, start and end", ({ first, last }) => `${sum(listeners(first))}, ${sum(listeners(last))}`),
    row("SIGTERM: status, seconds", ({ goodbye }) => `${goodbye.status}, ${goodbye.seconds.toFixed(1)}`),
  ];
  return [
    ...aligned([...faults, ["", ...reports.map(() => "")], ...rest]),
    ...reports.flatMap(findings),
  ].join("\n");
}

/** What needs a reader's attention: errors in the log, what is wrong, and what the bot logged then. */
function findings(report: Report): readonly string[] {
  const errors = errorLines(report.log).map((line) => `  log: ${line}`);
  const wrong = problems(report).map((problem) => `  ${problem}`);
  const logs = report.outcomes
    .filter(({ log }) => log !== "")
    .map(({ step, log }) => `  The log during fault ${step.number} (${step.kind}):\n${log.trimEnd()}`);
  const verdict = wrong.length === 0 ? "all is well" : "not all is well";
  return ["", `${report.server}: ${verdict}`, ...errors, ...wrong, ...logs];
}

function faultCell(outcomes: Report["outcomes"]): string {
  const recovered = outcomes.filter((outcome) => outcome.recovered);
  const slowest = Math.max(0, ...recovered.map(({ seconds }) => seconds));
  const time = recovered.length === 0 ? "–" : `${slowest.toFixed(1)} s`;
  return `${column(outcomes.length, 3)} ${column(recovered.length, 3)} ${column(time, 8)}`;
}

function aligned(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, ...cells]) =>
    [label.padEnd(width), ...cells.map((cell) => column(cell, 18))].join("  ").trimEnd(),
  );
}

const of = ({ outcomes }: Report, kind: Kind) => outcomes.filter(({ step }) => step.kind === kind);
const column = (value: string | number, width: number): string => String(value).padStart(width);
const megabytes = (sample?: { readonly heap: number }): string => ((sample?.heap ?? 0) / 1e6).toFixed(1);
const sum = (counts: Counts): number => Object.values(counts).reduce((all, count) => all + count, 0);
