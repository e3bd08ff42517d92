/** The command xeps. */

import { describe, expect, test } from "vitest";
import { type Reply, UsageError } from "../../src/commands/command.ts";
import { xeps } from "../../src/commands/xeps.ts";
import { type Language, voiceOf } from "../../src/words/voice.ts";
import { deskOf, xepOf } from "../xeps/xeps.ts";
import { askerOf, contextOf } from "./context.ts";

const list = [
  xepOf({ number: 1, status: "Stable", date: "2020-01-02" }),
  xepOf({ number: 2, status: "Experimental", date: "2023-02-28" }),
  xepOf({ number: 3, status: "Experimental", date: "2026-01-01", title: "Hot\nWater" }),
  xepOf({ number: 4, status: "Experimental", date: "2026-01-01", version: "0.2" }),
  xepOf({ number: 5, status: "Fancy" }),
];

async function ask(question: string, known = list, language: Language = "en"): Promise<Reply> {
  const args = question.split(" ").filter((word) => word !== "");
  return xeps.run(args, contextOf({ xeps: deskOf(known) }), askerOf({ voice: voiceOf(language) }));
}

test("without anything the statuses are counted", async () => {
  expect(await ask("")).toBe("5 XEPs: Stable 1, Experimental 3, Fancy 1.");
  expect(await ask("", [])).toBe("I know no XEPs.");
});

test.each(["experimental", "Experimental", "experimentell", "sperimentali", "experimantal"])(
  "those that are %s are listed, the newest first",
  async (word) => {
    expect(await ask(word)).toEqual({
      head: "3 XEPs are Experimental, the newest first:",
      entries: [
        "XEP-0004: Tea, 0.2, 1 January 2026",
        "XEP-0003: Hot Water, 1.0, 1 January 2026",
        "XEP-0002: Tea, 1.0, 28 February 2023",
      ],
    });
  },
);

test("Draft is the older word for Stable", async () => {
  expect(await ask("draft")).toMatchObject({ head: "1 XEP is Stable:" });
});

test("a status that none is in is said so", async () => {
  expect(await ask("final")).toBe("0 XEPs are Final.");
});

describe("since a day", () => {
  test.each([
    ["since 2026-01", "2 XEPs have changed since January 2026, the newest first:", 2],
    ["since 2023", "3 XEPs have changed since January 2023, the newest first:", 3],
    ["2023", "3 XEPs have changed since January 2023, the newest first:", 3],
    ["seit 2023-03-01", "2 XEPs have changed since 2023-03-01, the newest first:", 2],
    ["stable since 2020", "1 XEP is Stable and has changed since January 2020:", 1],
    [
      "experimental depuis 2026",
      "2 XEPs are Experimental and have changed since January 2026, the newest first:",
      2,
    ],
  ])("%s", async (question, head, length) => {
    expect(await ask(question)).toMatchObject({ head, entries: { length } });
  });

  test("nothing has changed", async () => {
    expect(await ask("since 2030")).toBe("0 XEPs have changed since January 2030.");
  });

  test("the word is needed behind a status", async () => {
    await expect(ask("stable 2023")).rejects.toThrow(UsageError);
  });
});

test("what is no status may be words of a title", async () => {
  expect(await ask("hot")).toEqual({
    head: "1 XEP matches “hot”:",
    entries: ["XEP-0003: Hot Water, Experimental"],
  });
});

test("what is neither gets the statuses that there are", async () => {
  expect(await ask("*zebra*\n")).toBe(
    "I know no status called “zebra”. There are Stable, Final, Active, Proposed, Experimental, Deferred, " +
      "Deprecated, Obsolete, Retracted and Rejected.",
  );
  expect(await ask("since")).toContain("I know no status called “since”.");
});

test.each([
  [
    "de",
    "experimentelle seit 2026",
    "5 XEPs: stabil (Stable) 1, experimentell (Experimental) 3, Fancy 1.",
    "2 XEPs sind experimentell (Experimental) und haben sich seit Januar 2026 geändert, die neuesten zuerst:",
  ],
  [
    "es",
    "experimentales desde 2026",
    "5 XEP: estable (Stable) 1, experimental 3, Fancy 1.",
    "2 XEP están en estado experimental y han cambiado desde enero de 2026, primero las más recientes:",
  ],
  [
    "fr",
    "expérimentales depuis 2026",
    "5 XEP : stable 1, expérimental 3, Fancy 1.",
    "2 XEP ont le statut expérimental et ont changé depuis janvier 2026, les plus récentes d’abord :",
  ],
  [
    "it",
    "sperimentali da 2026",
    "5 XEP: stabile (Stable) 1, sperimentale (Experimental) 3, Fancy 1.",
    "2 XEP hanno lo stato sperimentale (Experimental) e sono cambiate da gennaio 2026 in poi, prima le più recenti:",
  ],
  [
    "pt",
    "experimentais desde 2026",
    "5 XEP: estável (Stable) 1, experimental 3, Fancy 1.",
    "2 XEP têm o estado experimental e mudaram desde janeiro de 2026, as mais recentes primeiro:",
  ],
] as const)("in %s", async (language, question, counts, head) => {
  expect(await ask("", list, language)).toBe(counts);
  expect(await ask(question, list, language)).toMatchObject({ head, entries: { length: 2 } });
});
