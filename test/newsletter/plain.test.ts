import { expect, test } from "vitest";
import { toPlain } from "../../src/newsletter/plain.ts";
import { issueOf, place } from "./issues.ts";

function plain(body: string): string {
  const issue = issueOf(body);
  return toPlain(issue.tree.children, issue, place);
}

test.each([
  ["words without marks", "# *a*\n\n**b** `<c/>`\n*d* ***e***", "a\n\nb <c/> d e"],
  ["what is struck out stays marked", "~~a **b**~~ c", "~a b~ c"],
  ["lists", "* a\n    * b\n* c\n\n3. d\n4. e", "- a\n  - b\n- c\n\n3. d\n4. e"],
  ["items of several paragraphs", "- a\n\n  b\n\n- c", "- a\n\n  b\n\n- c"],
  ["a quote", "> a\n>\n> - b", "> a\n>\n> - b"],
  ["code", "```js\na\n\n  b\n```\n\n- c\n\n  ```\n  d\n  ```", "    a\n\n      b\n\n- c\n\n      d"],
  ["hard breaks", "a  \nb\\\nc<br>d", "a\nb\nc\nd"],
  ["a table", "| a | b |\n|---|---|\n| c | *d* |\n| | e |", "- a: c; b: d\n- b: e"],
  ["a table of a head", "| a | b |\n|---|---|", "- a\n- b"],
  ["raw HTML", "a <b>c</b>\n\n<div>d</div>", "a c\n\nd"],
  ["nothing", "[a]: /b\n\n---", ""],
])("%s", (_, body, result) => {
  expect(plain(body)).toBe(result);
});

test.each([
  ["behind its words", "[a *b*](/c) d", "a b <https://news.example/c> d"],
  ["of a reference", "[a][b]\n\n[b]: /c", "a <https://news.example/c>"],
  ["not where it is the words", "<https://a.example/b> a@b.example", "https://a.example/b a@b.example"],
  ["not where only its scheme is missing", "[a.example](https://a.example/)", "a.example"],
  ["not where it is percent-encoded", "[b.example/é](https://b.example/%C3%A9)", "b.example/é"],
  ["where its encoding is none", "[b](https://b.example/%E9)", "b <https://b.example/%E9>"],
  ["alone where there are no words", "[](/a)", "<https://news.example/a>"],
  [
    "once where a link is in another",
    "[a https://b.example](/c)",
    "a https://b.example <https://news.example/c>",
  ],
  ["not where it could do harm", "[a](javascript:b)", "a"],
])("the address of a link is printed %s", (_, body, result) => {
  expect(plain(body)).toBe(result);
});

test.each([
  ["its words in brackets", "![a *b*](/c.png)", "[a b]"],
  ["nothing without words", "a ![](/b.png)\n\n![](/c.png)", "a"],
  ["the address of its link", "[![a](/b.png)](/c)", "[a] <https://news.example/c>"],
  ["its caption, once", '{{< figure src="/a.png" caption="B *c*" >}}', "B c"],
  [
    "its caption, once, in an item too",
    '- a\n\n  {{< figure src="/a.png" caption="B *c*" >}}',
    "- a\n\n  B c",
  ],
  ["its caption beside other words", '{{< figure src="/a.png" alt="D" caption="B" >}}', "[D]\n\nB"],
])("a picture is %s", (_, body, result) => {
  expect(plain(body)).toBe(result);
});

test("footnotes are numbered as they are referred to, and come last", () => {
  const body = "a[^x] b[^y] c[^x]\n\n[^y]: d\n\n[^x]: e\n\n    f\n\n[^z]: g";
  expect(plain(body)).toBe("a[1] b[2] c[1]\n\n[1] e\n\nf\n\n[2] d");
});

test("a part has the definitions and footnotes of its issue", () => {
  const issue = issueOf("a[^a]\n\n[b][c] d[^d]\n\n[c]: /c\n\n[^a]: A\n[^d]: D");
  expect(toPlain(issue.tree.children.slice(1, 2), issue, place)).toBe(
    "b <https://news.example/c> d[1]\n\n[1] D",
  );
});

test.each([
  ["blanks", `a${" ".repeat(200_000)}b`],
  ["line breaks", "a\n".repeat(15_000)],
  ["references", `${"[a][b] c[^d]\n".repeat(3_000)}\n[b]: /b\n\n[^d]: D`],
])("many %s are written in time", (_, body) => {
  const issue = issueOf(body);
  const start = performance.now();
  expect(toPlain(issue.tree.children, issue, place)).toMatch(/^a/u);
  for (const node of issue.tree.children) toPlain([node], issue, place);
  expect(performance.now() - start).toBeLessThan(2_000);
});
