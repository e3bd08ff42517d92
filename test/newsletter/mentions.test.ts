import { expect, test } from "vitest";
import { xepMentions } from "../../src/newsletter/mentions.ts";
import { fixture, issueOf } from "./issues.ts";

function mentions(body: string): (readonly [number, string])[] {
  return xepMentions(issueOf(body)).map(({ number, text }) => [number, text]);
}

test("the news of an issue, without its explanations and boilerplate", () => {
  expect(xepMentions(fixture("2031-04-05-gazette.md"))).toEqual([
    {
      number: 313,
      section: "Updated",
      anchor: "updated",
      text: "Version 1.2 of XEP-0313 (Message Archive Management)",
    },
    {
      number: 59,
      section: "Updated",
      anchor: "updated",
      text: "Says what XEP-0313 does with an empty archive, and names XEP-0059.",
    },
  ]);
});

test("before the first heading there is no section", () => {
  expect(xepMentions(issueOf("We love XEP-0045."))).toEqual([
    { number: 45, section: undefined, anchor: "", text: "We love XEP-0045." },
  ]);
});

test("a paragraph gives the sentence", () => {
  expect(mentions("A first one. Then XEP-0060 came! And XEP 30.")).toEqual([
    [60, "Then XEP-0060 came!"],
    [30, "And XEP 30."],
  ]);
});

test("an item gives its first line, and the sentence where the line goes on", () => {
  expect(
    mentions("- XEP-0198 (Streams):\n  Abstract: words\n- Version 1 of XEP-0199 has\n  been released. More."),
  ).toEqual([
    [198, "XEP-0198 (Streams):"],
    [199, "Version 1 of XEP-0199 has been released."],
  ]);
});

test("a link to a XEP names it", () => {
  expect(mentions("- [Archives](https://xmpp.org/extensions/xep-0313.html#query) are new")).toEqual([
    [313, "Archives are new"],
  ]);
});

test("a table gives the row", () => {
  expect(mentions("| a | b |\n|---|---|\n| XEP-0001 | x |\n| XEP-0084 | y |")).toEqual([
    [1, "XEP-0001 x"],
    [84, "XEP-0084 y"],
  ]);
});

test("what is no number of a XEP is none", () => {
  expect(mentions("XEP-00001 XEPs 313 XEP-0000 xep-12345 MYXEP-0001 XEP")).toEqual([]);
});

test("long lines are cut at a word", () => {
  const [mention] = xepMentions(issueOf(`- XEP-0009 ${"heron ".repeat(60)}`));
  expect(mention?.text).toMatch(/^XEP-0009 heron .*heron…$/);
  expect(mention?.text.length).toBeLessThanOrEqual(200);
});

test("a heading that is the news, or the definition of a link, may name a XEP alone", () => {
  expect(mentions("### Last Call\n\n#### XEP-0009: Nets\n\nHerons and nets.")).toEqual([
    [9, "XEP-0009: Nets"],
  ]);
  expect(mentions("### New\n\n- [Nets][n]\n\n[n]: /extensions/xep-0009.html")).toEqual([[9, "Nets"]]);
});
