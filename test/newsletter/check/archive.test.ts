import { expect, test } from "vitest";
import { archiveRules } from "../../../src/newsletter/check/archive.ts";
import type { Issue } from "../../../src/newsletter/issue.ts";
import { formatProblem } from "../../../src/newsletter/problem.ts";
import { dated } from "./checked.ts";

function together(issues: readonly Issue[]): readonly string[] {
  return archiveRules.flatMap((rule) => rule({ issues })).map(formatProblem);
}

test("two issues of one number and language, with one title or one page, are problems", () => {
  const first = dated("2031-04-05-a.md", "title: T\ndate: 2031-04-05");
  expect(together([first, dated("2031-04-05-b.md", "title: U\ndate: 2031-04-05")])).toEqual([
    "2031-04-05-b.md: 2031-04-05-a.md has the same number in the same language (en).",
  ]);
  expect(together([first, dated("2031-05-05-a.md", "title: T\ndate: 2031-05-05")])).toEqual([
    "2031-05-05-a.md: Its title is that of 2031-04-05-a.md: T",
  ]);
  expect(together([first, dated("2031-05-05-a.md", "title: t!\ndate: 2031-04-30")])).toEqual([
    "2031-05-05-a.md: Its page has the address of that of 2031-04-05-a.md: /2031/04/t/",
  ]);
  expect(together([first, dated("2031-04-05-a.de.md", "title: T\ndate: 2031-04-05")])).toEqual([]);
});

test("a translation whose name has another date than the original's is a problem", () => {
  expect(
    together([
      dated("2031-04-05-a.md", "title: T\ndate: 2031-04-05"),
      dated("2031-04-08-a.de.md", "title: T\ndate: 2031-04-08"),
    ]),
  ).toEqual([
    "2031-04-08-a.de.md: Its name is dated 3 days after the original, 2031-04-05-a.md; give it the same date.",
  ]);
});
