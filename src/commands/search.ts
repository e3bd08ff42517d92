/** search: what the issues have said, by words, and by section and time where these are named. */

import { foldLetters } from "../newsletter/characters.ts";
import { search as words } from "../words/search.ts";
import type { Voice } from "../words/voice.ts";
import { type Command, type Listing, type Reply, UsageError } from "./command.ts";
import type { FoundNews, News } from "./news-desk.ts";
import { foundEntry, periodName } from "./news-text.ts";
import { type Kind, kindName, kindsIn, readKind } from "./sections.ts";
import { everyWord } from "./synonyms.ts";
import { quote } from "./text.ts";
import { toTime } from "./which.ts";

/** Whoever says `more` four times in a room looks for something else. */
const MOST_FOUND = 25;
/** What stands behind the words of a question is no longer than this. */
const MOST_WORDS = 9;
const WITHIN = everyWord(words, "within");
const SINCE = everyWord(words, "since");

export const search: Command = {
  name: "search",
  words,
  parameters: [
    { name: "words", isRequired: true },
    { name: "section", prefix: "in" },
    { name: "year", prefix: "since" },
  ],

  async run(args, { news }, { voice }) {
    const question = toQuestion(args);
    if (!/[\p{L}\p{N}]/u.test(question.text)) throw new UsageError();
    const found = await find(question, news);
    if (found.total === 0) return instead(question, news, voice);
    const asked = spoken(question, voice);
    const count = { count: found.total, most: found.results.length };
    const head = voice.say(words, found.results.length < found.total ? "some" : "found", { ...count, asked });
    return toListing(head, found.results, voice);
  },
};

interface Question {
  readonly text: string;
  readonly kind?: Kind | undefined;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly since?: string | undefined;
}

/** Takes a section and a time from the end; `in` and `since` before anything else are words as all others. */
function toQuestion(args: readonly string[]): Question {
  let question: Question = { text: "" };
  let left = args;
  for (const at of candidates(args)) {
    if (at >= left.length) continue;
    const limit = toLimit(foldLetters(args[at] ?? ""), left.slice(at + 1));
    if (limit === undefined) continue;
    question = { ...limit, ...question };
    left = left.slice(0, at);
  }
  return { ...question, text: left.join(" ") };
}

/** Where a limit may begin, from the end on; some word is before it. */
function candidates(args: readonly string[]): readonly number[] {
  return args
    .map((_, at) => at)
    .slice(Math.max(1, args.length - 2 * MOST_WORDS))
    .toReversed();
}

function toLimit(word: string, said: readonly string[]): Omit<Question, "text"> | undefined {
  const kind = WITHIN.has(word) ? readKind(said) : undefined;
  if (kind !== undefined) return { kind };
  const time = SINCE.has(word) ? toTime(said) : undefined;
  if (time === undefined) return undefined;
  if ("period" in time) return { since: time.period };
  return "day" in time ? { since: time.day } : undefined;
}

/** The issues of the main language have everything; what they have not may be in a translation. */
async function find(
  { text, kind, since }: Question,
  news: News,
): Promise<{ readonly results: readonly FoundNews[]; readonly total: number }> {
  const concepts = kind === undefined ? undefined : kindsIn(kind);
  const query = { words: text, concepts, since, limit: MOST_FOUND };
  const main = await news.items({ ...query, language: news.language });
  return main.total > 0 ? main : news.items(query);
}

/** Where nothing is found: what is found without the limits, or by the likest words. */
async function instead({ text, kind, since }: Question, news: News, voice: Voice): Promise<Reply> {
  const nothing = voice.say(words, "nothing", { asked: spoken({ text, kind, since }, voice) });
  if (kind !== undefined || since !== undefined) {
    const { results, total } = await find({ text }, news);
    if (total > 0)
      return toListing(`${nothing} ${voice.say(words, "beyond", { count: total })}`, results, voice);
  }
  const meant = await news.nearest(text);
  if (meant !== undefined) {
    const { results, total } = await find({ text: meant }, news);
    const said = { count: total, meant: quote(meant, voice) };
    if (total > 0) return toListing(`${nothing} ${voice.say(words, "meant", said)}`, results, voice);
  }
  return `${nothing} ${voice.say(words, "fewer")}`;
}

function spoken({ text, kind, since }: Question, voice: Voice): string {
  return [
    quote(text, voice),
    ...(kind === undefined ? [] : [voice.say(words, "inSection", { section: kindName(kind, voice) })]),
    ...(since === undefined ? [] : [sinceIn(since, voice)]),
  ].join(" ");
}

function sinceIn(since: string, voice: Voice): string {
  if (since.length > 7) return voice.say(words, "sinceDay", { day: voice.day(new Date(since)) });
  const month = periodName(since, voice);
  return since.length > 4
    ? voice.say(words, "sinceMonth", { month })
    : voice.say(words, "sinceYear", { year: since });
}

function toListing(head: string, results: readonly FoundNews[], voice: Voice): Listing {
  return { head, entries: results.map((item) => foundEntry(item, voice)) };
}
