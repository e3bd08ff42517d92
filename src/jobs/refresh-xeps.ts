/** Fetches the list of XEPs when it has changed; whatever fails, what is known stays. */

import type { FetchedList, ListRequest } from "../xeps/refresh.ts";
import { XepListError } from "../xeps/xep.ts";
import type { Job, JobContext } from "./job.ts";

/** The job, or nothing where the operator switched it off. */
export function refreshXeps(context: JobContext): Job | undefined {
  const { xepsUrl: url, schedules } = context;
  if (url === undefined) return undefined;
  let last: Pick<FetchedList, "etag" | "lastModified"> | undefined;
  return {
    name: "refresh-xeps",
    when: schedules.xeps,
    atStart: true,
    async run(signal) {
      const list = await fetchOrKeep(context, { url, known: context.xeps(), signal, ...last });
      if (list === "unchanged") return;
      last = { etag: list.etag, lastModified: list.lastModified };
      context.setXeps(list.xeps);
      context.say(`the list of XEPs is new: ${list.xeps.length} of them`);
    },
  };
}

/** A list that cannot be had is no fault of the bot's: the operator is told, and the next time may go better. */
async function fetchOrKeep(context: JobContext, request: ListRequest): Promise<FetchedList | "unchanged"> {
  try {
    return await context.fetchList(request);
  } catch (error) {
    if (!(error instanceof XepListError) || request.signal?.aborted === true) throw error;
    context.warn(error.message);
    return "unchanged";
  }
}
