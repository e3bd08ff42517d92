/** news: the news of a section, or the sections that there are. */

import { answers } from "../words/answers.ts";
import { news as words } from "../words/news.ts";
import type { Voice } from "../words/voice.ts";
import type { Command, Reply } from "./command.ts";
import { issueTitle, noSuchIssue, plainTitle } from "./issue-text.ts";
import type { FoundIssue, News } from "./news-desk.ts";
import { newsIn, newsOf, partNames, partsOf, periodName } from "./news-text.ts";
import { isSection, type Kind, kindName, readKind, toSectionQuestion } from "./sections.ts";
import { quote } from "./text.ts";
import { findIssues, type Time } from "./which.ts";

export const news: Command = {
  name: "news",
  words,
  parameters: [{ name: "section" }, { name: "month" }],
  claims: (said) => isSection(said),

  async run(args, { news: desk }, { voice }) {
    const { section, time } = toSectionQuestion(args);
    const kind = readKind(section);
    if (kind !== undefined) return tell(kind, time, desk, voice);
    const [issue] = await findIssues(time ?? { ago: 0 }, desk);
    if (issue === undefined) return noSuchIssue(args, desk, voice);
    if (section.length === 0) return overview(issue, desk, voice);
    const sections = partNames(await partsOf(issue, desk), voice);
    return voice.say(words, "unknown", { asked: quote(section.join(" "), voice), sections });
  },
};

async function tell(kind: Kind, time: Time | undefined, desk: News, voice: Voice): Promise<Reply> {
  const section = kindName(kind, voice);
  const [issue, another] = time === undefined ? [] : await findIssues(time, desk);
  const period = time !== undefined && "period" in time ? time.period : undefined;
  // Where all are of one issue, that is named once.
  if (issue !== undefined && (period === undefined || another === undefined)) {
    const found = await newsIn(issue, kind, desk, voice);
    return found ?? voice.say(words, "noneThen", { section, title: plainTitle(issue) });
  }
  const found =
    time === undefined || period !== undefined ? await newsOf(kind, period, desk, voice) : undefined;
  if (found !== undefined) return found;
  if (period === undefined) return voice.say(words, "none", { section });
  return voice.say(words, "noneThen", { section, title: periodName(period, voice) });
}

/** The sections of an issue, and how many news each has. */
async function overview(issue: FoundIssue, desk: News, voice: Voice): Promise<string> {
  const parts = await partsOf(issue, desk);
  const [example] = parts.flatMap(({ kind }) => kind ?? []);
  if (parts.length === 0) return voice.say(words, "empty", { title: plainTitle(issue) });
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const lines = [
    voice.say(answers, "pair", {
      what: issueTitle(issue, voice),
      text: voice.say(words, "count", { count: total }),
    }),
    parts.map(({ kind, count }) => `${nameOf(kind, voice)} ${voice.number(count)}`).join(" · "),
    example === undefined ? "" : voice.say(words, "ask", { section: kindName(example, voice) }),
  ];
  return lines.filter((each) => each !== "").join("\n");
}

function nameOf(kind: Kind | undefined, voice: Voice): string {
  return kind === undefined ? voice.say(words, "others") : kindName(kind, voice);
}
