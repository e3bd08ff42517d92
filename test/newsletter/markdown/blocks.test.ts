/** Blocks of Markdown, each result as the site has it unless it says otherwise. */

import { expect, test } from "vitest";
import { siteHtml } from "./site-html.ts";

test.each([
  ["lists by 2 blanks", "- a\n  - b\n    - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"],
  [
    "lists by 4 blanks",
    "- a\n    - b\n        - c",
    "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>",
  ],
  ["another marker begins another list", "* a\n- b", "<ul><li>a</li></ul><ul><li>b</li></ul>"],
  ["a loose list", "- a\n- b\n\n  c", "<ul><li><p>a</p></li><li><p>b</p><p>c</p></li></ul>"],
  ["numbers", "1) a\n3) b", "<ol><li>a</li><li>b</li></ol>"],
  ["a list right after a line", "a:\n- b\nc", "<p>a:</p><ul><li>b\nc</li></ul>"],
  ["a number that begins no list", "a\n2. b", "<p>a\n2. b</p>"],
  ["no blank after the marker", "-a", "<p>-a</p>"],
  ["a quote", "> a\nb\n> - c\n>   d", "<blockquote><p>a\nb</p><ul><li>c\nd</li></ul></blockquote>"],
  ["headings", "a\n===\nb\nc\n---\n# d #\n#e", "<h1>a</h1><h2>b\nc</h2><h1>d</h1><p>#e</p>"],
  ["code", "```html\n<b>&amp;\n```\n\n    c\n\n~~~\nd", "<pre><b>&amp;</pre><pre>c</pre><pre>d</pre>"],
  ["rules", "***\n\n- - -", "<hr><hr>"],
  [
    "a table",
    "| a | b |\n|:--|--:|\n| *c* | `d\\|e` | f |",
    "<table><tr><td>a</td><td>b</td></tr><tr><td><em>c</em></td><td><code>d|e</code></td></tr></table>",
  ],
  ["attributes of headings", "# A {#b}\n\n# C {.d e=f}\n\n# G {h}", "<h1>A</h1><h1>C</h1><h1>G {h}</h1>"],
  [
    "attributes after closing marks",
    "# A ## {#b}\n\n# C# {.d}\n\n# # {.e}",
    "<h1>A</h1><h1>C#</h1><h1></h1>",
  ],
  [
    "definitions above an underlined heading",
    "[a]: /b\n[c]: /d\nE [a]\n---\n[c]",
    '<h2>E <a href="/b">a</a></h2><p><a href="/d">c</a></p>',
  ],
  ["definitions above a rule", "a\n\n[b]: /c\n---\n[b]", '<p>a</p><p><a href="/c">b</a></p>'],
])("%s", (_, text, html) => {
  expect(siteHtml(text)).toBe(html);
});

test("items by 8 blanks are items, though the site makes them a part of the paragraph above", () => {
  expect(siteHtml("- a\n        - b\n          c\n        - *d*\n- e")).toBe(
    "<ul><li>a<ul><li>b\nc</li><li><em>d</em></li></ul></li><li>e</li></ul>",
  );
});

test("definitions of words are items with paragraphs", () => {
  expect(siteHtml("a\nb\n: c\nd\n: e")).toBe(
    "<ul><li><p>a</p></li><li><p>b</p><p>c\nd</p><p>e</p></li></ul>",
  );
});

test("a line with a colon means nothing but below the words' first column", () => {
  expect(siteHtml("- a [b\n: c](/d)\n  - e\n : f\n\ng\n  : h")).toBe(
    '<ul><li>a <a href="/d">b\n: c</a><ul><li>e\n: f</li></ul></li></ul><p>g\n: h</p>',
  );
  expect(siteHtml("- a\n  : b")).toBe("<ul><li><ul><li><p>a</p><p>b</p></li></ul></li></ul>");
});

test("the words of raw HTML are a paragraph, though the site leaves them out", () => {
  expect(siteHtml("<div>\n*a* &amp; b\n</div>\n\nc")).toBe("<p><em>a</em> & b</p><p>c</p>");
  expect(siteHtml("<!--\na\n-->\n\nb")).toBe("<p>b</p>");
  expect(siteHtml("<!-- a\n\nb --> *c* `d` <!-- e -->\n\n<!-- f\n\n*g*")).toBe(
    "<p><em>c</em> <code>d</code></p>",
  );
});
