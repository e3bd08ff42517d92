/** Pulls the content from its git repository; when there is something new, it is read. */

import type { Job, JobContext } from "./job.ts";

/** The job, or nothing where the content is a folder. */
export function pullContent({ schedules, pull, check }: JobContext): Job | undefined {
  if (pull === undefined) return undefined;
  return {
    name: "pull",
    when: schedules.pull,
    atStart: true,
    async run() {
      if (await pull()) check();
    },
  };
}
