import { expect, test } from "vitest";
import { partToXhtml, toXhtml } from "../../src/newsletter/xhtml.ts";
import { fixture, issueOf, place } from "./issues.ts";

/** What stands within the div. */
function xhtml(body: string): string {
  const written = toXhtml(issueOf(body), place).toString();
  expect(written).toMatch(/^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml"(?:\/>|>.*<\/div>$)/s);
  return written.replace(/^<div[^>]*>|<\/div>$/g, "");
}

test.each([
  ["a paragraph", "One\ntwo", "<p>One\ntwo</p>"],
  ["headings", "# A\n\n### B", "<h1>A</h1><h3>B</h3>"],
  ["a heading with an id", "## A {#b}", "<h2>A</h2>"],
  ["emphasis", "*a* **b** _c_", "<p><em>a</em> <strong>b</strong> <em>c</em></p>"],
  ["a tight list", "- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"],
  ["a loose list", "1. a\n\n2. b", "<ol><li><p>a</p></li><li><p>b</p></li></ol>"],
  ["a quote", "> a", "<blockquote><p>a</p></blockquote>"],
  ["a hard break", "a\\\nb", "<p>a<br/>b</p>"],
  ["a code block", "```xml\na\nb\n```", "<pre><code>a\nb</code></pre>"],
  ["a rule, which no element is for", "a\n\n---\n\nb", "<p>a</p><p>b</p>"],
  [
    "an address within a link",
    "[a <https://b.example> c](https://d.example/)",
    '<p><a href="https://d.example/">a https://b.example c</a></p>',
  ],
  ["struck words", "a ~~b~~ c", '<p>a <span style="text-decoration:line-through">b</span> c</p>'],
  ["nothing", "\n", '<div xmlns="http://www.w3.org/1999/xhtml"/>'.replace(/^<div[^>]*>/, "")],
  ["an empty heading and an empty item", "##\n\n-\n", ""],
])("%s", (_, body, result) => {
  expect(xhtml(body)).toBe(result);
});

test.each([
  ["from the root", "/about/", "https://news.example/about/"],
  ["an anchor", "#help", "https://news.example/2031/04/gazette/#help"],
  ["relative", "more.html", "https://news.example/2031/04/gazette/more.html"],
  ["without a scheme", "bridge.example/path", "https://bridge.example/path"],
  ["without a scheme, with a port", "bridge.example:81/path", "https://bridge.example:81/path"],
  ["without a protocol", "//bridge.example/", "https://bridge.example/"],
  ["with one slash", "https:/bridge.example/a", "https://bridge.example/a"],
  ["XMPP", "xmpp:room@muc.example?join", "xmpp:room@muc.example?join"],
  ["mail", "mailto:a@b.example", "mailto:a@b.example"],
  ["a bare mail address", "a@b.example", "mailto:a@b.example"],
  ["telephone", "tel:+49123", "tel:+49123"],
  ["a Fediverse address", "@a@b.example", "https://b.example/@a"],
  ["encoded blanks", "/a%20b", "https://news.example/a%20b"],
  ["two number signs", "https://b.example/#/room/#a", "https://b.example/#/room/#a"],
  ["a host of other letters", "https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"],
  ["ampersands", "https://b.example/?a=1&b=2", "https://b.example/?a=1&amp;b=2"],
])("a link is absolute: %s", (_, written, href) => {
  expect(xhtml(`[x](${written})`)).toBe(`<p><a href="${href}">x</a></p>`);
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java&Tab;script:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "file:///etc/passwd",
  "http://[",
  "",
])("a link to %j is its text alone", (target) => {
  expect(xhtml(`[x](<${target}>)`)).toBe("<p>x</p>");
});

test("bare addresses are links, but not in the text of a link", () => {
  expect(xhtml("see https://b.example/a or a@b.example")).toBe(
    '<p>see <a href="https://b.example/a">https://b.example/a</a> or <a href="mailto:a@b.example">a@b.example</a></p>',
  );
  expect(xhtml("[a@b.example](xmpp:a@b.example?join)")).toBe(
    '<p><a href="xmpp:a@b.example?join">a@b.example</a></p>',
  );
});

test("brackets in the text of a link, and reference links", () => {
  expect(xhtml("[List [EN]](/a) [b][c] ![d][c]\n\n[c]: /e 'T'")).toBe(
    '<p><a href="https://news.example/a">List [EN]</a> <a href="https://news.example/e" title="T">b</a> ' +
      '<img src="https://news.example/e" alt="d" title="T"/></p>',
  );
});

test("a link without words shows its address", () => {
  expect(xhtml("[](/a)")).toBe('<p><a href="https://news.example/a">/a</a></p>');
});

test("links that are malformed keep words and address", () => {
  expect(xhtml("[x] (https://b.example/a)")).toContain('[x] (<a href="https://b.example/a">');
  expect(xhtml("[x](https://b.example/a and more)")).toContain("and more)");
});

test("pictures always have a text, and come from the web only", () => {
  expect(xhtml("![](/a.png)")).toBe('<p><img src="https://news.example/a.png" alt=""/></p>');
  expect(xhtml("![x](data:image/png;base64,AA)")).toBe("<p>x</p>");
  expect(xhtml("![x](xmpp:a@b)")).toBe("<p>x</p>");
});

test("quotes in attributes are typographic, because Movim decodes entities first", () => {
  expect(xhtml("![say \"a\" 'b'](/a.png)")).toBe(
    '<p><img src="https://news.example/a.png" alt="say “a” ‘b’"/></p>',
  );
});

test("tags and entities in code stay text, even where entities are decoded first", () => {
  expect(xhtml("`<presence/>` `&lt;` `a < b && c`")).toBe(
    "<p><code><span>&lt;</span>presence/&gt;</code> <code><span>&amp;</span>lt;</code> " +
      "<code>a &lt; b &amp;&amp; c</code></p>",
  );
});

test("a table is a list whose items name the columns", () => {
  expect(xhtml("| a | b |\n|---|---|\n| 1 | *2* |\n| 3 | |")).toBe(
    "<ul><li><strong>a</strong>: 1; <strong>b</strong>: <em>2</em></li><li><strong>a</strong>: 3</li></ul>",
  );
  expect(xhtml("| a | b |\n|---|---|")).toBe("<ul><li>a</li><li>b</li></ul>");
});

test("footnotes are numbers, their text stands at the end", () => {
  expect(xhtml("a[^x] b[^y]\n\n[^y]: Why\n[^x]: Ex\n\n    More")).toBe(
    "<p>a[1] b[2]</p><p>[1] Ex</p><p>More</p><p>[2] Why</p>",
  );
});

test("a footnote that nothing refers to is not shown, as on the site; one of a footnote is", () => {
  expect(xhtml("a[^x]\n\n[^x]: Ex[^y]\n[^y]: Why\n[^z]: Zed")).toBe(
    "<p>a[1]</p><p>[1] Ex[2]</p><p>[2] Why</p>",
  );
});

test("a part has the definitions of the whole, and the footnotes that it refers to", () => {
  const issue = issueOf("[a][r] b[^x]\n\n# c [d][r] e[^y]\n\nf\n\n[r]: /g\n\n[^x]: Ex\n[^y]: Why");
  const part = partToXhtml(issue.tree.children.slice(1, 2), issue, place).toString();
  expect(part).toBe(
    '<div xmlns="http://www.w3.org/1999/xhtml"><h1>c <a href="https://news.example/g">d</a> e[1]</h1><p>[1] Why</p></div>',
  );
  expect(partToXhtml([], issue, place).toString()).toBe('<div xmlns="http://www.w3.org/1999/xhtml"/>');
});

test("the parts of an issue without footnotes, one after the other, are the whole", () => {
  const issue = fixture("2031-04-05-gazette.md");
  const parts = issue.tree.children.map((node) => partToXhtml([node], issue, place).children.join(""));
  expect(parts.join("")).toBe(toXhtml(issue, place).children.join(""));
});

test("tasks begin with a box", () => {
  expect(xhtml("- [ ] a\n- [x] *b*\n- [c](/d)\n- \\[ ] e")).toBe(
    '<ul><li>☐ a</li><li>☑ <em>b</em></li><li><a href="https://news.example/d">c</a></li><li>[ ] e</li></ul>',
  );
});

test("raw HTML is dropped, its words are kept", () => {
  expect(xhtml("a <b>bold</b> c<br/>d <!-- no -->")).toBe("<p>a bold c<br/>d </p>");
  expect(xhtml('<div onclick="x()">\nwords &amp; more\n</div>')).toBe("<p>words &amp; more</p>");
  expect(xhtml("<script>\nalert(1)\n</script>\n\n<!--\nno\n-->")).toBe("");
});

test("what XML cannot hold is not in it", () => {
  expect(xhtml("a&#x8;b &#xD800; \uD800 \uFFFE")).toBe("<p>a\uFFFDb \uFFFD</p>");
});

test("an issue is one div with its figures as paragraphs", () => {
  const written = toXhtml(fixture("2031-04-05-gazette.md"), place).toString();
  expect(written).toContain(
    '<p><img src="https://news.example/images/2031/reed-logo.svg" alt="The reeds society"/></p>' +
      "<p><em>The <strong>reeds</strong> society</em></p>",
  );
  expect(written).toContain(
    '<li><p>Second meeting</p><p><img src="https://news.example/images/2031/meeting.png" alt="Six people"/></p>' +
      "<p><em>A <em>cold</em> evening</em></p></li>",
  );
});
