/** Lines of a conversation that ask for issues and news, in six languages. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Command, UsageError } from "../../src/commands/command.ts";
import { answer } from "../../src/commands/index.ts";
import { issue } from "../../src/commands/issue.ts";
import { issues } from "../../src/commands/issues.ts";
import { latest } from "../../src/commands/latest.ts";
import { news } from "../../src/commands/news.ts";
import { search } from "../../src/commands/search.ts";
import { translations } from "../../src/commands/translations.ts";
import { LANGUAGES, type Message, voiceOf } from "../../src/words/voice.ts";
import { askerOf, contextOf } from "./context.ts";
import { all, ask, contextWith, issueFrom, textOf } from "./kettle.ts";

const own: readonly Command[] = [latest, issue, issues, news, search, translations];
const context = contextWith(...all);
const line = async (text: string, language: (typeof LANGUAGES)[number]) =>
  (await answer(text, context, askerOf({ voice: voiceOf(language) }))).text;

test.each([
  ["en", "latest servers?", "*Servers, May 2023*"],
  ["en", "servers", "*Servers*: 3 news items"],
  ["en", "Events June 2023", "*Events, May 2023*"],
  ["en", "latest news", "*The Kettle May 2023*"],
  ["fr", "dernières nouvelles", "*The Kettle May 2023*"],
  ["es", "últimos servidores", "*Servidores, mayo de 2023*"],
  ["de", "Neues?", "*The Kettle May 2023*"],
  ["en", "issue 1 ago", "*The Kettle April 2023*"],
  ["de", "letzte auf Deutsch", "*Der Kessel Mai 2023*"],
  ["de", "Ausgabe vor 1", "*The Kettle April 2023*"],
  ["de", "Veranstaltungen", "*Veranstaltungen*: 1 Meldung:"],
  ["de", "such OMEMO seit Juni 2023", "1 Meldung zu „OMEMO“ seit Juni 2023:"],
  ["es", "¿último alemán?", "*Der Kessel Mai 2023*"],
  ["es", "número hace 1", "*The Kettle April 2023*"],
  ["es", "noticias servidores mayo 2023", "*Servidores, mayo de 2023*"],
  ["fr", "dernière rubrique", "Je ne connais pas la rubrique"],
  ["fr", "numéro il y a 1", "*The Kettle April 2023*"],
  ["fr", "serveurs d’avril 2023", "*Serveurs, avril 2023*"],
  ["it", "ultimo tedesco", "*Der Kessel Mai 2023*"],
  ["it", "cerca omemo dal 2023", "2 notizie su «omemo» dal 2023:"],
  ["it", "numeri 2023", "2 numeri del 2023"],
  ["pt", "edição maio 2023", "*The Kettle May 2023*"],
  ["pt", "traduções de abril", "*The Kettle April 2023*"],
  ["pt", "latest", "Neste número: "],
] as const)("%s: %s", async (language, said, told) => {
  expect(await line(said, language)).toContain(told);
});

describe("every command about issues and news", () => {
  const textsOf = (message: Message): string => (typeof message === "string" ? message : message.other);

  test("answers each of its examples, in every language", async () => {
    const lines = own.flatMap(({ words }) =>
      LANGUAGES.flatMap((language) =>
        textsOf(words[language].examples)
          .split(" | ")
          .map((example) => ({ language, example })),
      ),
    );
    const answers = await Promise.all(
      lines.map(({ language, example }) => answer(example, context, askerOf({ voice: voiceOf(language) }))),
    );
    expect(answers.filter(({ kind }) => kind !== "answer")).toEqual([]);
    const usages = own.flatMap(({ words }) => LANGUAGES.map((language) => textsOf(words[language].usage)));
    expect(answers.filter(({ text }) => usages.some((usage) => text.includes(usage)))).toEqual([]);
  });

  test.each(own.map((command) => [command.name, command] as const))(
    "answers any words: %s",
    async (_, command) => {
      const word = fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom(
          "in",
          "since",
          "may",
          "2023",
          "ago",
          "2",
          "de",
          "servers",
          "omemo",
          "il",
          "y",
          "a",
          "-",
        ),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(word, { maxLength: 12 }),
          fc.constantFrom(...LANGUAGES),
          async (said, language) => {
            const told = await ask(command, said.join(" "), language, context).then(textOf, toName);
            expect(told).not.toBe("");
          },
        ),
      );
    },
  );

  test("has no address to tell before anything is published", async () => {
    const replies = await Promise.all(
      own.map((command) => ask(command, "2023", "en", contextOf()).then(textOf)),
    );
    expect(replies.join("\n")).not.toContain("https:");
  });

  test("keeps what is hostile in a title on its line", async () => {
    const title = "``` \u202e> *a*\\n_b_ ".repeat(20);
    const hostile = contextWith(
      issueFrom("2023-06-05-kettle.md", title.replaceAll('"', ""), "## Servers\n\n- Tea."),
    );
    const texts = await Promise.all(
      own.map((command) => ask(command, "2023", "en", hostile).then(textOf, () => "")),
    );
    expect(texts.filter((text) => text.includes("\u202e"))).toEqual([]);
    expect(texts.flatMap((text) => text.split("\n")).filter((each) => /^(?:>|```)/u.test(each))).toEqual([]);
  });
});

/** Only a wrong usage may be thrown. */
function toName(error: unknown): string {
  if (error instanceof UsageError) return error.name;
  throw error;
}
