/** The job that pulls the content. */

import { expect, test } from "vitest";
import type { JobContext } from "../../src/jobs/job.ts";
import { pullContent } from "../../src/jobs/pull.ts";

const signal = new AbortController().signal;

function context(pull: JobContext["pull"], check = (): void => {}): JobContext {
  return {
    schedules: { check: "7 * * * *", xeps: "17 4 * * *", pull: "*/5 * * * *" },
    xepsUrl: undefined,
    pull,
    check,
    fetchList: () => Promise.resolve("unchanged"),
    xeps: () => [],
    setXeps: () => {},
    say: () => {},
    warn: () => {},
  };
}

test.each([
  [true, 1],
  [false, 0],
])("the content is read when there is something new (%s)", async (isNew, reads) => {
  let read = 0;
  const job = pullContent(
    context(
      () => Promise.resolve(isNew),
      () => (read += 1),
    ),
  );
  expect(job).toMatchObject({ when: "*/5 * * * *", atStart: true });
  await job?.run(signal);
  expect(read).toBe(reads);
});

test("a folder is not pulled", () => {
  expect(pullContent(context(undefined))).toBeUndefined();
});
