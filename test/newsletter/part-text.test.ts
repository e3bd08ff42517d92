import type { RootContent } from "mdast";
import { expect, test } from "vitest";
import type { Issue } from "../../src/newsletter/issue.ts";
import { partToText } from "../../src/newsletter/part-text.ts";
import { issueOf, place } from "./issues.ts";

/** The blocks of each item of the first list of an issue. */
function itemsOf(issue: Issue): readonly (readonly RootContent[])[] {
  const list = issue.tree.children.find((node) => node.type === "list");
  return list?.type === "list" ? list.children.map(({ children }) => children) : [];
}

test.each([
  ["its words, without the mark", "- a *b*\n- c", ["a *b*\n", "c\n"]],
  ["its lines, without the indentation", "-   a\n    b\n\n    c", ["a\nb\n\nc\n"]],
  ["lines that are not indented", "- a\nb", ["a\nb\n"]],
  ["a list in it", "  1. a\n     - b\n       c", ["a\n\n- b\n  c\n"]],
  ["a list in it that is far to the right", "- a\n    - b\n        - c", ["a\n\n- b\n    - c\n"]],
  ["code between fences", "- a\n\n  ```js\n  b\n    c\n  ```", ["a\n\n```js\nb\n  c\n```\n"]],
  ["code that was indented", "- a\n\n      b\n\n        ```c", ["a\n\n````\nb\n\n  ```c\n````\n"]],
  ["a quote", "- a\n\n  > b\n  > c", ["a\n\n> b\n> c\n"]],
  ["tabs", "-\ta\n\n\tb\n\n\t-\tc", ["a\n\nb\n\n-\tc\n"]],
])("the text of an item is %s", (_, body, texts) => {
  const issue = issueOf(body);
  expect(itemsOf(issue).map((item) => partToText(item, issue, place))).toEqual(texts);
});

test("addresses are absolute, and those that could do harm are left out", () => {
  const issue = issueOf("a\n\n[b](/c) ![d](e.png)\n\n[f](javascript:g)\n\nh");
  expect(partToText(issue.tree.children.slice(1, 3), issue, place)).toBe(
    "[b](https://news.example/c) ![d](https://news.example/2031/04/gazette/e.png)\n\n[f]()\n",
  );
});

test("definitions and footnotes that a part refers to come with it, and those that they refer to", () => {
  const issue = issueOf(
    "[a][b] ![c] [^d]\n\nx\n\n[b]: /b\n[c]: /c.png\n[e]: /e\n\n[^d]: D [f]\n[^g]: G\n\n[f]: /f",
  );
  expect(partToText(issue.tree.children.slice(0, 1), issue, place)).toBe(
    "[a][b] ![c] [^d]\n\n[b]: https://news.example/b\n\n[c]: https://news.example/c.png\n\n[^d]: D [f]\n\n[f]: https://news.example/f\n",
  );
  expect(partToText(issue.tree.children.slice(1, 2), issue, place)).toBe("x\n");
});

test("what leaving out an address makes of a part is not a link", () => {
  const issue = issueOf("- [![[b](/c)](&#100;ata:x)](&#100;ata:y)");
  expect(partToText(itemsOf(issue)[0] ?? [], issue, place)).toBe(
    "&#91;![b]()](&#100;ata:y)\n".replaceAll("[", "&#91;"),
  );
});
