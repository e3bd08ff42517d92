import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ConfigError } from "../src/config.ts";
import type { Fields, Log } from "../src/log.ts";
import { cronProblem, isTimezone } from "../src/cron.ts";
import type { Job } from "../src/jobs/job.ts";
import { type Schedule, schedule } from "../src/schedule.ts";

const MINUTE = 60_000;
let running: Schedule | undefined;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-20T17:59:30Z") });
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  vi.useRealTimers();
});

/** A log that remembers the level, the sentence and the job. */
function memory(told: string[], own: Fields = {}): Log {
  const say =
    (level: string) =>
    (message: string, fields: Fields = {}): void => {
      const { job, error } = { ...own, ...fields } as { job?: string; error?: Error };
      told.push(`${level} ${job ?? ""}: ${message}${error === undefined ? "" : ` ${error.message}`}`);
    };
  return {
    error: say("error"),
    warn: say("warn"),
    info: say("info"),
    debug: say("debug"),
    trace: say("trace"),
    child: (fields) => memory(told, { ...own, ...fields }),
  };
}

function start(
  jobs: readonly Job[],
  timezone = "UTC",
): { readonly plan: Schedule; readonly told: readonly string[] } {
  const told: string[] = [];
  running = schedule(jobs, { timezone, log: memory(told) });
  return { plan: running, told };
}

/** A job that remembers when it ran. */
function counter(when: string, runs: string[]): Job {
  return { name: "count", when, run: () => Promise.resolve(void runs.push(new Date().toISOString())) };
}

/** A job that runs until it is told to end. */
function endless(): { readonly job: Job; readonly runs: AbortSignal[]; readonly end: () => void } {
  const runs: AbortSignal[] = [];
  const ends: (() => void)[] = [];
  const run = (signal: AbortSignal): Promise<void> => {
    runs.push(signal);
    return new Promise((resolve) => void ends.push(resolve));
  };
  return {
    job: { name: "slow", when: "* * * * *", run },
    runs,
    end: () => ends.forEach((finish) => finish()),
  };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
}

test("a job that wants to runs at the start as well", async () => {
  const runs: string[] = [];
  start([{ ...counter("0 * * * *", runs), atStart: true }]);
  await vi.advanceTimersByTimeAsync(0);
  expect(runs).toEqual(["2026-11-20T17:59:30.000Z"]);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(runs.length).toBe(2);
});

test("a job runs at its times", async () => {
  const runs: string[] = [];
  start([counter("*/10 * * * *", runs)]);
  await vi.advanceTimersByTimeAsync(25 * MINUTE);
  expect(runs).toEqual(["2026-11-20T18:00:00.000Z", "2026-11-20T18:10:00.000Z", "2026-11-20T18:20:00.000Z"]);
});

test("times are those of the time zone", async () => {
  const runs: string[] = [];
  start([counter("0 4 * * *", runs)], "Europe/Berlin");
  await vi.advanceTimersByTimeAsync(24 * 60 * MINUTE);
  expect(runs).toEqual(["2026-11-21T03:00:00.000Z"]);
});

test("a job that still runs is not started again", async () => {
  const { job, runs, end } = endless();
  const { told } = start([job]);
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  expect(runs).toHaveLength(1);
  expect(told).toEqual(
    Array(2).fill("warn slow: task still running, new execution blocked by overlap prevention!"),
  );
  end();
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(runs).toHaveLength(2);
  end();
});

test("a job that fails is logged with its name, and runs again", async () => {
  let runs = 0;
  const run = (): Promise<void> => {
    runs += 1;
    throw new Error(`failure ${runs}`);
  };
  const rejects = { name: "late", when: "* * * * *", run: () => Promise.reject(new Error("too late")) };
  const { told } = start([{ name: "bad", when: "* * * * *", run }, rejects]);
  await vi.advanceTimersByTimeAsync(2 * MINUTE);
  expect(told.toSorted()).toEqual([
    "error bad: The job failed; it runs again at its next time. failure 1",
    "error bad: The job failed; it runs again at its next time. failure 2",
    "error late: The job failed; it runs again at its next time. too late",
    "error late: The job failed; it runs again at its next time. too late",
  ]);
});

describe("stop", () => {
  test("starts nothing any more, aborts what runs and waits for it", async () => {
    const { job, runs, end } = endless();
    const { plan } = start([job]);
    await vi.advanceTimersByTimeAsync(MINUTE);
    const order: string[] = [];
    const stopped = plan.stop().then(() => order.push("stopped"));
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect([runs.length, runs[0]?.aborted, order.length]).toEqual([1, true, 0]);
    order.push("ended");
    end();
    await stopped;
    expect(order).toEqual(["ended", "stopped"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is not logged as a failure of the job that it aborts", async () => {
    const { plan, told } = start([{ name: "fetch", when: "* * * * *", run: untilAborted }]);
    await vi.advanceTimersByTimeAsync(MINUTE);
    await plan.stop();
    expect(told).toEqual(["debug fetch: The job was stopped. aborted"]);
  });

  test("may be called twice, and without jobs", async () => {
    const { plan } = start([]);
    await plan.stop();
    await expect(plan.stop()).resolves.toBeUndefined();
  });
});

describe("before any job starts", () => {
  test("a wrong expression and a wrong time zone are refused together", () => {
    const jobs = [counter("* * * * *", []), counter("61 * * * *", [])];
    expect(() => start(jobs, "Mars/Olympus")).toThrow(ConfigError);
    expect(() => start(jobs, "Mars/Olympus")).toThrow(
      /^The job count cannot run at "61 \* \* \* \*": 61 is .*\.\n"Mars\/Olympus" is no time zone: .*\.$/u,
    );
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each(["* * * * *", "17 4 * * *", "*/5 0-6 * 1,2 MON", "0 0 29 2 *", "30 * * * * *", "@daily"])(
    "%s is an expression",
    (when) => {
      expect(cronProblem(when)).toBeUndefined();
    },
  );

  test.each([
    "",
    "* * *",
    "60 * * * *",
    "a b c d e",
    "0 0 31 2 *",
    "* * * * * * *",
    "\n",
    "0-999999999 * * * *",
  ])("%j is none", (when) => {
    expect(cronProblem(when)).toMatch(/\w/u);
  });

  test("no expression takes long to refuse", () => {
    vi.useRealTimers();
    const began = performance.now();
    for (const when of ["0-999999999999 * * * *", "1,".repeat(1_000_000), "*/1".repeat(99_999)])
      cronProblem(when);
    expect(performance.now() - began).toBeLessThan(100);
  });

  test("time zones are those that the machine knows", () => {
    expect(["UTC", "Europe/Berlin", "America/Argentina/Ushuaia"].map(isTimezone)).toEqual([true, true, true]);
    expect(["", "Berlin", "Europe/Berlin; x", "CEST+2"].map(isTimezone)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
