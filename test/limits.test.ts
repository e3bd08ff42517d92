/** How much the bot says to whom. */

import { expect, test } from "vitest";
import { createLimits } from "../src/limits.ts";

/** Limits with a clock that stands still until it is moved. */
function limited() {
  let now = 0;
  const limits = createLimits(() => now);
  const answers = (count: number, sender: (at: number) => string, place = "room") =>
    Array.from({ length: count }, (_, at) => limits.mayAnswer(sender(at), place)).filter(Boolean).length;
  return { limits, answers, later: (ms: number) => (now += ms) };
}

test("somebody who asks a lot at once is answered 20 times, and again after a while", () => {
  const { answers, later } = limited();
  expect(answers(100, () => "ana")).toBe(20);
  later(3_000);
  expect(answers(100, () => "ana")).toBe(1);
  later(3_600_000);
  expect(answers(100, () => "ana")).toBe(20);
});

test("a crowd is answered 40 times in one room, and another room does not suffer", () => {
  const { answers } = limited();
  expect(answers(500, (at) => `occupant ${at}`)).toBe(40);
  expect(answers(1, () => "ben", "other room")).toBe(1);
});

test("a full room costs nobody a part of their own allowance", () => {
  const { answers, later } = limited();
  answers(40, (at) => `occupant ${at}`);
  expect(answers(50, () => "ana")).toBe(0);
  later(60_000);
  expect(answers(50, () => "ana")).toBe(20);
});

test("one hint is enough for five minutes", () => {
  const { limits, later } = limited();
  expect([limits.mayHint("ana"), limits.mayHint("ana"), limits.mayHint("ben")]).toEqual([true, false, true]);
  later(300_000);
  expect(limits.mayHint("ana")).toBe(true);
});

test("any number of names is remembered only up to a bound, the latest of them", () => {
  const { limits } = limited();
  for (let at = 0; at < 5000; at += 1) limits.mayHint(`occupant ${at}`);
  expect(limits.mayHint("occupant 4999")).toBe(false);
  expect(limits.mayHint("occupant 0")).toBe(true);
});
