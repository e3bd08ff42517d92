/** Which issue somebody means. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findIssues, toTime, toWhich } from "../../src/commands/which.ts";
import { all, april, aprilInPortuguese, contextWith, issueFrom } from "./kettle.ts";

const words = (line: string) => line.split(" ");

describe("a time", () => {
  test.each([
    ["May 2023", { period: "2023-05" }],
    ["Mai 2023", { period: "2023-05" }],
    ["mayo de 2023", { period: "2023-05" }],
    ["mai 2023", { period: "2023-05" }],
    ["maggio 2023", { period: "2023-05" }],
    ["maio de 2023", { period: "2023-05" }],
    ["2023 may", { period: "2023-05" }],
    ["of March 2023", { period: "2023-03" }],
    ["vom März 2023", { period: "2023-03" }],
    ["d’avril 2023", { period: "2023-04" }],
    ["2023-05", { period: "2023-05" }],
    ["5/2023", { period: "2023-05" }],
    ["2023", { period: "2023" }],
    ["ago 2023", { period: "2023-08" }],
    ["2023-06-05", { day: "2023-06-05" }],
    ["5 June 2023", { day: "2023-06-05" }],
    ["June 5th, 2023", { day: "2023-06-05" }],
    ["5. Juni 2023", { day: "2023-06-05" }],
    ["1er juin 2023", { day: "2023-06-01" }],
    ["5.6.2023", { day: "2023-06-05" }],
    ["5 de junio de 2023", { day: "2023-06-05" }],
    ["may", { month: 5 }],
    ["in diciembre", { month: 12 }],
    ["2 ago", { ago: 2 }],
    ["2 issues ago", { ago: 2 }],
    ["vor 2", { ago: 2 }],
    ["vor 2 Ausgaben", { ago: 2 }],
    ["hace 2", { ago: 2 }],
    ["il y a 2", { ago: 2 }],
    ["2 fa", { ago: 2 }],
    ["há 2", { ago: 2 }],
    ["2", { ago: 2 }],
    ["previous", { ago: 1 }],
    ["vorige", { ago: 1 }],
  ])("is %s", (line, time) => {
    expect(toTime(words(line))).toEqual(time);
  });

  test.each([
    "31 February 2023",
    "13/2023",
    "2023-06-05-01",
    "May June 2023",
    "2022 2023",
    "kettle",
    "1999",
    "5 2023",
    "in the",
    "",
    "?",
  ])("is not %j", (line) => {
    expect(toTime(words(line))).toBeUndefined();
  });

  test("is read from any words, in any number, at once", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (said) => {
        toTime(said);
        toWhich(said);
      }),
    );
    const start = performance.now();
    toTime(["-".repeat(1_000_000), "1.".repeat(500_000)]);
    toTime(Array.from({ length: 100_000 }, () => "may"));
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe("an issue", () => {
  const found = async (line: string, language?: string) => {
    const { news } = contextWith(...all, issueFrom("2022-06-05-kettle.md", "The Kettle May 2022", "Old."));
    return (await findIssues(toWhich(line === "" ? [] : words(line)), news, language)).map(({ id }) => id);
  };

  test("is the newest without a word", async () => {
    expect(await found("")).toEqual(["2023-06-05-kettle"]);
  });

  test("of a month in words is the newest about it, in the main language", async () => {
    expect(await found("may")).toEqual(["2023-06-05-kettle"]);
    expect(await found("may 2022")).toEqual(["2022-06-05-kettle"]);
    expect(await found("april", "pt")).toEqual(["2023-05-05-kettle-pt"]);
  });

  test("of a month that none is about is one that came out in it", async () => {
    expect(await found("june 2022")).toEqual(["2022-06-05-kettle"]);
    expect(await found("june")).toEqual(["2023-06-05-kettle"]);
  });

  test("of a day is the one of that day, or else of its month", async () => {
    expect(await found("5 may 2023")).toEqual(["2023-05-05-kettle"]);
    expect(await found("6 june 2022")).toEqual(["2022-06-05-kettle"]);
  });

  test("is counted back from the newest, and there are no more than there are", async () => {
    expect(await found("1 ago")).toEqual(["2023-05-05-kettle"]);
    expect(await found("99 ago")).toEqual([]);
  });

  test("has the words in its title or name, and is found in another language where no other is", async () => {
    expect(await found("KETTLE april")).toEqual(["2023-05-05-kettle"]);
    expect(await found("chaleira")).toEqual(["2023-05-05-kettle-pt"]);
    expect(await found("samovar")).toEqual([]);
  });

  test("of a year are all of its months", async () => {
    expect(await found("2023")).toEqual(["2023-06-05-kettle", "2023-05-05-kettle"]);
  });

  test("is one of a translation where there are translations only", async () => {
    const { news } = contextWith(aprilInPortuguese);
    expect((await findIssues({ ago: 0 }, news)).map(({ id }) => id)).toEqual(["2023-05-05-kettle-pt"]);
    expect(await findIssues({ ago: 0 }, contextWith(april).news, "pt")).toEqual([]);
  });
});
