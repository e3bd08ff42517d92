/** The job that looks at the node. */

import { expect, test } from "vitest";
import { checkNode } from "../../src/jobs/check-node.ts";

test("the node is looked at when the schedule says", async () => {
  let looks = 0;
  const job = checkNode({
    schedules: { check: "7 * * * *", xeps: "0 0 * * *", pull: "0 0 * * *" },
    pull: undefined,
    xepsUrl: undefined,
    check: () => (looks += 1),
    fetchList: () => Promise.resolve("unchanged"),
    xeps: () => [],
    setXeps: () => {},
    say: () => {},
    warn: () => {},
  });
  expect(job.when).toBe("7 * * * *");
  await job.run(new AbortController().signal);
  expect(looks).toBe(1);
});
