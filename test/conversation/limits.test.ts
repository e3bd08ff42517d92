/** How much the bot says to whom. */

import { expect, test } from "vitest";
import { type Applicant, createLimits } from "../../src/conversation/limits.ts";

/** Limits with a clock that stands still until it is moved. */
function limited() {
  let now = 0;
  const limits = createLimits(() => now);
  const of = (person: string, place = "room", where: Applicant["where"] = "room"): Applicant => ({
    person,
    place,
    where,
  });
  /** How many of so many questions are answered, and how many refused. */
  const asks = (count: number, applicant: (at: number) => Applicant): readonly [number, number] => {
    const admissions = Array.from({ length: count }, (_, at) => limits.admit(applicant(at)));
    const number = (kind: string): number => admissions.filter((each) => each === kind).length;
    return [number("yes"), number("refusal")];
  };
  return { limits, of, asks, later: (ms: number) => (now += ms) };
}

test("somebody who asks a lot at once is answered 20 times and refused once, and again when there is a good part of it", () => {
  const { of, asks, later } = limited();
  const ana = () => of("ana");
  expect(asks(100, ana)).toEqual([20, 1]);
  later(14_000);
  expect(asks(100, ana)).toEqual([0, 0]);
  later(1_000);
  expect(asks(100, ana)).toEqual([5, 1]);
  later(3_600_000);
  expect(asks(100, ana)).toEqual([20, 1]);
});

test("a crowd is answered 100 times in one room and refused once, and another room does not suffer", () => {
  const { of, asks } = limited();
  expect(asks(500, (at) => of(`occupant ${at}`))).toEqual([100, 1]);
  expect(asks(1, () => of("ben", "other room"))).toEqual([1, 0]);
});

test("a full room costs nobody a part of their own allowance", () => {
  const { of, asks, later } = limited();
  asks(101, (at) => of(`occupant ${at}`));
  expect(asks(50, () => of("ana"))).toEqual([0, 0]);
  later(60_000);
  expect(asks(20, () => of("ana"))).toEqual([20, 0]);
});

test("refusals count in a room: nobody makes the bot talk by being refused", () => {
  const { limits, of, asks } = limited();
  for (let at = 0; at < 4; at += 1) asks(21, () => of(`person ${at}`));
  expect(asks(50, (at) => of(`occupant ${at}`))).toEqual([16, 1]);
  expect(limits.mayRemark(of("ana"))).toBe(false);
});

test("one hint in a room is enough for five minutes", () => {
  const { limits, of, later } = limited();
  const hints = () => ["ana", "ana", "ben"].map((person) => limits.mayHint(of(person)));
  expect(hints()).toEqual([true, false, true]);
  later(300_000);
  expect(hints()).toEqual([true, false, true]);
});

test("any number of names is remembered only up to a bound, the latest of them", () => {
  const { limits, of } = limited();
  for (let at = 0; at < 5000; at += 1) limits.mayHint(of(`occupant ${at}`));
  expect(limits.mayHint(of("occupant 4999"))).toBe(false);
  expect(limits.mayHint(of("occupant 0"))).toBe(true);
});
