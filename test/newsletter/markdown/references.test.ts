import { expect, test } from "vitest";
import { parseMarkdown } from "../../../src/newsletter/markdown.ts";
import { referencesOf } from "../../../src/newsletter/markdown/references.ts";

test("the first definition and the first footnote of a name count", () => {
  const tree = parseMarkdown("[a] [^b]\n\n[a]: /1\n[a]: /2\n\n[^b]: 3\n\n[^b]: 4");
  const { definitions, notes } = referencesOf(tree);
  expect([...definitions.values()].map(({ url }) => url)).toEqual(["/1"]);
  expect([...notes.values()].map(({ position }) => position?.start.line)).toEqual([6]);
});

test("a tree is looked through once", () => {
  const tree = parseMarkdown("[a]: /1");
  expect(referencesOf(tree)).toBe(referencesOf(tree));
  expect(referencesOf(parseMarkdown("[a]: /1"))).not.toBe(referencesOf(tree));
});
