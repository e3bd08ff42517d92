/** The command search. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/commands/command.ts";
import { more } from "../../src/commands/more.ts";
import { toPage } from "../../src/commands/pages.ts";
import { search } from "../../src/commands/search.ts";
import { askerOf } from "./context.ts";
import { ask, contextWith, issueFrom, textOf } from "./kettle.ts";

const MAY = "https://news.example.org/2023/06/the-kettle-may-2023/";
const APRIL = "https://news.example.org/2023/05/the-kettle-april-2023/";
const OVEN = `*Oven 2.0 bakes with OMEMO*. (May 2023)\n${MAY}#servers`;
const TEAPOT = `*Teapot pours with OMEMO*. (April 2023)\n${APRIL}#clients`;

test("what is found is told with its month and its place on the page, the best first", async () => {
  expect(await ask(search, "omemo")).toEqual({
    head: "2 news items about “omemo”:",
    entries: [OVEN, TEAPOT],
  });
});

test.each([
  ["de", "2 Meldungen zu ", "(Mai 2023)"],
  ["es", "2 noticias sobre ", "(mayo de 2023)"],
  ["fr", "2 nouvelles sur ", "(mai 2023)"],
  ["it", "2 notizie su ", "(maggio 2023)"],
  ["pt", "2 notícias sobre ", "(maio de 2023)"],
] as const)("it speaks %s", async (language, head, month) => {
  const answer = textOf(await ask(search, "omemo", language));
  expect(answer.startsWith(head)).toBe(true);
  expect(answer).toContain(month);
});

test("a text beyond the title is shown with the words that were found", async () => {
  const long = Array.from({ length: 60 }, (_, at) => `word${at}`).join(" ");
  const context = contextWith(
    issueFrom(
      "2023-06-05-kettle.md",
      "The Kettle May 2023",
      `## Servers\n\n- Stove is hot. ${long} samovar.`,
    ),
  );
  const answer = textOf(await ask(search, "samovar", "en", context));
  expect(answer).toMatch(
    /^1 news item about “samovar”:\n\*Stove is hot\. .*…\* \(May 2023\)\n….* samovar\.\nhttps:/u,
  );
});

test("of many finds a page is told, and more tells the others, in the same order", async () => {
  const names = Array.from({ length: 9 }, (_, at) => `Stove ${at + 1}`);
  const text = `## Servers\n\n${names.map((name) => `- ${name} has a samovar.`).join("\n")}`;
  const context = contextWith(issueFrom("2023-06-05-kettle.md", "The Kettle May 2023", text));
  const reply = await ask(search, "samovar", "en", context);
  const { text: page, rest } = toPage(reply, askerOf());
  expect(page).toMatch(/^9 news items about “samovar”:\n/u);
  expect(page).toContain("… and 4 more:");
  const others = await more.run([], context, askerOf({}, rest));
  const told = `${page}\n${textOf(others)}`;
  expect([...told.matchAll(/\*(Stove \d)/gu)].map(([, name]) => name)).toEqual(names);
});

describe("a section and a time", () => {
  test.each([
    ["en", "omemo in clients", "“omemo” in Clients"],
    ["de", "omemo in Clients", "„omemo“ in der Rubrik Clients"],
    ["es", "omemo en clientes", "«omemo» en la sección Clientes"],
    ["fr", "omemo dans clients", "« omemo » dans la rubrique Clients"],
    ["it", "omemo in client", "«omemo» nella sezione Client"],
    ["pt", "omemo em clientes", "«omemo» na secção Clientes"],
  ] as const)("limit it in %s: %s", async (language, words, asked) => {
    const answer = await ask(search, words, language);
    expect(textOf(answer).split("\n")[0]).toContain(asked);
    expect(typeof answer === "string" ? [] : answer.entries.length).toBe(1);
    expect(textOf(answer)).toContain("*Teapot");
  });

  test.each([
    ["en", "omemo since June 2023", "“omemo” since June 2023:"],
    ["en", "omemo since 2023-06-05", "“omemo” since 5 June 2023:"],
    ["de", "omemo seit Juni 2023", "„omemo“ seit Juni 2023:"],
    ["de", "omemo seit dem 5. Juni 2023", "„omemo“ seit dem 5. Juni 2023:"],
    ["es", "omemo desde junio 2023", "«omemo» desde junio de 2023:"],
    ["es", "omemo desde 2023-06-05", "«omemo» desde el 5 de junio de 2023:"],
    ["fr", "omemo depuis juin 2023", "« omemo » depuis juin 2023 :"],
    ["fr", "omemo depuis le 5 juin 2023", "« omemo » depuis le 5 juin 2023 :"],
    ["it", "omemo da giugno 2023", "«omemo» da giugno 2023:"],
    ["it", "omemo dal 5 giugno 2023", "«omemo» dal 5 giugno 2023:"],
    ["pt", "omemo desde junho 2023", "«omemo» desde junho de 2023:"],
  ] as const)("limit it in %s: %s", async (language, words, asked) => {
    const answer = textOf(await ask(search, words, language));
    expect(answer.split("\n")[0]).toContain(asked);
    expect(answer).toContain("*Oven");
    expect(answer).not.toContain("Teapot");
  });

  test("may stand in any order", async () => {
    const head = { head: "1 news item about “omemo” in Servers since 2023:" };
    expect(await ask(search, "omemo in servers since 2023")).toMatchObject(head);
    expect(await ask(search, "omemo since 2023 in servers")).toMatchObject(head);
  });

  test("are words as all others where nothing else is asked for, or they name none", async () => {
    expect(await ask(search, "party in Berlin")).toMatchObject({
      head: "1 news item about “party in Berlin”:",
    });
    expect(await ask(search, "since tea")).toContain("There is no news about “since tea”.");
    expect(await ask(search, "in servers")).not.toMatchObject({
      head: expect.stringContaining("in Servers:"),
    });
  });
});

describe("where nothing is found", () => {
  test("what is found without section and time is told", async () => {
    expect(await ask(search, "teapot in servers since 2023")).toEqual({
      head: "There is no news about “teapot” in Servers since 2023. Elsewhere there is 1:",
      entries: [TEAPOT],
    });
  });

  test("what is found by the likest words is told", async () => {
    expect(await ask(search, "taepot", "de")).toMatchObject({
      head: "Zu „taepot“ gibt es keine Meldung. Hier ist 1 zu „teapot“:",
    });
  });

  test("other words are asked for", async () => {
    expect(await ask(search, "*zeppelin*")).toBe(
      "There is no news about “zeppelin”. Try other or fewer words.",
    );
    expect(await ask(search, "omemo", "fr", contextWith())).toBe(
      "Il n’y a rien sur « omemo ». Essaie avec d’autres mots, ou moins de mots.",
    );
  });

  test("in the main language, it is looked for in the translations", async () => {
    expect(textOf(await ask(search, "backt"))).toContain("*Ofen 2.0 backt*. (May 2023)");
  });
});

test("at most 25 are told, and how many there are is said", async () => {
  const body = Array.from({ length: 60 }, (_, at) => `- [Pot ${at}](https://pot.example/${at}) is new.`);
  const context = contextWith(
    issueFrom("2023-06-05-kettle.md", "The Kettle", `## Servers\n\n${body.join("\n")}`),
  );
  expect(await ask(search, "pot", "en", context)).toMatchObject({
    head: "60 news items about “pot”, the best 25:",
  });
});

test("a title that is cut off is not bold, so that no sentence is bold by half", async () => {
  const long = `The stove ${"and the oven ".repeat(7)}are hot, they say.`;
  const context = contextWith(
    issueFrom("2023-06-05-kettle.md", "The Kettle May 2023", `## Servers\n\n- ${long}`),
  );
  expect(await ask(search, "stove", "en", context)).toMatchObject({
    entries: [`${long} (May 2023)\n${MAY}#servers`],
  });
});

test("what stands in quotation marks is told between one pair of them", async () => {
  expect(await ask(search, '"oven 2.0"', "de")).toMatchObject({ head: "1 Meldung zu „oven 2.0“:" });
});

test("a room is shown five finds, however long their addresses", async () => {
  const title = `The Kettle of ${"a very long month ".repeat(3)}May 2023`;
  const items = Array.from(
    { length: 6 },
    (_, at) => `- [Pot ${at}](https://pot.example/) ${"pours tea ".repeat(7)}.`,
  );
  const context = contextWith(issueFrom("2023-06-05-kettle.md", title, `## Servers\n\n${items.join("\n")}`));
  const { text } = toPage(await ask(search, "pot", "en", context), askerOf());
  expect(text.match(/https:/gu)).toHaveLength(5);
  expect(text.length).toBeGreaterThan(900);
});

test("nothing in an issue can style the answer or break its lines", async () => {
  const context = contextWith(
    issueFrom(
      "2023-06-05-kettle.md",
      "The Kettle",
      "## Servers\n\n- [\\*Stove\\* \\~x\\~](https://stove.example/) \\`\\`\\` and\n  \\> more \u202e.",
    ),
  );
  const answer = await ask(search, "stove", "en", context);
  expect(typeof answer === "string" ? [] : answer.entries.map((each) => each.split("\n").length)).toEqual([
    2,
  ]);
  expect(textOf(answer)).not.toContain("\u202e");
});

test("no words are answered with the usage", async () => {
  await expect(ask(search, "")).rejects.toThrow(UsageError);
  await expect(ask(search, "?!")).rejects.toThrow(UsageError);
});

test("any words get an answer", async () => {
  const context = contextWith(
    issueFrom("2023-06-05-kettle.md", "The Kettle", "## Servers\n\n- Stove is hot."),
  );
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 500 }), async (words) => {
      const answer = ask(search, `stove ${words}`, "en", context);
      expect(textOf(await answer)).not.toBe("");
    }),
  );
});

test("a long line of limits takes no time", async () => {
  const line = `tea ${"in servers since 2023 ".repeat(10_000)}`;
  const start = performance.now();
  await ask(search, line);
  expect(performance.now() - start).toBeLessThan(1000);
});
