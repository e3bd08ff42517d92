/** Inline Markdown, each result as the site has it unless it says otherwise. */

import { describe, expect, test } from "vitest";
import { siteHtml } from "./site-html.ts";

/** The words of one paragraph. */
function inline(text: string): string {
  return siteHtml(text).replace(/^<p>|<\/p>$/g, "");
}

describe("bare addresses", () => {
  test.each([
    ["https://a.example/", '<a href="https://a.example/">https://a.example/</a>'],
    [
      "http://b.example:81/c?d=e&f=g#h",
      '<a href="http://b.example:81/c?d=e&f=g#h">http://b.example:81/c?d=e&f=g#h</a>',
    ],
    ["https://a.example/b. c", '<a href="https://a.example/b">https://a.example/b</a>. c'],
    ["(https://a.example/b)", '(<a href="https://a.example/b">https://a.example/b</a>)'],
    ["https://a.example/b_(c)!", '<a href="https://a.example/b_(c)">https://a.example/b_(c)</a>!'],
    ["https://a.example/b), c", '<a href="https://a.example/b)">https://a.example/b)</a>, c'],
    ["https://a.example/b&amp; c", '<a href="https://a.example/b">https://a.example/b</a>& c'],
    ["ftp://a.example/b", '<a href="ftp://a.example/b">ftp://a.example/b</a>'],
    ["*https://a.example*", '<em><a href="https://a.example">https://a.example</a></em>'],
    ["b:\nhttps://a.example", 'b:\n<a href="https://a.example">https://a.example</a>'],
    ["ana.b+c@d.e.example.", '<a href="mailto:ana.b+c@d.e.example">ana.b+c@d.e.example</a>.'],
  ])("%j is a link", (text, html) => {
    expect(inline(text)).toBe(html);
  });

  test("www. leads to an encrypted page", () => {
    expect(inline("www.a.example/b")).toBe('<a href="https://www.a.example/b">www.a.example/b</a>');
  });

  test.each([
    "https://bücher.example/",
    "https://localhost/a",
    "https://A.EXAMPLE/",
    "WWW.a.example",
    "xmpp:a@b.example",
    "mailto:a@b.example",
    "ana@localhost",
    "ana@a.example-",
    "/https://a.example",
    "[https://a.example",
  ])("%s is text", (text) => {
    expect(inline(text)).toBe(text);
  });

  test("between angle brackets they may have any scheme and any letters", () => {
    expect(inline("<https://bücher.example/ü>")).toBe(
      '<a href="https://bücher.example/ü">https://bücher.example/ü</a>',
    );
    expect(inline("<xmpp:a@b.example?join>")).toBe(
      '<a href="xmpp:a@b.example?join">xmpp:a@b.example?join</a>',
    );
    expect(inline("<ana@a.example>")).toBe('<a href="mailto:ana@a.example">ana@a.example</a>');
  });
});

describe("links", () => {
  test.each([
    ["[a](b \"c\") [a](<b c> 'd')", '<a href="b">a</a> <a href="b c">a</a>'],
    ["[a](\n b\n (c)) [](d) [a]()", '<a href="b">a</a> <a href="d"></a> <a href="">a</a>'],
    ["[a [b] c](d) [a\\]b](c)", '<a href="d">a [b] c</a> <a href="c">a]b</a>'],
    ["[a](b(c)d) [a](b\\)c)", '<a href="b(c)d">a</a> <a href="b)c">a</a>'],
    ["[a](/b&amp;c%20d)", '<a href="/b&c%20d">a</a>'],
    ["[a [b](c) d](e)", '[a <a href="c">b</a> d](e)'],
    ["[a <https://b.example>](c)", '<a href="c">a <a href="https://b.example">https://b.example</a></a>'],
    ["[a https://b.example c](d)", '<a href="d">a https://b.example c</a>'],
    ["![a [b](c) *d*](e)", '<img src="e" alt="a b d">'],
    ["[![a](b)](c)", '<a href="c"><img src="b" alt="a"></a>'],
    ["[*a](b*) *[a*](b)", '<a href="b*">*a</a> *<a href="b">a*</a>'],
    ["`[a`](b)", "<code>[a</code>](b)"],
  ])("%j", (text, html) => {
    expect(inline(text)).toBe(html);
  });

  test.each([
    ["[a] (https://b.example)", '[a] (<a href="https://b.example">https://b.example</a>)'],
    ["[a](https://b.example and c)", '[a](<a href="https://b.example">https://b.example</a> and c)'],
    ["[a](b c)", "[a](b c)"],
    ["[a](b", "[a](b"],
  ])("of %j, which is broken, all words stay", (text, html) => {
    expect(inline(text)).toBe(html);
  });

  test("references lead where the first definition of their label says", () => {
    expect(siteHtml("[a] [A][] [b][ a ] ![a]\n\n[a]: /c 'D'\n[A]: /second")).toBe(
      '<p><a href="/c">a</a> <a href="/c">A</a> <a href="/c">b</a> <img src="/c" alt="a"></p>',
    );
    expect(siteHtml("[b][no] [no]\n\n[b]: /c")).toBe("<p>[b][no] [no]</p>");
    expect(siteHtml('[a]:\n/b\n"c\nd"\ne\n\n[a]')).toBe('<p>e</p><p><a href="/b">a</a></p>');
    expect(siteHtml("[a]: b c\n\n[a]")).toBe("<p>[a]: b c</p><p>[a]</p>");
  });

  test("there are no footnotes but those that are defined", () => {
    expect(siteHtml("a[^b]![^b] [^c]\n\n[^b]: d")).toBe("<p>a[b]![b] [^c]</p>");
  });
});

