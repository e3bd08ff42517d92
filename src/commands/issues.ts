/** issues: all issues, or those of a year. */

import { issue as issueWords } from "../words/issue.ts";
import { issues as words } from "../words/issues.ts";
import { type Command, UsageError } from "./command.ts";
import { issueEntry } from "./issue-text.ts";
import type { FoundIssue } from "./news-desk.ts";
import { allIssues, findIssues, toTime } from "./which.ts";

export const issues: Command = {
  name: "issues",
  words,
  parameters: [{ name: "year" }],

  async run(args, { news }, { voice }) {
    const all = await allIssues(news);
    if (all.length === 0) return voice.say(issueWords, "none");
    const years = yearsOf(all).join(" · ");
    if (args.length === 0)
      return {
        head: voice.say(issueWords, "several", { count: all.length }),
        entries: all.map((each) => issueEntry(each, voice)),
        foot: voice.say(words, "years", { years }),
      };
    const time = toTime(args);
    if (time === undefined || !("period" in time)) throw new UsageError();
    const year = time.period.slice(0, 4);
    const found = await findIssues({ period: year }, news);
    if (found.length === 0) return voice.say(words, "noneOf", { year, years });
    return {
      head: voice.say(words, "ofYear", { count: found.length, year }),
      entries: found.map((each) => issueEntry(each, voice)),
    };
  },
};

/** Those that issues are about, the newest first. */
function yearsOf(found: readonly FoundIssue[]): readonly string[] {
  const years = found.flatMap(({ months }) => months.map((month) => month.slice(0, 4)));
  return [...new Set(years)].toSorted().toReversed();
}
