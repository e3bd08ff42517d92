import { expect, test } from "vitest";
import { plainText, toText } from "../../src/newsletter/text.ts";
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

test("an address that could do harm is left out", () => {
  expect(text("[b](javascript:x)")).toBe("[b]()\n");
});

test("shortcodes are rendered", () => {
  expect(text('{{< figure src="/a.png" caption="C" >}}')).toBe("![C](https://news.example/a.png)\n\n*C*\n");
});

test("plain text has the words and no marks", () => {
  const { tree } = issueOf("# *a*\n\nb [c](/d) `e`\nf ![g](/h)\n\n- i\n- j\n\n<b>k</b>");
  expect(plainText(tree)).toBe("a b c e f g i j k");
});
