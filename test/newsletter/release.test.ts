import { expect, test } from "vitest";
import { nextChange, standing } from "../../src/newsletter/release.ts";

const now = new Date("2031-06-05T12:00:00Z");
const at = (text: string) => new Date(text);

function dates(date: string, more: { publishDate?: Date; expiryDate?: Date; draft?: boolean } = {}) {
  return { date: at(date), publishDate: undefined, expiryDate: undefined, draft: false, ...more };
}

test.each([
  ["out", dates("2031-06-05T12:00:00Z")],
  ["future", dates("2031-06-05T12:00:01Z")],
  ["draft", dates("2031-06-01", { draft: true, expiryDate: at("2031-06-02") })],
  ["future", dates("2031-06-01", { publishDate: at("2031-06-06") })],
  ["out", dates("2032-01-01", { publishDate: at("2031-06-01") })],
  ["expired", dates("2031-06-01", { expiryDate: at("2031-06-05T12:00:00Z") })],
  ["expired", dates("2032-01-01", { expiryDate: at("2031-06-05") })],
  ["out", dates("2031-06-01", { expiryDate: at("2031-06-05T12:00:01Z") })],
])("%s: %j", (expected, issue) => {
  expect(standing(issue, now)).toBe(expected);
});

test("the next change is the first moment to come at which an issue appears or expires", () => {
  const past = dates("2031-06-05T12:00:00Z", { expiryDate: at("2031-06-04") });
  const drafted = dates("2031-06-06", { draft: true });
  expect(nextChange([], now)).toBeUndefined();
  expect(nextChange([past, drafted], now)).toBeUndefined();
  const far = dates("2031-09-01");
  const expires = dates("2031-01-01", { expiryDate: at("2031-08-01") });
  const later = dates("2031-06-01", { publishDate: at("2031-07-01") });
  expect(nextChange([past, drafted, far], now)).toEqual(at("2031-09-01"));
  expect(nextChange([far, expires, past], now)).toEqual(at("2031-08-01"));
  expect(nextChange([far, later, expires], now)).toEqual(at("2031-07-01"));
});
