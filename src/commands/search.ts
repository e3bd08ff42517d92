/** search: what the issues have said, by words, and by section and time where these are named. */

import { foldLetters } from "../newsletter/characters.ts";
import { search as words } from "../words/search.ts";
import type { Voice } from "../words/voice.ts";
import { type Command, type Listing, type Reply, UsageError } from "./command.ts";
import type { FoundNews, News } from "./news-desk.ts";
import { foundEntry, periodName } from "./news-text.ts";
import { mostEntries } from "./pages.ts";
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

  async run(args, { news }, { where, voice }) {
    const question = toQuestion(args);
    if (!/[\p{L}\p{N}]/u.test(question.text)) throw new UsageError();
    const tools = { news, voice, most: mostEntries(where) };
    const found = await find(question, tools);
    const { total } = found;
    if (total === 0) return instead(question, tools);
    const said = { count: total, most: MOST_FOUND, asked: spoken(question, voice) };
    return toListing(voice.say(words, total > MOST_FOUND ? "some" : "found", said), found, voice);
  },
};

interface Tools {
  readonly news: News;
  readonly voice: Voice;
  /** How many finds are told at once. */
  readonly most: number;
}

interface Finds {
  readonly results: readonly FoundNews[];
  readonly total: number;
  /** Those behind the results. */
  readonly further: () => Promise<readonly FoundNews[]>;
}

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
async function find({ text, kind, since }: Question, { news, most }: Tools): Promise<Finds> {
  const concepts = kind === undefined ? undefined : kindsIn(kind);
  const query = { words: text, concepts, since, limit: most };
  const inMain = { ...query, language: news.language };
  const main = await news.items(inMain);
  const asked = main.total > 0 ? inMain : query;
  return {
    ...(main.total > 0 ? main : await news.items(query)),
    further: async () => (await news.items({ ...asked, limit: MOST_FOUND })).results.slice(most),
  };
}

/** Where nothing is found: what is found without the limits, or by the likest words. */
async function instead({ text, kind, since }: Question, tools: Tools): Promise<Reply> {
  const { news, voice } = tools;
  const nothing = voice.say(words, "nothing", { asked: spoken({ text, kind, since }, voice) });
  if (kind !== undefined || since !== undefined) {
    const found = await find({ text }, tools);
    const said = { count: found.total };
    if (found.total > 0) return toListing(`${nothing} ${voice.say(words, "beyond", said)}`, found, voice);
  }
  const meant = await news.nearest(text);
  if (meant !== undefined) {
    const found = await find({ text: meant }, tools);
    const said = { count: found.total, meant: quote(meant, voice) };
    if (found.total > 0) return toListing(`${nothing} ${voice.say(words, "meant", said)}`, found, voice);
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

function toListing(head: string, { results, total, further }: Finds, voice: Voice): Listing {
  const entriesOf = (found: readonly FoundNews[]) => found.map((item) => foundEntry(item, voice));
  const count = Math.min(total, MOST_FOUND) - results.length;
  return {
    head,
    entries: entriesOf(results),
    further: count > 0 ? { count, tell: async () => entriesOf(await further()) } : undefined,
  };
}
