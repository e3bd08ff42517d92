import { expect, test } from "vitest";
import { parseMarkdown } from "../../src/newsletter/markdown.ts";
import { numberAt, numbersIn, numbersOf } from "../../src/newsletter/xep-numbers.ts";

test("a XEP is named in many ways", () => {
  expect(numbersIn("XEP-0313, XEP 45, xep-0060, XEP\u20110030 and XEP503, again XEP-0313")).toEqual([
    313, 45, 60, 30, 503, 313,
  ]);
});

test("what is no number of a XEP is none", () => {
  expect(numbersIn("XEP-00001 XEPs 313 XEP-0000 xep-12345 MYXEP-0001 XEP")).toEqual([]);
});

test("words come before the addresses of links, each number once", () => {
  const { children } = parseMarkdown(
    "[Nets](/extensions/xep-0009.html#nets) and XEP-0010\n\n- XEP-0009, XEP-0011",
  );
  expect([...numbersOf(children)]).toEqual([10, 9, 11]);
});

test("only the page of a XEP has its number", () => {
  expect(numberAt("https://xmpp.org/extensions/xep-0313.html")).toBe(313);
  expect(numberAt("/extensions/inbox/nets.html")).toBeUndefined();
  expect(numberAt("/extensions/xep-0000.html")).toBeUndefined();
});
