/** What is wrong with a run, and the table that says it. */

import { expect, test } from "vitest";
import { errorLines, heapSlope, problems, type Report } from "./report.ts";
import { toTable } from "./table.ts";
import type { Sample } from "./vitals.ts";

const sample: Sample = {
  at: 0,
  heap: 20_000_000,
  resources: { Timeout: 1 },
  listeners: { SIGTERM: 1 },
  uncaught: 0,
  unhandled: 0,
};

const well: Report = {
  server: "Prosody",
  minutes: 30,
  outcomes: [
    {
      step: {
        number: 1,
        kind: "link cut",
        calm: 3,
        lasts: 0,
        times: 0,
        bytes: 0,
        choice: 0,
        edits: [],
        needs: 8,
      },
      recovered: true,
      seconds: 1.25,
      problem: undefined,
      log: "",
    },
  ],
  questions: { asked: 10, answered: 9, calm: 8, doubled: [], lost: [] },
  deliveries: { told: 12, doubled: [], forgotten: ["one"] },
  wanted: 12,
  missing: [],
  surplus: [],
  health: { asked: 100, failed: 0 },
  first: [sample],
  last: [sample],
  samples: [sample],
  log: "2026-11-20T18:00:00.000Z warn  offline\n",
  goodbye: { status: 0, seconds: 0.2 },
};

/** Samples every half minute, of a heap that grows by so many bytes in each of them. */
const growing = (bytes: number): readonly Sample[] =>
  Array.from({ length: 60 }, (_, index) => ({
    ...sample,
    at: index * 30_000,
    heap: 20_000_000 + index * bytes,
  }));

test("a run without anything wrong has no problem", () => {
  expect(problems(well)).toEqual([]);
});

test.each<[string, Partial<Report>, string]>([
  ["a doubled answer", { questions: { ...well.questions, doubled: ["q1"] } }, "questions answered twice: q1"],
  [
    "a lost question",
    { questions: { ...well.questions, lost: ["q2"] } },
    "questions asked when all was well and not answered: q2",
  ],
  ["a lost item", { missing: ["2024-01-01"] }, "items lost: 2024-01-01"],
  ["a surplus item", { surplus: ["2024-01-02"] }, "items that should not be there: 2024-01-02"],
  ["a doubled item", { deliveries: { ...well.deliveries, doubled: ["x"] } }, "items told twice: x"],
  ["silent health", { health: { asked: 9, failed: 2 } }, "the health endpoint failed 2 of 9 times"],
  [
    "an error that the probe saw",
    { samples: [{ ...sample, unhandled: 1 }] },
    "errors that reached nobody: 1",
  ],
  [
    "an error in the log",
    { log: "2026-11-20T18:00:00.000Z error an error reached nobody; the session is made anew" },
    "errors that reached nobody: 1",
  ],
  [
    "one more handle",
    { last: [{ ...sample, resources: { Timeout: 4, TCPSocketWrap: 1 } }] },
    "more handles: TCPSocketWrap 0 → 1",
  ],
  [
    "more timers than a connection has",
    { last: [{ ...sample, resources: { Timeout: 5 } }] },
    "more handles: Timeout 1 → 5",
  ],
  [
    "one more listener",
    { last: [{ ...sample, listeners: { SIGTERM: 2 } }] },
    "more listeners: SIGTERM 1 → 2",
  ],
  ["a heap that grows", { samples: growing(50_000) }, "the heap grows by 100 kB a minute"],
  ["a bad end", { goodbye: { status: 1, seconds: 1 } }, "the bot ended with 1"],
  ["a slow end", { goodbye: { status: 0, seconds: 5.5 } }, "the bot took 5.5 s to stop"],
  [
    "a fault that it did not recover from",
    { outcomes: well.outcomes.map((outcome) => ({ ...outcome, recovered: false })) },
    "not recovered from fault 1 (link cut)",
  ],
])("%s is a problem", (_, change, problem) => {
  expect(problems({ ...well, ...change })).toEqual([problem]);
});

test("the heap of the second half counts, and that of a short run says nothing", () => {
  expect(heapSlope(growing(50_000))).toBeCloseTo(100);
  const warming = growing(50_000).map((each) => ({ ...each, heap: Math.min(each.heap, 21_000_000) }));
  expect(heapSlope(warming)).toBeCloseTo(0);
  expect(heapSlope(growing(50_000).slice(0, 40))).toBeUndefined();
});

test("an error that is logged again is counted, not repeated", () => {
  const line = (level: string, text: string): string => `2026-11-20T18:00:00.000Z ${level} ${text}\n`;
  const log = line("error", "broken") + line("warn ", "odd") + line("error", "broken");
  expect(errorLines(log)).toEqual(["2 × broken"]);
});

test("the table has a column for each server, and says what is wrong below", () => {
  const table = toTable([well, { ...well, server: "ejabberd", missing: ["2024-01-01"] }]);
  expect(table).toMatch(/^ +Prosody +ejabberd$/mu);
  expect(table).toMatch(/^ {2}link cut +1 +1 +1\.3 s +1 +1 +1\.3 s$/mu);
  expect(table).toMatch(/^ {2}lost +0 +1$/mu);
  expect(table).toContain("Prosody: all is well");
  expect(table).toContain("ejabberd: not all is well\n  items lost: 2024-01-01");
});
