/** Which fault comes when. */

import { describe as group, expect, test } from "vitest";
import { describe, KINDS, schedule } from "./schedule.ts";

const needs = (seed: number, minutes: number): number =>
  schedule(seed, minutes).reduce((sum, step) => sum + step.needs, 0);

group("a schedule", () => {
  test("is the same for the same seed, and another for another", () => {
    expect(schedule(7, 10)).toEqual(schedule(7, 10));
    expect(schedule(7, 10)).not.toEqual(schedule(8, 10));
  });

  test.each([1, 3, 10, 30])("of %i minutes has steps for all of them", (minutes) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      expect(needs(seed, minutes)).toBeGreaterThan(minutes * 60);
      expect(needs(seed, minutes)).toBeLessThanOrEqual(minutes * 60 * 1.5);
    }
  });

  test("of half an hour plays every kind of fault", () => {
    expect(new Set(schedule(1, 30).map(({ kind }) => kind))).toEqual(new Set(KINDS));
  });

  test("of a minute has no fault that takes longer than a quarter of it", () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      for (const step of schedule(seed, 1)) expect(step.needs - step.calm).toBeLessThanOrEqual(15);
    }
  });

  test("lets the session's pauses start anew now and then", () => {
    expect(schedule(1, 30).filter(({ calm }) => calm > 60).length).toBeGreaterThan(2);
  });

  test("expects longer pauses after more lost connections in a row", () => {
    const steps = schedule(1, 30).filter(({ kind }) => kind === "cut while publishing");
    expect(new Set(steps.map((step) => step.needs - step.calm)).size).toBeGreaterThan(1);
  });
});

test("a step is told in a line", () => {
  const line = describe({
    number: 4,
    kind: "link frozen",
    calm: 7,
    lasts: 37,
    times: 0,
    bytes: 0,
    choice: 0,
    edits: ["add", "edit"],
    needs: 60,
  });
  expect(line).toBe("4. after 7 s: link frozen, 37 s, add an issue, edit an issue");
});
