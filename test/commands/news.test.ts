/** The command news. */

import { describe, expect, test } from "vitest";
import { news } from "../../src/commands/news.ts";
import { all, april, ask, contextWith, issueFrom, textOf } from "./kettle.ts";

const MAY = "https://news.example.org/2023/06/the-kettle-may-2023/";
const APRIL = "https://news.example.org/2023/05/the-kettle-april-2023/";

describe("news of a section", () => {
  test("are those of all issues, the newest first, each with its month and what it leads to", async () => {
    expect(await ask(news, "servers")).toEqual({
      head: "*Servers*: 3 news items, the newest first:",
      entries: [
        "- Oven 2.0 bakes with OMEMO (May 2023)\n  https://oven.example/",
        "- Grill grills (May 2023)\n  https://grill.example/",
        "- Stove 1.0 is hot (April 2023)\n  https://stove.example/",
      ],
    });
  });

  test.each([
    ["de", "Server", "*Server*: 3 Meldungen, die neuesten zuerst:", "(Mai 2023)"],
    ["es", "servidores", "*Servidores*: 3 noticias, las más recientes primero:", "(mayo de 2023)"],
    ["fr", "serveurs", "*Serveurs* : 3 nouvelles, les plus récentes d’abord :", "(mai 2023)"],
    ["it", "server", "*Server*: 3 notizie, le più recenti per prime:", "(maggio 2023)"],
    ["pt", "servidores", "*Servidores*: 3 notícias, as mais recentes primeiro:", "(maio de 2023)"],
  ] as const)("are asked for and told in %s", async (language, words, head, month) => {
    const answer = textOf(await ask(news, words, language));
    expect(answer).toContain(head);
    expect(answer).toContain(month);
  });

  test("that lead nowhere have their place on the page", async () => {
    const context = contextWith(
      april,
      issueFrom("2023-06-05-kettle.md", "The Kettle May 2023", "## Servers\n\n- Water boils."),
    );
    expect(await ask(news, "servers", "en", context)).toMatchObject({
      entries: [
        `- Water boils (May 2023)\n  ${MAY}#servers`,
        "- Stove 1.0 is hot (April 2023)\n  https://stove.example/",
      ],
    });
  });

  test("of one issue name it once, with the place on its page, and what each leads to", async () => {
    const answer = {
      head: `*Servers, April 2023*: 1 news item:\n${APRIL}#servers`,
      entries: ["- Stove 1.0 is hot\n  https://stove.example/"],
    };
    expect(await ask(news, "servers april 2023")).toEqual(answer);
    expect(await ask(news, "servers april")).toEqual(answer);
    expect(await ask(news, "servers 1 ago")).toEqual(answer);
  });

  test("of a kind of software are software", async () => {
    expect(await ask(news, "software")).toMatchObject({
      head: "*Software*: 4 news items, the newest first:",
    });
  });

  test("that there are none of is said", async () => {
    expect(await ask(news, "articles")).toBe("There is nothing in the section Articles.");
    expect(await ask(news, "clients may 2023", "de")).toBe(
      "The Kettle May 2023: In der Rubrik Clients steht nichts.",
    );
    expect(await ask(news, "clients 0 ago")).toBe(
      "There is nothing in the section Clients of The Kettle May 2023.",
    );
    expect(await ask(news, "clients 99 ago")).toBe("There is nothing in the section Clients.");
  });

  test("are at most fifty, and how many there are is said", async () => {
    const body = Array.from({ length: 60 }, (_, at) => `- [Pot ${at}](https://pot.example/${at}) is new.`);
    const context = contextWith(
      issueFrom("2023-06-05-kettle.md", "The Kettle", `## Servers\n\n${body.join("\n")}`),
    );
    const answer = await ask(news, "servers", "en", context);
    expect(answer).toMatchObject({ head: "*Servers*: the newest 50 of 60:" });
    expect(textOf(answer).split("\n- ").length).toBe(51);
  });
});

describe("news alone", () => {
  test("are the sections of the newest issue, and how many are in each", async () => {
    expect(await ask(news, "")).toBe(
      [
        "*The Kettle May 2023* (5 June 2023): 4 news items:",
        "Events 1 · Servers 2 · others 1",
        "Say news and one of these, such as news Events.",
      ].join("\n"),
    );
  });

  test("of a month are the sections of its issue", async () => {
    expect(await ask(news, "april", "fr")).toBe(
      [
        "*The Kettle April 2023* (5 mai 2023) : 2 nouvelles :",
        "Clients 1 · Serveurs 1",
        "Dis nouvelles et l’une de ces rubriques, par exemple nouvelles Clients.",
      ].join("\n"),
    );
  });

  test("of an issue without any are none", async () => {
    const empty = contextWith(issueFrom("2023-06-05-kettle.md", "The *Kettle", "## Thanks\n\nTo you."));
    expect(await ask(news, "", "en", empty)).toMatch(/^There is no news in The .*Kettle\.$/u);
    expect(await ask(news, "", "pt", contextWith())).toBe("Ainda não saiu nenhum número.");
  });

  test("of an issue that does not exist are none", async () => {
    expect(await ask(news, "99 ago")).toContain("I know no issue “99 ago”");
  });
});

test("a section that is none is answered with those that there are", async () => {
  expect(await ask(news, "samovars")).toBe("I know no section “samovars”. There are Events and Servers.");
  expect(await ask(news, "licence", "es", contextWith(...all))).toBe(
    "No conozco la sección «licence». Hay Eventos y Servidores.",
  );
});

test("nothing in a title can style the answer or break its lines", async () => {
  const context = contextWith(
    issueFrom(
      "2023-06-05-kettle.md",
      "The Kettle",
      "## Servers\n\n- [\\*Stove\\* \\`x\\` \u202e](https://stove.example/) and\n  more.",
    ),
  );
  const answer = await ask(news, "servers", "en", context);
  expect(textOf(answer).split("\n").length).toBe(3);
  expect(textOf(answer)).not.toMatch(/\u202e|(?<!\u2060)\*Stove/u);
});

test("a line that is the name of a section, and perhaps a time, is for news", () => {
  const claims = (line: string) => news.claims?.(line.split(" "), contextWith());
  expect(claims("Veranstaltungen Juni 2023")).toBe(true);
  expect(claims("servers are down")).toBe(false);
});
