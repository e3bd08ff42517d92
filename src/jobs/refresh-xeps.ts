/** Fetches the list of XEPs when it has changed; whatever fails, what is known stays. */

import type { FetchedList } from "../xeps/refresh.ts";
import type { Job, JobContext } from "./job.ts";

/** The job, or nothing where the operator switched it off. */
export function refreshXeps(context: JobContext): Job | undefined {
  const { xepsUrl: url, schedules } = context;
  if (url === undefined) return undefined;
  let last: Pick<FetchedList, "etag" | "lastModified"> | undefined;
  return {
    name: "refresh-xeps",
    when: schedules.xeps,
    async run(signal) {
      const known = context.xeps();
      const list = await context.fetchList({ url, known, signal, ...last });
      if (list === "unchanged") return;
      last = { etag: list.etag, lastModified: list.lastModified };
      context.setXeps(list.xeps);
      context.say(`the list of XEPs is new: ${list.xeps.length} of them`);
    },
  };
}
