/** Where a XEP was in the news. */

import { type Voice, wordsOf } from "../../words/voice.ts";
import { answers } from "../../words/answers.ts";
import { xep as words } from "../../words/xep.ts";
import { xepQuestion } from "../../words/xep-question.ts";
import { type Xep, xepLabel } from "../../xeps/xep.ts";
import type { Asker, Context, Reply } from "../command.ts";
import type { Mention } from "../news-desk.ts";
import { bold, line } from "../text.ts";
import { titled } from "./titles.ts";
import { isSince, type Since } from "./version.ts";

/** In a room there are others who talk. */
const MOST_MENTIONS = { room: 1, private: 3, direct: 3 };
const LONGEST_SECTION = 60;
const LONGEST_TEXT = 200;
/** A version as the newsletter writes it, in any of the languages. */
const VERSION = /\bvers(?:ion|ión|ione|ão)\s{1,3}v?(\d{1,4}(?:\.\d{1,4}){1,4})/iu;

/** The newest ones, as the end of an answer, and how to get the others. */
export function newestMentions(
  number: number,
  mentions: readonly Mention[],
  { where, voice }: Asker,
): readonly string[] {
  if (mentions.length === 0) return [];
  const shown = mentions.slice(0, MOST_MENTIONS[where]).map((mention) => `- ${mentionIn(voice, mention)}`);
  const left = mentions.length - shown.length;
  const [command = ""] = wordsOf(words, "names", voice.language);
  const [news = ""] = wordsOf(xepQuestion, "news", voice.language);
  const rest = voice.say(words, "moreNews", { count: left, line: `${command} ${number} ${news}` });
  return [voice.say(words, "inNews"), ...shown, ...(left > 0 ? [rest] : [])];
}

/** Every one of them. */
export async function allMentions(found: Xep, { news }: Context, { voice }: Asker): Promise<Reply> {
  const mentions = await news.mentions(found.number);
  if (mentions.length === 0) return voice.say(words, "noMentions", { label: xepLabel(found.number) });
  return {
    head: `${bold(titled(found))}, ${voice.say(words, "mentions", { count: mentions.length })}`,
    entries: mentions.map((mention) => mentionIn(voice, mention)),
  };
}

/** What the newsletter said of newer versions, or of versions since that day. */
export function mentionsSince(mentions: readonly Mention[], since: Since, voice: Voice): readonly string[] {
  return mentions
    .filter(({ issue, text }) => {
      const version = VERSION.exec(text.slice(0, 1000))?.[1];
      return (
        version !== undefined && isSince(since, { version, date: issue.date.toISOString().slice(0, 10) })
      );
    })
    .map((mention) => mentionIn(voice, mention));
}

/** `May 2023 (Updated): Version 1.1 …`, and its page on a line of its own. */
function mentionIn(voice: Voice, { issue, section, text }: Mention): string {
  const heading = section === undefined ? "" : ` (${line(section, LONGEST_SECTION)})`;
  const what = `${monthsIn(voice, issue)}${heading}`;
  return `${voice.say(answers, "pair", { what, text: line(text, LONGEST_TEXT) })}\n  ${issue.page}`;
}

/** The months that an issue is about, or else that of its day. */
function monthsIn(voice: Voice, { months, date }: Mention["issue"]): string {
  const first = months[0] ?? date.toISOString().slice(0, 7);
  const last = months.at(-1) ?? first;
  return (first === last ? [first] : [first, last]).map((month) => voice.month(month)).join(" – ");
}
