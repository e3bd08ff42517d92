import { expect, test } from "vitest";
import { perTree } from "../../src/newsletter/per-tree.ts";
import { issueOf } from "./issues.ts";

test("what is found in an issue is looked for once", () => {
  let runs = 0;
  const titleOf = perTree(({ title }) => {
    runs += 1;
    return title;
  });
  const issue = issueOf("a");
  expect([titleOf(issue), titleOf(issue), runs]).toEqual(["A title", "A title", 1]);
});

test("another issue with the same tree is another issue", () => {
  const titleOf = perTree(({ title }) => title);
  const issue = issueOf("a");
  expect([titleOf(issue), titleOf({ ...issue, title: "B" }), titleOf(issue)]).toEqual([
    "A title",
    "B",
    "A title",
  ]);
});
