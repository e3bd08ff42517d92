import { expect, test } from "vitest";
import { check } from "./checked.ts";

test.each([
  ["no words", "##\n\na", "1:1: The heading is empty."],
  [
    "a level left out",
    "## A\n\n#### B\n\nc",
    '3:1: The heading "B" has level 4 below one of level 2; write ###.',
  ],
  ["the same words", "## A\n\n### B\n\nc\n\n### B\n\nd", '7:1: The heading "B" is in line 7 already.'],
  ["no text below it", "## A\n\n## B\n\nc", '1:1: The section "A" is empty; leave it out.'],
  ["nothing at the end", "a\n\n## B", '3:1: The section "B" is empty; leave it out.'],
  ["a comment below it", "## A\n\n<!-- b -->", '1:1: The section "A" is empty; leave it out.'],
  [
    "a letter of another script",
    "## Eventѕ\n\na",
    '1:1: The letter ѕ in "Eventѕ" is of another script; type the word again.',
  ],
  [
    "a place in an item",
    "- a\n\n  ## B",
    "3:3: The heading is a part of a list item; begin its line with #.",
  ],
])("a heading is found that has %s", (_, body, message) => {
  expect(check(body)).toEqual([message]);
});

test("the same words below different headings are no problem", () => {
  expect(check("## A\n\n### B\n\nc\n\n## D\n\n### B\n\ne")).toEqual([]);
});

test.each([
  [
    "a list that is indented by a blank and a tab",
    "- a\n\n \t- b",
    "The item is indented with blanks and a tab",
  ],
  ["a tag", "a <b>b</b>", "1:3: The site leaves HTML out: <b>."],
  ["a block of HTML", "a\n\n<div>\nb\n</div>", "3:1: The site leaves HTML out: <div>."],
  ["a tag that should be code", "the element <presence/> is", "1:13: The site leaves HTML out: <presence/>."],
])("%s is found", (_, body, sentence) => {
  expect(check(body)).toEqual([expect.stringContaining(sentence)]);
});
