/** The command latest. */

import { describe, expect, test } from "vitest";
import { latest } from "../../src/commands/latest.ts";
import { all, april, aprilInPortuguese, ask, contextWith, issueFrom, may, textOf } from "./kettle.ts";

const MAY = "https://news.example.org/2023/06/the-kettle-may-2023/";
const FOLLOW = "xmpp:pubsub.example.org?pubsub;action=subscribe;node=news";
const one = (body: string, front = "") =>
  contextWith(issueFrom("2023-06-05-kettle.md", "The Kettle", body, front));

test("latest gives title, day, what is in it, the page and how to follow", async () => {
  expect(await ask(latest, "")).toBe(
    [
      "*The Kettle May 2023* (5 June 2023)",
      "In it: Events · Thoughts",
      `Read it: ${MAY}`,
      `Follow it: ${FOLLOW}`,
    ].join("\n"),
  );
});

test.each([
  ["de", "5. Juni 2023", "Darin: ", "Hier lesen: ", "Abonnieren: "],
  ["es", "5 de junio de 2023", "Contiene: ", "Léelo aquí: ", "Síguelo: "],
  ["fr", "5 juin 2023", "Au sommaire : ", "À lire ici : ", "Pour s’abonner : "],
  ["it", "5 giugno 2023", "Contiene: ", "Leggilo qui: ", "Per seguirlo: "],
  ["pt", "5 de junho de 2023", "Neste número: ", "Lê-o aqui: ", "Segue-o: "],
] as const)("it speaks %s", async (language, day, inIt, read, follow) => {
  const answer = textOf(await ask(latest, "", language));
  expect(answer).toContain(`(${day})`);
  expect(answer).toContain(`\n${inIt}Events · `);
  expect(answer).toContain(`\n${read}${MAY}`);
  expect(answer).toContain(`\n${follow}${FOLLOW}`);
});

test("who speaks another language is told where the same issue is in that one, if it is", async () => {
  expect(await ask(latest, "", "de")).toMatch(
    /\nAuch auf Deutsch: https:\S+\/de\/2023\/06\/der-kessel-mai-2023\/$/u,
  );
  expect(await ask(latest, "", "pt")).not.toContain("Também");
});

describe("with a language", () => {
  test.each(["de", "german", "in German", "Deutsch", "auf Deutsch", "allemand", "en alemán"])(
    "%j, it is the newest issue in that language, and its node",
    async (words) => {
      const answer = textOf(await ask(latest, words));
      expect(answer).toContain("*Der Kessel Mai 2023*");
      expect(answer).toContain(`Follow it: ${FOLLOW}-de`);
    },
  );

  test("in which there is none, it says which there are", async () => {
    expect(await ask(latest, "it")).toBe(
      "There is no issue in Italian. There are issues in English, German and Portuguese.",
    );
    expect(await ask(latest, "ja", "fr")).toBe(
      "Il n’y a aucun numéro en japonais. Il y en a en anglais, allemand et portugais.",
    );
  });
});

describe("with a section", () => {
  test("it is the news of that section in the newest issue, with what they lead to", async () => {
    expect(await ask(latest, "servers")).toEqual({
      head: `*Servers, May 2023*: 2 news items:\n${MAY}#servers`,
      entries: [
        "- Oven 2.0 bakes with OMEMO\n  https://oven.example/",
        "- Grill grills\n  https://grill.example/",
      ],
    });
  });

  test("and a language, it is that of the newest issue in the language", async () => {
    const answer = textOf(await ask(latest, "german Server", "it"));
    expect(answer).toContain("*Server, maggio 2023*: 1 notizia:");
    expect(answer).toContain("- Ofen 2.0 backt");
  });

  test("of which the issue has nothing, it says so", async () => {
    expect(await ask(latest, "clients", "de")).toBe(
      "The Kettle May 2023: In der Rubrik Clients steht nichts.",
    );
  });

  test("that is none, it says which there are, and nothing of what was said works", async () => {
    expect(await ask(latest, "*samovars*")).toBe(
      "I know no section “samovars”. There are Events and Servers.",
    );
  });
});

test("the issue needs not be named as such", async () => {
  expect(await ask(latest, "issue")).toBe(await ask(latest, ""));
  expect(await ask(latest, "Ausgabe", "de")).toBe(await ask(latest, "", "de"));
});

test("a summary stands before what is in it", async () => {
  expect(
    await ask(latest, "", "en", one("## Events\n\n- Tea.", 'summary: "All about water. And leaves."\n')),
  ).toContain("(5 June 2023)\nAll about water. And leaves.\nIn it: ");
});

test("what does not fit of many topics is counted", async () => {
  const body = Array.from({ length: 50 }, (_, at) => `## A topic with the number ${at}\n\n- Tea.`).join(
    "\n\n",
  );
  expect(await ask(latest, "", "en", one(body))).toMatch(/number 13 and 36 more\nRead it: /u);
});

test("nothing in an issue can style the answer or break its lines", async () => {
  const title = "A *bold* title* \u202e";
  const hostile = issueFrom(
    "2023-06-05-kettle.md",
    title,
    "## ``` *a* > b\n\n- Tea.",
    'summary: "> no ``` quotation"\n',
  );
  const answer = textOf(await ask(latest, "", "en", contextWith(hostile)));
  const [first = "", second = "", third = "", ...rest] = answer.split("\n");
  expect(first).toBe("*A bold title* (5 June 2023)");
  expect(second).toBe("\u2060> no \u2060``` quotation");
  expect(third.startsWith("In it: ")).toBe(true);
  expect(rest.length).toBe(2);
});

test("before anything is published, latest says so", async () => {
  expect(await ask(latest, "", "en", contextWith())).toBe("No issue has been published yet.");
  expect(await ask(latest, "de", "es", contextWith())).toBe("Todavía no se ha publicado ningún número.");
});

test("without an issue in the main language, it is the newest of all", async () => {
  expect(await ask(latest, "", "en", contextWith(aprilInPortuguese))).toContain("*A chaleira abril 2023*");
  expect(await ask(latest, "", "en", contextWith(april, may, ...all))).toContain("*The Kettle May 2023*");
});
