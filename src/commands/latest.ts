/** latest: the newest issue, and how to follow the newsletter. */

import { type Command, type IssueView, UsageError } from "./command.ts";
import { bold, line, longDate } from "./text.ts";

const LONGEST_TITLE = 200;
const LONGEST_SUMMARY = 400;
const LONGEST_CONTENTS = 600;
const LONGEST_TOPIC = 120;
/** A language tag (BCP 47), as far as issues have one. */
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/iu;

export const latest: Command = {
  name: "latest",
  usage: "latest [language]",
  summary: "what is in the newest issue, and where to read and follow it",

  run(args, { issues, follow }) {
    const [language] = args;
    if (args.length > 1 || (language !== undefined && !LANGUAGE.test(language))) throw new UsageError();
    const issue = issues.latest(language);
    if (issue) return describe(issue, follow);
    return language === undefined
      ? "No issue has been published yet."
      : `No issue has been published in the language ${language.toLowerCase()} yet.`;
  },
};

function describe({ title, date, contents, page, summary = "" }: IssueView, follow: string): string {
  const lines = [
    `${bold(line(title, LONGEST_TITLE))} (${longDate(date)})`,
    plain(line(summary, LONGEST_SUMMARY)),
    inIt(contents),
    `Read it: ${page}`,
    `Follow it: ${follow}`,
  ];
  return lines.filter((each) => each !== "").join("\n");
}

/** As many of the topics as fit on a line of moderate length. */
function inIt(contents: readonly string[]): string {
  const topics = contents.map((topic) => line(topic, LONGEST_TOPIC)).filter((topic) => topic !== "");
  let length = 0;
  const shown = topics.filter((topic) => (length += topic.length + 3) <= LONGEST_CONTENTS);
  const more = topics.length - shown.length;
  if (shown.length === 0) return "";
  return `In it: ${shown.join(" · ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** A line that begins like a quotation or a code block (XEP-0393) would become one. */
function plain(text: string): string {
  return text.replace(/^(?:[>\s]|`{3})+/u, "");
}
