/** Numbers and texts on a terminal. */

import { expect, test } from "vitest";
import { counted, duration, printable, size } from "../../src/publisher/words.ts";

test("one is singular, everything else plural", () => {
  expect([0, 1, 2].map((number) => counted(number, "item"))).toEqual(["0 items", "1 item", "2 items"]);
});

test.each([
  [0, "0 B"],
  [812, "812 B"],
  [1_000, "1.0 kB"],
  [16_440, "16.4 kB"],
  [120_400, "120 kB"],
  [999_600, "1.0 MB"],
  [1_250_000, "1.3 MB"],
])("%i bytes are %s", (bytes, text) => {
  expect(size(bytes)).toBe(text);
});

test.each([
  [0.2, "less than a second"],
  [40, "40 s"],
  [99.6, "2 min"],
  [170, "3 min"],
  [7_200, "2 h"],
  [7_500, "2 h 5 min"],
])("%d seconds are %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test("nothing in a title can do anything to the terminal", () => {
  expect(printable("a\u001b[2Jb\u009b31mc\r\nd\u202ee")).toBe("a [2Jb 31mc  d e");
});
