/** The command latest. */

import { expect, test } from "vitest";
import { UsageError } from "../../src/commands/command.ts";
import { latest } from "../../src/commands/latest.ts";
import { asker, contextOf, follow, issueOf } from "./context.ts";

test("latest gives title, date, what is in it, the page and how to follow", () => {
  expect(latest.run([], contextOf({ latest: { "": issueOf() } }), asker)).toBe(
    [
      "*The Kettle May 2023* (5 June 2023)",
      "In it: Events · Articles",
      "Read it: https://example.org/2023/06/the-kettle-may-2023/",
      `Follow it: ${follow}`,
    ].join("\n"),
  );
});

test("a summary stands before what is in it", () => {
  const issue = issueOf({ summary: "All about water.\nAnd leaves." });
  expect(latest.run([], contextOf({ latest: { "": issue } }), asker)).toContain(
    "(5 June 2023)\nAll about water. And leaves.\nIn it: ",
  );
});

test("an issue without contents has no line for them", () => {
  expect(latest.run([], contextOf({ latest: { "": issueOf({ contents: [" "] }) } }), asker)).not.toContain(
    "In it",
  );
});

test("the date is that of UTC", () => {
  const issue = issueOf({ date: new Date("2023-12-31T23:59:59Z") });
  expect(latest.run([], contextOf({ latest: { "": issue } }), asker)).toContain("(31 December 2023)");
});

test("what does not fit of many topics is counted", () => {
  const contents = Array.from({ length: 50 }, (_, index) => `A topic with the number ${index}`);
  const answer = latest.run([], contextOf({ latest: { "": issueOf({ contents }) } }), asker);
  expect(answer).toMatch(/number 20 and 29 more\nRead it: /u);
});

test("nothing in an issue can style the answer or break its lines", () => {
  const issue = issueOf({
    title: "A *bold*\ntitle*",
    summary: "> no ``` quotation",
    contents: ["a\u0007b\u202ec"],
  });
  expect(latest.run([], contextOf({ latest: { "": issue } }), asker)).toBe(
    [
      "*A bold title* (5 June 2023)",
      "no ``` quotation",
      "In it: a b c",
      `Read it: ${issue.page}`,
      `Follow it: ${follow}`,
    ].join("\n"),
  );
});

test("latest takes a language", () => {
  const context = contextOf({ latest: { fr: issueOf({ title: "La bouilloire" }) } });
  expect(latest.run(["fr"], context, asker)).toContain("*La bouilloire*");
  expect(latest.run(["pt-BR"], context, asker)).toBe(
    "No issue has been published in the language pt-br yet.",
  );
});

test("before anything is published, latest says so", () => {
  expect(latest.run([], contextOf(), asker)).toBe("No issue has been published yet.");
});

test("what is no language is answered with the usage", () => {
  expect(() => latest.run(["issue", "please"], contextOf(), asker)).toThrow(UsageError);
  expect(() => latest.run(["../.."], contextOf(), asker)).toThrow(UsageError);
});