describe("emphasis", () => {
  test.each([
    [
      "*a **b** c* ***d*** **e*f*g**",
      "<em>a <strong>b</strong> c</em> <em><strong>d</strong></em> <strong>e<em>f</em>g</strong>",
    ],
    ["_h_i_ __j__ k_l_m", "<em>h_i</em> <strong>j</strong> k_l_m"],
    ['**"a"**b **a**b c**d**e', "<strong>“a”<strong>b <strong>a</strong>b c</strong>d</strong>e"],
    ["**a **b** c**", "<strong>a <strong>b</strong> c</strong>"],
    ["5*3*2 a * b ** c", "5<em>3</em>2 a * b ** c"],
    ["~~a~~ ~b~", "<del>a</del> ~b~"],
    ["*a _b* c_", "<em>a _b</em> c_"],
    ["*a\u00A0* *b\uFEFF*", "*a\u00A0* <em>b\uFEFF</em>"],
  ])("%j", (text, html) => {
    expect(inline(text)).toBe(html);
  });
});

describe("typography", () => {
  test.each([
    ["Straight \"quotes\", 'single' and \"'both'\"", "Straight “quotes”, ‘single’ and “‘both’”"],
    ["it's the '90s, 'twas l'été, the Smiths' house", "it’s the ’90s, ’twas l’été, the Smiths’ house"],
    ['21"" "a "', '21"" “a "'],
    ["a -- b --- c... <<d>>", "a – b — c… «d»"],
    [
      '`"a" --` <https://b.example/--> \\"e\\"',
      '<code>"a" --</code> <a href="https://b.example/--">https://b.example/--</a> "e"',
    ],
    ['["a"](b "c\'s")', '<a href="b">“a”</a>'],
    ["“these” ’stay’", "“these” ’stay’"],
    ["*a*'s b *c*'s\u202fd", "<em>a</em>’s b <em>c</em>‘s\u202fd"],
  ])("%j", (text, html) => {
    expect(inline(text)).toBe(html);
  });

  test("a quote that is open may end in another paragraph", () => {
    expect(siteHtml('"a\n\nb" c"')).toBe('<p>“a</p><p>b” c"</p>');
  });
});

test.each([
  ["names are emoji", ":de: (:fr:) :tada:", "🇩🇪 (🇫🇷) 🎉"],
  ["side by side and before a word, too", ":de::fr:/:es: :tada:now", "🇩🇪🇫🇷/🇪🇸 🎉now"],
  [
    "within words and code they are none",
    "urn:xmpp:tm:0 :de:1 10:30:00 `:de:` :nope:",
    "urn:xmpp:tm:0 :de:1 10:30:00 <code>:de:</code> :nope:",
  ],
  ["code spans", "`` a`b `` ` c ` `d\ne` `f", "<code>a`b</code> <code>c</code> <code>d e</code> `f"],
  ["line breaks", "a  \nb\\\nc \nd", "a<br>b<br>c\nd"],
  ["character references", "&amp; &eacute; &#233; &#xe9; &nope; &copy", "& é é é &nope; &copy"],
  ["backslashes", "\\* \\a \\\\ a\\", "* \\a \\ a\\"],
  [
    "raw HTML is left out, its words are not",
    "a <b>c</b> d<!-- e -->f <x y='z'> <3 1 < 2",
    "a c df  <3 1 < 2",
  ],
])("%s", (_, text, html) => {
  expect(inline(text)).toBe(html);
});
