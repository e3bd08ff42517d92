/** The commands issue, issues and translations. */

import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/commands/command.ts";
import { issue } from "../../src/commands/issue.ts";
import { issues } from "../../src/commands/issues.ts";
import { translations } from "../../src/commands/translations.ts";
import { all, april, ask, contextWith, issueFrom, may, textOf } from "./kettle.ts";

const SITE = "https://news.example.org";
const old = issueFrom("2022-06-05-kettle.md", "The Kettle May 2022", "## Events\n\n- Tea.");

describe("issue", () => {
  test("gives title, day, the page and where its entry is", async () => {
    expect(await ask(issue, "april 2023")).toBe(
      [
        "*The Kettle April 2023* (5 May 2023)",
        `Read it: ${SITE}/2023/05/the-kettle-april-2023/`,
        "Follow and comment: xmpp:pubsub.example.org?;node=news;item=2023-05-05-kettle",
      ].join("\n"),
    );
  });

  test.each([
    ["de", "April 2023", "5. Mai 2023", "Folgen und kommentieren: "],
    ["es", "abril de 2023", "5 de mayo de 2023", "Síguelo y coméntalo: "],
    ["fr", "il y a 1", "5 mai 2023", "Pour suivre et commenter : "],
    ["it", "1 fa", "5 maggio 2023", "Seguilo e commentalo: "],
    ["pt", "há 1", "5 de maio de 2023", "Segue-o e comenta-o: "],
  ] as const)("understands and speaks %s", async (language, words, day, entry) => {
    const answer = textOf(await ask(issue, words, language));
    expect(answer).toContain(`*The Kettle April 2023* (${day})`);
    expect(answer).toContain(`\n${entry}xmpp:`);
  });

  test("gives a list where several are meant", async () => {
    expect(await ask(issue, "2023")).toEqual({
      head: "2 issues, the newest first:",
      entries: [
        `- The Kettle May 2023 (5 June 2023): ${SITE}/2023/06/the-kettle-may-2023/`,
        `- The Kettle April 2023 (5 May 2023): ${SITE}/2023/05/the-kettle-april-2023/`,
      ],
    });
  });

  test.each(["may 2030", "99 ago", "2030-01-01", "samovar", "*?*"])(
    "that there is none of (%s) is said with the newest",
    async (words) => {
      expect(await ask(issue, words)).toMatch(
        /^I know no issue “.*”\. The newest one is The Kettle May 2023 \(5 June 2023\)\.$/u,
      );
    },
  );

  test("without a word is asked for its usage, and before anything is published there is none", async () => {
    await expect(ask(issue, "")).rejects.toThrow(UsageError);
    expect(await ask(issue, "may 2023", "it", contextWith())).toBe("Non è ancora uscito nessun numero.");
  });
});

describe("issues", () => {
  test("are listed, the newest first, with the years that there are", async () => {
    expect(await ask(issues, "", "en", contextWith(...all, old))).toEqual({
      head: "3 issues, the newest first:",
      entries: [
        `- The Kettle May 2023 (5 June 2023): ${SITE}/2023/06/the-kettle-may-2023/`,
        `- The Kettle April 2023 (5 May 2023): ${SITE}/2023/05/the-kettle-april-2023/`,
        `- The Kettle May 2022 (5 June 2022): ${SITE}/2022/06/the-kettle-may-2022/`,
      ],
      foot: "By year: 2023 · 2022",
    });
  });

  test.each([
    ["en", "1 issue of 2022:"],
    ["de", "1 Ausgabe von 2022:"],
    ["es", "1 número de 2022:"],
    ["fr", "1 numéro de 2022 :"],
    ["it", "1 numero del 2022:"],
    ["pt", "1 número de 2022:"],
  ] as const)("of a year are listed in %s", async (language, head) => {
    expect(await ask(issues, "2022", language, contextWith(...all, old))).toMatchObject({ head });
  });

  test("of a year without any, it is said which years have some", async () => {
    expect(await ask(issues, "2019")).toBe("There is no issue of 2019. There are some of 2023.");
    expect(await ask(issues, "1999", "it")).toBe("Non c’è nessun numero del 1999. Ce ne sono del 2023.");
  });

  test("of what is no year are answered with the usage", async () => {
    await expect(ask(issues, "kettle")).rejects.toThrow(UsageError);
    await expect(ask(issues, "2 ago")).rejects.toThrow(UsageError);
  });

  test("there are none before anything is published", async () => {
    expect(await ask(issues, "", "de", contextWith())).toBe("Es ist noch keine Ausgabe erschienen.");
  });
});

describe("translations", () => {
  test("are those of the newest issue, the main language first, and what is missing", async () => {
    expect(await ask(translations, "")).toBe(
      [
        "*The Kettle May 2023* (5 June 2023) can be read in 2 languages:",
        `- English: ${SITE}/2023/06/the-kettle-may-2023/`,
        `- German: ${SITE}/de/2023/06/der-kessel-mai-2023/`,
        "Missing in: Portuguese",
      ].join("\n"),
    );
  });

  test.each([
    ["en", "can be read in 2 languages:", "Portuguese:", "Missing in: German"],
    ["de", "gibt es in 2 Sprachen:", "Portugiesisch:", "Fehlt auf: Deutsch"],
    ["es", "se puede leer en 2 idiomas:", "portugués:", "Falta en: alemán"],
    ["fr", "peut se lire en 2 langues :", "portugais :", "Manque en : allemand"],
    ["it", "si può leggere in 2 lingue:", "portoghese:", "Manca in: tedesco"],
    ["pt", "pode ler-se em 2 línguas:", "português:", "Falta em: alemão"],
  ] as const)("of another issue are told in %s", async (language, there, name, missing) => {
    const answer = textOf(await ask(translations, "2023-04", language));
    expect(answer).toContain(there);
    expect(answer).toContain(`- ${name} ${SITE}/pt/2023/05/`);
    expect(answer.endsWith(missing)).toBe(true);
  });

  test("of an issue that is in every language there is nothing missing", async () => {
    expect(textOf(await ask(translations, "", "en", contextWith(april, may)))).not.toContain("Not in");
  });

  test("of no issue are none", async () => {
    expect(await ask(translations, "may 2030")).toContain("I know no issue “may 2030”");
    expect(await ask(translations, "", "fr", contextWith())).toBe("Aucun numéro n’est encore paru.");
  });
});
