/** Pauses between attempts. */

import { expect, test } from "vitest";
import { backoff } from "../../src/xmpp/backoff.ts";

test("pauses double up to the longest, and start again after a reset", () => {
  const pauses = backoff(1000, 5000, () => 0);
  expect([pauses.next(), pauses.next(), pauses.next(), pauses.next(), pauses.next()]).toEqual([
    1000, 2000, 4000, 5000, 5000,
  ]);
  pauses.reset();
  expect(pauses.next()).toBe(1000);
});

test("a pause is shortened at random by a third at most", () => {
  expect(backoff(3000, 3000, () => 0.999_999).next()).toBe(2000);
});

test("after any number of attempts a pause is still a number", () => {
  const pauses = backoff(1000, 5000);
  for (let attempt = 0; attempt < 5000; attempt += 1) expect(pauses.next()).toBeLessThanOrEqual(5000);
});
