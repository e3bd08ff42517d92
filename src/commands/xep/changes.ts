/** What has changed in a XEP since a version or a day: from its own history, or else from the newsletter. */

import { answers } from "../../words/answers.ts";
import { xep as words } from "../../words/xep.ts";
import { type Xep, xepLabel, xepPage } from "../../xeps/xep.ts";
import type { Asker, Context, Reply } from "../command.ts";
import { bold, line } from "../text.ts";
import { mentionsSince } from "./mentions.ts";
import { dayIn, titled } from "./titles.ts";
import { compareVersions, isSince, type Since, sinceIn } from "./version.ts";

const LONGEST_VERSION = 30;
const LONGEST_REMARK = 160;

export async function changes(found: Xep, since: Since, context: Context, { voice }: Asker): Promise<Reply> {
  const { number, version, date } = found;
  const label = xepLabel(number);
  const said = { label, since: sinceIn(voice, since) };
  const unchanged = (): string =>
    voice.say(words, "unchanged", {
      ...said,
      version: line(version, LONGEST_VERSION),
      day: dayIn(voice, date),
    });
  if (!isSince(since, found)) return unchanged();

  const history = `${xepPage(number)}#appendix-revs`;
  const document = await context.xeps.document(number);
  if (document === undefined) {
    const entries = mentionsSince(await context.news.mentions(number), since, voice);
    if (entries.length > 0) return { head: voice.say(words, "fromNews", said), entries, foot: history };
    return `${voice.say(words, "notEvenNews", said)}\n${history}`;
  }
  const revisions = document.revisions
    .filter((revision) => isSince(since, revision))
    .toSorted((a, b) => compareVersions(b.version, a.version) || (a.date < b.date ? 1 : -1));
  if (revisions.length === 0) return unchanged();
  return {
    head: `${bold(titled(found))}, ${voice.say(words, "changes", { ...said, count: revisions.length })}`,
    entries: revisions.map((revision) => {
      const remark = line(revision.remark, LONGEST_REMARK);
      const what = `${line(revision.version, LONGEST_VERSION)} (${dayIn(voice, revision.date)})`;
      return remark === "" ? what : voice.say(answers, "pair", { what, text: remark });
    }),
    foot: history,
  };
}
