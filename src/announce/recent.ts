/** Which issues are new enough to be told of. */

import type { Issue } from "../newsletter/issue.ts";

const DAY = 86_400_000;
/** More issues than these of one language at once are no news. */
export const BULK = 3;
/** What was told is remembered for so many days longer than an issue is new: dates are corrected. */
export const MARGIN = 90;

/** Whether an issue that is out appeared within so many days before `now`. */
export function isRecent({ publishDate, date }: Issue, days: number, now: Date): boolean {
  return isWithin(publishDate ?? date, days, now);
}

/** Whether a moment was not more than so many days before `now`. */
export function isWithin(moment: Date, days: number, now: Date): boolean {
  return moment.getTime() > now.getTime() - days * DAY;
}
