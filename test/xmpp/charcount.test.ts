/** XEP-0426: positions in a text, in code points. */

import { expect, test } from "vitest";
import { countOf, toRange, without } from "../../src/xmpp/charcount.ts";

test.each([
  ["", 0],
  ["abc", 3],
  ["a😀é", 3],
  ["e\u0301", 2],
  ["👩‍💻", 3],
])("%j has %i", (text, count) => {
  expect(countOf(text)).toBe(count);
});

test.each([
  ["1", "3", { start: 1, end: 3 }],
  [undefined, "3", { start: 0, end: 3 }],
  ["1", undefined, { start: 1, end: Infinity }],
  [undefined, undefined, { start: 0, end: Infinity }],
  ["3", "3", undefined],
  ["3", "1", undefined],
  ["-1", "3", undefined],
  ["1.5", "3", undefined],
  ["1", "", undefined],
  ["1", "x", undefined],
  ["٣", "5", undefined],
])("from %j to %j is %j", (start, end, range) => {
  expect(toRange(start, end)).toEqual(range);
});

test("what is left has its own positions, in UTF-16", () => {
  const { text, offsetOf } = without("😀ab😀cd", [
    { start: 3, end: 5 },
    { start: 1, end: 2 },
  ]);
  expect(text).toBe("😀bd");
  expect([0, 1, 2, 3, 4, 5, 6, 7, Infinity].map(offsetOf)).toEqual([0, 2, 2, 3, 3, 3, 4, 4, 4]);
});
