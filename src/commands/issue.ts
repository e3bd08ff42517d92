/** issue: one issue, by its month, its day, its place or its title. */

import { issue as words } from "../words/issue.ts";
import { type Command, UsageError } from "./command.ts";
import { describeIssue, issueEntry, noSuchIssue } from "./issue-text.ts";
import { findIssues, toWhich } from "./which.ts";

export const issue: Command = {
  name: "issue",
  words,
  parameters: [{ name: "issue", isRequired: true }],

  async run(args, { news }, { voice }) {
    if (args.length === 0) throw new UsageError();
    const found = await findIssues(toWhich(args), news);
    const [first, second] = found;
    if (first === undefined) return noSuchIssue(args, news, voice);
    if (second === undefined)
      return describeIssue(first, { news, voice, last: voice.say(words, "entry", { uri: first.uri }) });
    return {
      head: voice.say(words, "several", { count: found.length }),
      entries: found.map((each) => issueEntry(each, voice)),
    };
  },
};
