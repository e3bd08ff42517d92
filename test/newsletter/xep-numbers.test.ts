import { expect, test } from "vitest";
import { numberAt, numbersIn, numbersOf } from "../../src/newsletter/xep-numbers.ts";

test("a XEP is named in many ways", () => {
  expect(numbersIn("XEP-0313, XEP 45, xep-0060, XEP\u20110030 and XEP503, again XEP-0313")).toEqual([
    313, 45, 60, 30, 503, 313,
  ]);
});

test("what is no number of a XEP is none", () => {
  expect(numbersIn("XEP-00001 XEPs 313 XEP-0000 xep-12345 MYXEP-0001 XEP")).toEqual([]);
});

test("words come before addresses, each number once", () => {
  const targets = ["/extensions/xep-0012.html#nets", "/extensions/xep-0009.html", "/nets"];
  expect([...numbersOf("Nets and XEP-0010, XEP-0009, XEP-0011", targets)]).toEqual([10, 9, 11, 12]);
});

test("only the page of a XEP has its number", () => {
  expect(numberAt("https://xmpp.org/extensions/xep-0313.html")).toBe(313);
  expect(numberAt("/extensions/inbox/nets.html")).toBeUndefined();
  expect(numberAt("/extensions/xep-0000.html")).toBeUndefined();
});
