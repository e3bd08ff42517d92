/** Where a XEP was in the news. */

import { expect, test } from "vitest";
import type { Reply } from "../../../src/commands/command.ts";
import { xep } from "../../../src/commands/xep.ts";
import { type Language, voiceOf } from "../../../src/words/voice.ts";
import { askerOf, contextOf, mentionOf } from "../context.ts";

const mentions = [
  mentionOf("Version 1.0.1 is out:\n- clearer", { months: ["2023-04", "2023-05"] }, "Updated\nnow"),
  mentionOf("tea ".repeat(500), {
    months: [],
    date: new Date("2023-02-03T00:00:00Z"),
    page: "https://example.org/tea",
  }),
];
const context = contextOf({
  news: { mentions: (number) => Promise.resolve(number === 313 ? mentions : []) },
});

async function ask(question: string, language: Language = "en"): Promise<Reply> {
  return xep.run(question.split(" "), context, askerOf({ voice: voiceOf(language) }));
}

test("every mention is told with its month, its section, its line and its page", async () => {
  expect(await ask("mam news")).toEqual({
    head: "*XEP-0313: Message Archive Management*, in the news 2 times:",
    entries: [
      "April 2023 – May 2023 (Updated now): Version 1.0.1 is out: - clearer\n" +
        "  https://example.org/2023/06/the-kettle-may-2023/",
      expect.stringMatching(/^February 2023: (?:tea ){30,60}tea…\n {2}https:\/\/example\.org\/tea$/u),
    ],
  });
});

test.each([
  ["en", "news", "XEP-0045 has not been in the news."],
  ["de", "neues", "XEP-0045 war noch nicht in den Nachrichten."],
  ["es", "noticias", "XEP-0045 todavía no ha sido noticia."],
  ["fr", "actualités", "On n’a pas encore parlé de XEP-0045 dans les actualités."],
  ["it", "notizie", "Di XEP-0045 non si è ancora parlato nelle notizie."],
  ["pt", "notícias", "XEP-0045 ainda não foi notícia."],
] as const)("what was never in the news is said so in %s", async (language, word, answer) => {
  expect(await ask(`45 ${word}`, language)).toBe(answer);
});

test.each([
  ["de", "2 Mal in den Nachrichten:", "April 2023 – Mai 2023"],
  ["es", "2 veces en las noticias:", "abril de 2023 – mayo de 2023"],
  ["fr", "2 fois dans les actualités :", "avril 2023 – mai 2023"],
  ["it", "2 volte nelle notizie:", "aprile 2023 – maggio 2023"],
  ["pt", "2 vezes nas notícias:", "abril de 2023 – maio de 2023"],
] as const)("months are those of %s", async (language, head, months) => {
  expect(await ask("313 news", language)).toMatchObject({
    head: `*XEP-0313: Message Archive Management*, ${head}`,
    entries: [expect.stringContaining(months), expect.any(String)],
  });
});
