import { expect, test } from "vitest";
import { toText } from "../../src/newsletter/text.ts";
import { issueOf, place } from "./issues.ts";

function text(body: string): string {
  return toText(issueOf(body), place);
}

test.each([
  ["a link", "a [b *c*](/d/) e", "a [b *c*](https://news.example/d/) e"],
  ["a link with a title", '[b](/d "T")', '[b](https://news.example/d "T")'],
  ["a link in angle brackets", "[b](</d e>)", "[b](<https://news.example/d%20e>)"],
  ["parentheses in an address", "[b](/d(e))", "[b](<https://news.example/d(e)>)"],
  ["a picture", "![b](/c.png)", "![b](https://news.example/c.png)"],
  [
    "a picture in a link",
    "[![b](/c.png)](#d)",
    "[![b](https://news.example/c.png)](https://news.example/2031/04/gazette/#d)",
  ],
  ["a definition", "[b]\n\n[b]: /c", "[b]\n\n[b]: https://news.example/c"],
  [
    "a definition in angle brackets",
    '[b]\n\n[b]: </c d> "T"',
    '[b]\n\n[b]: <https://news.example/c%20d> "T"',
  ],
  ["a definition whose label looks like one", "[b\\]: /c]: /c", "[b\\]: /c]: https://news.example/c"],
  ["parentheses before a title", '[b](/d(e) "T")', '[b](<https://news.example/d(e)> "T")'],
  ["a picture whose title looks like an address", '![b](/c "](/c ")', '![b](https://news.example/c "](/c ")'],
  [
    "a picture with marks in its words",
    "![*b* `f` \\[c\n\\](d)](/e)",
    "![b f \\[c \\](d)](https://news.example/e)",
  ],
  [
    "a picture with escapes in its words",
    "![b \\(*c*\\]](d.png)",
    "![b \\(*c*\\]](https://news.example/2031/04/gazette/d.png)",
  ],
  ["a picture with code in its words", "![b `](c`](/d)", "![b \\](c](https://news.example/d)"],
  ["a character reference", '[b](/d&eacute; "T")', "[b](https://news.example/d%C3%A9)"],
  [
    "a character reference in a definition",
    "[b]\n\n[b]: /d&eacute;",
    "[b]\n\n[b]: https://news.example/d%C3%A9",
  ],
  ["what looks like a character reference", "[b](/d?e&amp;copy;)", "[b](https://news.example/d?e&amp;copy;)"],
  ["an address on the next line of a quote", "> [b](\n> /d)", "> [b](https://news.example/d)"],
  ["an address that lacks its scheme", "[b](bridge.example/a)", "[b](https://bridge.example/a)"],
])("%s becomes absolute", (_, body, result) => {
  expect(text(body)).toBe(`${result}\n`);
});

test.each([
  "[b](https://bridge.example)",
  "[b](xmpp:a@b.example?join)",
  "<https://bridge.example> https://bridge.example/a_b a@b.example",
  "`[b](/c)`\n\n    [b](/c)",
  "- a\n  - *b*\n\n| c |\n|---|\n| d |",
])("%j stays as it is", (body) => {
  expect(text(body)).toBe(`${body}\n`);
});

test.each([
  ["in a link", "[b](javascript:x)", "[b]()"],
  ["with a title", '[b](javascript:x "T")', '[b](<> "T")'],
  ["in angle brackets", "[b](<javascript:x>)", "[b]()"],
  ["with character references", "[b *c*](&#106;avascript:x)", "[b *c*]()"],
  ["without words", "[](&#106;avascript:x)", "[]()"],
  ["around a picture", "[![b](/c.png)](javascript&colon;x)", "[![b](https://news.example/c.png)]()"],
  ["of a picture", "![b](javascript:x)", "![b]()"],
  [
    "of a picture whose title repeats it",
    '![b](javascript:x "](javascript:x ")',
    '![b](<> "](javascript:x ")',
  ],
  ["of a picture whose words are a link", "![\\[b\\](data:x)](&#106;avascript:x)", "![\\[b\\](data:x)]()"],
  ["that stands alone", "<javascript:x[*b*](data:y)>", "&lt;javascript:x\\[\\*b\\*\\](data:y)>"],
  ["alone in a link", "[!<javascript:x>](javascript:y)", "[!&lt;javascript:x>]()"],
  ["in a definition", "[b]\n\n[b]: javascript:x", "[b]\n\n[b]: <>"],
  ["in a definition above another", "[b]: javascript:x\njavascript:y", "[b]: <>\njavascript:y"],
  ["encoded in a definition", '[b]: java&#115;cript:x "T"', "[b]: <>"],
])("an address that could do harm is left out %s", (_, body, result) => {
  expect(text(body)).toBe(`${result}\n`);
});

test.each([
  ["a link around a picture", "[![[b](/c)](&#100;ata:x)](&#100;ata:y)", "[![b]()](&#100;ata:y)"],
  ["a definition", "[b]: data:x[c](</d e>)", "[b]: data:x[c](&lt;https://news.example/d%20e>)"],
])("what leaving out an address makes of %s is not a link", (_, body, result) => {
  expect(text(body)).toBe(`${result.replaceAll("[", "&#91;")}\n`);
});

test("code at the start stays code", () => {
  expect(text("\n  \n    [b](javascript:x)\n\n  \n")).toBe("    [b](javascript:x)\n");
  expect(text("\u00a0[b]: javascript:x")).toBe("\u00a0[b]: javascript:x\n");
});

test("shortcodes are rendered", () => {
  expect(text('{{< figure src="/a.png" caption="C" >}}')).toBe("![C](https://news.example/a.png)\n\n*C*\n");
});
