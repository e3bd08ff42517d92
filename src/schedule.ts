/** Jobs → cron. */

import { createTask } from "node-cron";
import { ConfigError } from "./config/error.ts";
import { cronProblem, isTimezone } from "./cron.ts";
import type { Job } from "./jobs/job.ts";
import type { Log } from "./log.ts";

export interface ScheduleOptions {
  /** An IANA name. */
  readonly timezone: string;
  readonly log: Log;
}

export interface Schedule {
  /** Starts no job any more, aborts those that run, and waits for them. */
  stop(): Promise<void>;
}

/** Starts every job at its times, never twice at once. Throws a `ConfigError` before any starts when one cannot. */
export function schedule(jobs: readonly Job[], { timezone, log }: ScheduleOptions): Schedule {
  refuse(jobs, timezone);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const tasks = jobs.map((job) => {
    const named = log.child({ job: job.name });
    const work = async (): Promise<void> => {
      const run = runJob(job, stopping.signal, named);
      running.add(run);
      await run;
      running.delete(run);
    };
    const task = createTask(job.when, work, {
      name: job.name,
      timezone,
      noOverlap: true,
      logger: toLogger(named),
    });
    return { task, first: job.atStart === true ? () => void task.execute() : () => {} };
  });
  for (const { task, first } of tasks) {
    void task.start();
    first();
  }
  return {
    async stop() {
      stopping.abort();
      for (const { task } of tasks) await task.destroy();
      await Promise.all(running);
    },
  };
}

function refuse(jobs: readonly Job[], timezone: string): void {
  const problems = jobs.flatMap(({ name, when }) => {
    const problem = cronProblem(when);
    return problem === undefined ? [] : [`The job ${name} cannot run at "${when}": ${problem}.`];
  });
  if (!isTimezone(timezone))
    problems.push(`"${timezone}" is no time zone: name one as IANA does, such as Europe/Berlin.`);
  if (problems.length > 0) throw new ConfigError(problems);
}

/** Settles in any case. */
async function runJob(job: Job, signal: AbortSignal, log: Log): Promise<void> {
  try {
    await job.run(signal);
  } catch (error) {
    if (signal.aborted) log.debug("The job was stopped.", { error });
    else log.error("The job failed; it runs again at its next time.", { error });
  }
}

/** What node-cron itself has to say: runs that were missed, or that the one before was still running. */
function toLogger(log: Log) {
  const say =
    (level: "warn" | "info" | "debug") =>
    (message: string | Error): void =>
      log[level](typeof message === "string" ? message : message.message);
  return { error: say("warn"), warn: say("warn"), info: say("info"), debug: say("debug") };
}
