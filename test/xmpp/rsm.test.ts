/** XEP-0059: result set management. */

import { expect, test } from "vitest";
import * as rsm from "../../src/xmpp/rsm.ts";
import { element, xmlEqual } from "../support/conversation.ts";

test("a page is asked for by its size and by what it comes after", () => {
  const set = element(`<set xmlns="http://jabber.org/protocol/rsm"><max>20</max><after>x</after></set>`);
  expect(xmlEqual(rsm.page(20, "x"), set)).toBe(true);
});

test("the last thing of a page leads to the next one, and a service without pages to none", () => {
  const page = element(
    `<q xmlns="urn:q"><set xmlns="http://jabber.org/protocol/rsm"><last>b</last></set></q>`,
  );
  expect(rsm.next(page)).toBe("b");
  expect(rsm.next(element(`<q xmlns="urn:q"/>`))).toBeUndefined();
  expect(rsm.next(undefined)).toBeUndefined();
});

test("how many things there are is told by some services", () => {
  const said = (count: string) =>
    rsm.count(element(`<q xmlns="urn:q"><set xmlns="http://jabber.org/protocol/rsm">${count}</set></q>`));
  expect([said("<count>12</count>"), said("<count>many</count>"), said("")]).toEqual([
    12,
    undefined,
    undefined,
  ]);
  expect(rsm.count(undefined)).toBeUndefined();
});

test("a short page with which there are as many things as there should be was the last", () => {
  const page = element(
    `<q xmlns="urn:q"><set xmlns="http://jabber.org/protocol/rsm"><count>3</count></set></q>`,
  );
  expect(rsm.isLast(page, { max: 2, got: 1, seen: 3 })).toBe(true);
  // The number may be an estimate, and a page may be short for other reasons.
  expect(rsm.isLast(page, { max: 2, got: 2, seen: 3 })).toBe(false);
  expect(rsm.isLast(page, { max: 2, got: 1, seen: 2 })).toBe(false);
  expect(rsm.isLast(undefined, { max: 2, got: 1, seen: 1 })).toBe(false);
});
