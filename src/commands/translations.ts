/** translations: the languages in which an issue can be read. */

import { answers } from "../words/answers.ts";
import { translations as words } from "../words/translations.ts";
import type { Command } from "./command.ts";
import { issueTitle, noSuchIssue } from "./issue-text.ts";
import { languagesThere } from "./languages.ts";
import { findIssues, toWhich } from "./which.ts";

export const translations: Command = {
  name: "translations",
  words,
  parameters: [{ name: "issue" }],

  async run(args, { news }, { voice }) {
    const [issue] = await findIssues(toWhich(args), news);
    if (issue === undefined) return noSuchIssue(args, news, voice);
    const { results } = await news.issues({ number: issue.number, limit: Infinity });
    const there = await languagesThere(news);
    const found = results.toSorted((a, b) => there.indexOf(a.language) - there.indexOf(b.language));
    const missing = there.filter((language) => found.every((each) => each.language !== language));
    const names = missing.map((language) => voice.languageName(language));
    return [
      voice.say(words, "there", { count: found.length, title: issueTitle(issue, voice) }),
      ...found.map(
        ({ language, page }) =>
          `- ${voice.say(answers, "pair", { what: voice.languageName(language), text: page })}`,
      ),
      ...(names.length === 0 ? [] : [voice.say(words, "missing", { languages: voice.list(names) })]),
    ].join("\n");
  },
};
