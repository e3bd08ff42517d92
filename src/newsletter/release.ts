/** When issues are out. */

import type { Issue } from "./issue.ts";

/** Only what is `out` is published. */
export type Standing = "draft" | "future" | "expired" | "out";

type Dates = Pick<Issue, "draft" | "date" | "publishDate" | "expiryDate">;

/** A draft has no date yet; another issue is out from its `publishDate`, else its `date`, until its `expiryDate`. */
export function standing(issue: Dates, now: Date): Standing {
  if (issue.draft) return "draft";
  if (issue.expiryDate !== undefined && issue.expiryDate <= now) return "expired";
  return appears(issue) <= now ? "out" : "future";
}

export function isOut(issue: Dates, now: Date): boolean {
  return standing(issue, now) === "out";
}

/** The next moment after now at which an issue appears or expires; `undefined` when nothing will change by itself. */
export function nextChange(issues: readonly Dates[], now: Date): Date | undefined {
  let next: Date | undefined;
  for (const issue of issues) {
    if (issue.draft) continue;
    for (const moment of [appears(issue), issue.expiryDate]) {
      if (moment !== undefined && moment > now && (next === undefined || moment < next)) next = moment;
    }
  }
  return next;
}

function appears({ date, publishDate }: Dates): Date {
  return publishDate ?? date;
}
