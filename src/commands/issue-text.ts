/** What answers say of an issue. */

import { plain } from "../comments/words.ts";
import { isLanguage } from "../newsletter/library.ts";
import { answers } from "../words/answers.ts";
import { issue as words } from "../words/issue.ts";
import type { Voice } from "../words/voice.ts";
import type { FoundIssue, News } from "./news-desk.ts";
import { bold, line, quote } from "./text.ts";
import { findIssues } from "./which.ts";

const LONGEST_TITLE = 150;
const LONGEST_SUMMARY = 300;
const LONGEST_CONTENTS = 400;
const LONGEST_TOPIC = 100;

/** Its title in bold, and its day. */
export function issueTitle({ title, date }: FoundIssue, voice: Voice): string {
  return `${bold(line(title, LONGEST_TITLE))} (${voice.day(date)})`;
}

/** Its title within a sentence. */
export function plainTitle({ title }: FoundIssue): string {
  return plain(line(title, LONGEST_TITLE));
}

/** One line for a list: title, day and page. */
export function issueEntry(issue: FoundIssue, voice: Voice): string {
  const what = `${plainTitle(issue)} (${voice.day(issue.date)})`;
  return `- ${voice.say(answers, "pair", { what, text: issue.page })}`;
}

/** `May 2023`: the months that it is about. */
export function issueMonths({ months }: FoundIssue, voice: Voice): string {
  return voice.list(months.map((month) => voice.month(month)));
}

/**
 * Title, day, summary, what is in it, its page, what else is said of it, and where it can be read in the asker's language if
 * that is another.
 */
export async function describeIssue(
  issue: FoundIssue,
  { news, voice, last }: { readonly news: News; readonly voice: Voice; readonly last: string },
): Promise<string> {
  const lines = [
    issueTitle(issue, voice),
    plain(line(issue.summary ?? "", LONGEST_SUMMARY)),
    inIt(issue, voice),
    voice.say(words, "read", { page: issue.page }),
    last,
    await translated(issue, news, voice),
  ];
  return lines.filter((each) => each !== "").join("\n");
}

/** What is said where no issue is the one that was asked for: which is the newest. */
export async function noSuchIssue(asked: readonly string[], news: News, voice: Voice): Promise<string> {
  const [newest] = await findIssues({ ago: 0 }, news);
  if (newest === undefined) return voice.say(words, "none");
  const values = {
    asked: quote(asked.join(" "), voice),
    title: plainTitle(newest),
    day: voice.day(newest.date),
  };
  return voice.say(words, "unknown", values);
}

/** As many of the topics as fit on a line of moderate length. */
function inIt({ contents }: FoundIssue, voice: Voice): string {
  const topics = contents.map((topic) => plain(line(topic, LONGEST_TOPIC))).filter((topic) => topic !== "");
  let length = 0;
  const shown = topics.filter((topic) => (length += topic.length + 3) <= LONGEST_CONTENTS);
  const count = topics.length - shown.length;
  if (shown.length === 0) return "";
  const said = voice.say(words, "inIt", { topics: shown.join(" · ") });
  return count === 0 ? said : `${said} ${voice.say(words, "others", { count })}`;
}

/** Where the same number is in the language of the asker. */
async function translated({ number, language }: FoundIssue, news: News, voice: Voice): Promise<string> {
  if (isLanguage(language, voice.language)) return "";
  const { results } = await news.issues({ number, language: voice.language, limit: 1 });
  return results.map(({ page }) => voice.say(words, "translated", { page })).join("");
}
