/** The list of jobs. To add one, put it in the list below. */

import { checkNode } from "./check-node.ts";
import type { Job, JobContext } from "./job.ts";
import { pullContent } from "./pull.ts";
import { refreshXeps } from "./refresh-xeps.ts";

export function jobs(context: JobContext): Job[] {
  return [pullContent(context), checkNode(context), refreshXeps(context)].filter((job) => job !== undefined);
}
