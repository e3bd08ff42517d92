/** latest: the newest issue, or a section of it, and how to follow the newsletter. */

import { foldLetters } from "../newsletter/characters.ts";
import { issue as issueWords } from "../words/issue.ts";
import { latest as words } from "../words/latest.ts";
import { news as newsWords } from "../words/news.ts";
import { which } from "../words/which.ts";
import type { Asker, Command, Context, Reply } from "./command.ts";
import { describeIssue, plainTitle } from "./issue-text.ts";
import { languagesThere, readLanguage } from "./languages.ts";
import type { FoundIssue } from "./news-desk.ts";
import { newsIn, partNames, partsOf } from "./news-text.ts";
import { kindName, readKind } from "./sections.ts";
import { everyWord } from "./synonyms.ts";
import { quote } from "./text.ts";
import { findIssues } from "./which.ts";

/** What stands before a language. */
const IN = everyWord(which, "in");
/** What everybody knows that it is about: an issue, and its news. */
const LITTLE = new Set([...everyWord(which, "issue"), ...everyWord(newsWords, "names")]);
/** Of a longer question, nobody knows what it is. */
const MOST_WORDS = 12;

export const latest: Command = {
  name: "latest",
  words,
  parameters: [{ name: "language" }, { name: "section" }],

  async run(args, context, asker) {
    const { news } = context;
    const { voice } = asker;
    const there = await languagesThere(news);
    const { language, section } = readArguments(args, there);
    const [issue] = await findIssues({ ago: 0 }, news, language);
    if (issue !== undefined) return tell(issue, section, context, asker);
    if (language === undefined || there.length === 0) return voice.say(issueWords, "none");
    const names = voice.list(there.map((each) => voice.languageName(each)));
    return voice.say(words, "noneIn", { language: voice.languageName(language), languages: names });
  },
};

interface Arguments {
  readonly language: string | undefined;
  readonly section: readonly string[];
}

/** The first word that names a language is one; what is left is the name of a section. */
function readArguments(args: readonly string[], there: readonly string[]): Arguments {
  const said = args.slice(0, MOST_WORDS).filter((word) => !LITTLE.has(foldLetters(word)));
  const isBefore = (at: number): boolean =>
    IN.has(foldLetters(said[at] ?? "")) && readLanguage(said[at + 1] ?? "", there) !== undefined;
  const at = said.findIndex((word, index) => !isBefore(index) && readLanguage(word, there) !== undefined);
  if (at === -1) return { language: undefined, section: said };
  const before = said.slice(0, isBefore(at - 1) ? at - 1 : at);
  return { language: readLanguage(said[at] ?? "", there), section: [...before, ...said.slice(at + 1)] };
}

async function tell(
  issue: FoundIssue,
  section: readonly string[],
  { news }: Context,
  { voice }: Asker,
): Promise<Reply> {
  if (section.length === 0)
    return describeIssue(issue, { news, voice, last: voice.say(words, "follow", { uri: issue.follow }) });
  const kind = readKind(section);
  if (kind === undefined) {
    const sections = partNames(await partsOf(issue, news), voice);
    return voice.say(newsWords, "unknown", { asked: quote(section.join(" "), voice), sections });
  }
  const found = await newsIn(issue, kind, news, voice);
  if (found !== undefined) return found;
  return voice.say(newsWords, "noneThen", { section: kindName(kind, voice), title: plainTitle(issue) });
}
