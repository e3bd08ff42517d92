/** The snapshot that newsstand brings along, and its form. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSnapshot, readSnapshot, toSnapshot } from "../../src/xeps/snapshot.ts";
import { XepListError } from "../../src/xeps/xep.ts";
import { thrownBy } from "./thrown.ts";
import { mam, xepOf, xeps } from "./xeps.ts";

test("the snapshot holds every XEP from the first on", async () => {
  const snapshot = await readSnapshot();
  expect(snapshot.map(({ number }) => number)).toEqual(snapshot.map((_, index) => index + 1));
  expect(snapshot.length).toBeGreaterThanOrEqual(517);
  expect(snapshot.filter(({ status }) => status === "Draft")).toEqual([]);
  expect(snapshot.find(({ number }) => number === 136)?.supersededBy).toEqual([313]);
  expect(snapshot.find(({ number }) => number === 424)?.lastCall).toBe("2025-10-28");
});

test("writing the snapshot that was read gives equal values", async () => {
  const snapshot = await readSnapshot();
  expect(parseSnapshot(toSnapshot(snapshot))).toEqual(snapshot);
});

test("a snapshot is written by number", () => {
  expect(parseSnapshot(toSnapshot(xeps.toReversed()))).toEqual(xeps);
});

test("line ends of Windows are fine", () => {
  expect(parseSnapshot(toSnapshot([mam]).replaceAll("\n", "\r\n"))).toEqual([mam]);
});

describe("a broken snapshot is refused with a sentence that names the line", () => {
  const sound = toSnapshot([xepOf({ number: 1 }), mam]);
  test.each([
    ["without its heading", sound.slice(1), /heading/u],
    ["with a field too few", sound.replace("\t2025-04-09", ""), /^Line 3 /u],
    ["without a title", sound.replace("Message Archive Management", ""), /^Line 3 /u],
    ["with a day that never was", sound.replace("2025-04-09", "2025-04-31"), /^Line 3 /u],
    ["with the last call on no day", sound.replace(/\t\n$/u, "\tsoon\n"), /^Line 3 /u],
    ["with a number that is none", sound.replace("313", "0"), /^Line 3 /u],
    ["with a number twice", sound.replace("313", "1"), /out of order, or twice/u],
  ])("%s", (_, broken, reason) => {
    expect(broken).not.toBe(sound);
    expect(() => parseSnapshot(broken)).toThrow(XepListError);
    expect(() => parseSnapshot(broken)).toThrow(reason);
  });
});

test("no text makes it fail in another way", () => {
  const heading = toSnapshot([]);
  fc.assert(
    fc.property(fc.string(), (text) => {
      const error = thrownBy(() => parseSnapshot(heading + text));
      expect(error === undefined || error instanceof XepListError).toBe(true);
    }),
  );
});
