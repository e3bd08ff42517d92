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
    const years = yearsOf(all);
    if (args.length === 0)
      return {
        head: voice.say(issueWords, "several", { count: all.length }),
        entries: all.map((each) => issueEntry(each, voice)),
        foot: voice.say(words, "years", { years: years.join(" · ") }),
      };
    const year = readYear(args);
    if (year === undefined) throw new UsageError();
    const found = await findIssues({ period: year }, news);
    if (found.length === 0) return voice.say(words, "noneOf", { year, years: voice.list(years) });
    return {
      head: voice.say(words, "ofYear", { count: found.length, year }),
      entries: found.map((each) => issueEntry(each, voice)),
    };
  },
};

/** Any year that is said alone, or that of a month. */
function readYear(said: readonly string[]): string | undefined {
  const [only = "", ...more] = said;
  if (more.length === 0 && /^\d{4}$/u.test(only)) return only;
  const time = toTime(said);
  return time !== undefined && "period" in time ? time.period.slice(0, 4) : undefined;
}

/** Those that issues are about, the newest first. */
function yearsOf(found: readonly FoundIssue[]): readonly string[] {
  const years = found.flatMap(({ months }) => months.map((month) => month.slice(0, 4)));
  return [...new Set(years)].toSorted().toReversed();
}
