/** The ids of headings. */

import { expect, test } from "vitest";
import { anchorsOf } from "../../src/newsletter/headings.ts";
import { parseMarkdown } from "../../src/newsletter/markdown.ts";

function anchors(text: string): readonly string[] {
  return [...anchorsOf(parseMarkdown(text), text).values()];
}

test.each([
  ["## What's [new](https://a.example/b)", "whats-newhttpsaexampleb"],
  ["### Été & Ünïcode!", "été--ünïcode"],
  ['## A -- "b" &amp; c', "a----b-amp-c"],
  ["# **Bold** `code_x` \\*", "bold-code_x-"],
  ["## A #", "a"],
  ["## A# ##", "a"],
  ["## 🎉 :tada: A", "--a"],
  ["## A <b>c</b>", "a-bcb"],
  ["a\nB c\n---", "b-c"],
  ["> - ## Q\n>   x", "q"],
  ["> a\n> B\n> ===", "b"],
  ["##", "heading"],
  ["## !!!", "heading"],
  ["## A {#b .c}", "b"],
  ["## A {.c}", "a"],
  ["## A {c}", "a-c"],
  ["## A {#été.1}", "été.1"],
  ["## A ## {.c}", "a"],
  ["## :de:/:fr:", "heading"],
  ["[a]: /b\nC\n---", "c"],
])("%j has the site's id", (text, id) => {
  expect(anchors(text)).toEqual([id]);
});

test("ids that are there already are numbered", () => {
  expect(anchors("# A\n# A\n# A-1\n# B {#c}\n# C\n# a")).toEqual(["a", "a-1", "a-1-1", "c", "c-1", "a-2"]);
});
