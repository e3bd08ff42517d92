/** Versions and days that something is asked since. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareVersions, isSince, parseSince, sinceIn } from "../../../src/commands/xep/version.ts";
import { voiceOf } from "../../../src/words/voice.ts";

test.each([
  ["1.0", { version: "1.0" }],
  ["v0.13.1", { version: "0.13.1" }],
  ["2", { version: "2" }],
  ["1.0rc1", { version: "1.0rc1" }],
  ["0.1.0-rc.1", { version: "0.1.0-rc.1" }],
  ["2023", { day: "2023" }],
  ["2023-06", { day: "2023-06" }],
  ["2023-06-05", { day: "2023-06-05" }],
  ["2023-13", undefined],
  ["2023-02-30", undefined],
  ["tea", undefined],
  ["", undefined],
  ["1.", undefined],
  ["1".repeat(5000), undefined],
])("“%s” is %j", (text, since) => {
  expect(parseSince(text)).toEqual(since);
});

test("versions are compared number by number, and drafts of one come before it", () => {
  const sorted = ["0.2", "0.9", "0.10", "1.0-rc1", "1.0rc2", "1.0", "1.0.1", "1.1", "1.35.3", "2.0"];
  expect(sorted.toReversed().toSorted(compareVersions)).toEqual(sorted);
  expect(compareVersions("1.0", "1.0.0")).toBe(0);
  expect(compareVersions("v1.0", "1.0")).toBe(0);
});

test("a version is newer than another, and a day is that day or a later one", () => {
  const revision = { version: "1.1", date: "2023-06-05" };
  expect(isSince({ version: "1.0" }, revision)).toBe(true);
  expect(isSince({ version: "1.1" }, revision)).toBe(false);
  expect(isSince({ day: "2023" }, revision)).toBe(true);
  expect(isSince({ day: "2023-06-05" }, revision)).toBe(true);
  expect(isSince({ day: "2023-07" }, revision)).toBe(false);
});

test("what stands behind “since” is said as exactly as it was asked", () => {
  const said = ["1.0", "2023", "2023-06", "2023-06-05"].map((text) => {
    const since = parseSince(text);
    return since && sinceIn(voiceOf("fr"), since);
  });
  expect(said).toEqual(["1.0", "janvier 2023", "juin 2023", "2023-06-05"]);
});

test("any two texts compare, the other way round too", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
    }),
  );
});
