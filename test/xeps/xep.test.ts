/** The number of a XEP, as people write it, and the day of a version. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isDay, parseXepNumber, xepLabel, xepPage } from "../../src/xeps/xep.ts";

test.each([
  "313",
  "0313",
  "XEP-0313",
  "xep-313",
  "xep0313",
  "XEP 0313",
  "Xep: 313",
  "xep – 0313",
  "JEP-0313",
  " 313 ",
  "https://xmpp.org/extensions/xep-0313.html",
  "http://xmpp.org/extensions/xep-0313.html#query",
])("%s is the number 313", (text) => {
  expect(parseXepNumber(text)).toBe(313);
});

test.each(["", "mam", "xep", "313a", "3 13", "-313", "3.13", "12345", "٣١٣", `${" ".repeat(300)}313`])(
  "%j is no number",
  (text) => {
    expect(parseXepNumber(text)).toBeUndefined();
  },
);

test("the label of a XEP has four digits, and is read again", () => {
  expect(xepLabel(45)).toBe("XEP-0045");
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), (number) => {
      expect(parseXepNumber(xepLabel(number))).toBe(number);
      expect(parseXepNumber(xepPage(number))).toBe(number);
    }),
  );
});

test("a day is one of the calendar", () => {
  expect(["2024-02-29", "2003-11-05"].every(isDay)).toBe(true);
  expect(["2023-02-29", "2023-13-01", "2023-1-1", "", "today"].some(isDay)).toBe(false);
});
