/** Holds the node against the content: what others changed is mended, and an issue whose date has come goes out. */

import type { Job, JobContext } from "./job.ts";

export function checkNode({ schedules, check }: JobContext): Job {
  return {
    name: "check-node",
    when: schedules.check,
    run() {
      check();
      return Promise.resolve();
    },
  };
}
