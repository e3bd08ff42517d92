/** Which issues are meant. */

import { expect, test } from "vitest";
import { issueIds, unpublishable } from "../../src/cli/targets.ts";
import { IssueError, parseIssue } from "../../src/newsletter/issue.ts";
import { issue } from "../support/content.ts";

const KNOWN = ["2024-05-05-newsletter", "2024-06-05-newsletter", "2024-06-05-newsletter-de"];

test.each([
  ["2024-05-05-newsletter"],
  ["2024-05-05-newsletter.md"],
  ["content/2024-05-05-newsletter.md"],
  ["/srv/news/2024-05-05-Newsletter.MD"],
  ["./2024-05-05-newsletter"],
])("%s names an issue", (name) => {
  expect([...issueIds([name], KNOWN)]).toEqual(["2024-05-05-newsletter"]);
});

test("a translation is named by its file, too, and each issue counts once", () => {
  const names = ["2024-06-05-newsletter.de.md", "2024-06-05-newsletter-de", "2024-06-05-newsletter"];
  expect([...issueIds(names, KNOWN)]).toEqual(["2024-06-05-newsletter-de", "2024-06-05-newsletter"]);
});

test("what is no issue is named, with what was probably meant", () => {
  expect(() => issueIds(["2024-05-06-newsletter"], KNOWN)).toThrow(
    'there is no issue "2024-05-06-newsletter"; was 2024-05-05-newsletter meant?',
  );
  expect(() => issueIds(["../../etc/passwd"], KNOWN)).toThrow(
    /^there is no issue "\.\.\/\.\.\/etc\/passwd"$/u,
  );
  expect(() => issueIds(["x"], [])).toThrow('there is no issue "x"');
});

test("what is not out, has no node or is broken cannot be published, and it says why", () => {
  const issues = [
    parseIssue("a.md", issue("A", "2024-05-05\ndraft: true")),
    parseIssue("b.md", issue("B", "2024-07-05")),
    parseIssue("c.md", issue("C", "2024-05-05\nexpiryDate: 2024-05-06")),
    parseIssue("d.md", issue("D", "2024-05-05")),
    parseIssue("e.md", issue("E", "2024-05-05\ndraft: true")),
    parseIssue("d.de.md", issue("D", "2024-05-05")),
    parseIssue("d.fr.md", issue("D", "2024-05-05")),
  ];
  const broken = [{ file: "f.md", id: "f", error: new IssueError("f.md", 3, "It has no title.") }];
  const ids = new Set(["a", "b", "c", "d", "d-de", "d-fr", "f"]);
  const places = { service: "s", issues: "news", translations: undefined, items: undefined, language: "en" };
  const rules = { now: new Date("2024-06-01"), languages: ["en", "de"], places };
  expect(unpublishable({ issues, broken }, ids, rules)).toEqual([
    "a.md is not published: it is a draft",
    "b.md is not published: its date has not come yet",
    "c.md is not published: it has expired",
    "d.de.md is not published: translations_node (NEWSSTAND_TRANSLATIONS_NODE) names no node for it",
    "d.fr.md is not published: its language fr is not among the languages (NEWSSTAND_LANGUAGES)",
    "f.md:3: It has no title.",
  ]);
});
