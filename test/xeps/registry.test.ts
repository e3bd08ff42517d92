/** How XEPs are found. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRegistry } from "../../src/xeps/registry.ts";
import { readSnapshot } from "../../src/xeps/snapshot.ts";
import { mam, xeps } from "./xeps.ts";

const registry = createRegistry(xeps);

function found(text: string): number[] {
  return registry.search(text).matches.map(({ number }) => number);
}

test("a XEP is found by its number", () => {
  expect(registry.find(313)).toBe(mam);
  expect(registry.find(1)).toBeUndefined();
});

test("the newest XEP has the highest number, and an empty registry has none", () => {
  expect(registry.newest).toBe(479);
  expect(createRegistry([]).newest).toBeUndefined();
});

test.each([
  "313",
  "0313",
  "XEP-0313",
  "xep0313",
  "mam",
  "MAM",
  "message archive management",
  "MESSAGE-archive, Management",
])("%s is exactly Message Archive Management", (text) => {
  expect(registry.search(text)).toEqual({ matches: [mam], exact: true, nearest: undefined });
});

test("a short name that was given twice matches both, the one in use first", () => {
  expect(found("component")).toEqual([114, 225]);
});

test("a title that was given twice matches both", () => {
  expect(found("stream initiation")).toEqual([95, 87]);
});

describe("words of a title", () => {
  test("must all be there, whole or as beginnings", () => {
    expect(found("http upload")).toEqual([363]);
    expect(found("upload http fil")).toEqual([363]);
    expect(found("http upload chat")).toEqual([]);
  });

  test("rank titles that begin with them before others, those in use first", () => {
    expect(found("message archive")).toEqual([313, 441, 136, 241]);
    expect(found("archiv")).toEqual([313, 441, 241, 136]);
  });

  test("are no match as the end of a word", () => {
    expect(found("nagement")).toEqual([]);
  });

  test("may be a number that is no XEP's", () => {
    expect(found("2023")).toEqual([479]);
    expect(found("202")).toEqual([]);
  });

  test("are compared without accents and width", () => {
    expect(found("Mültì user ｃｈａｔ")).toEqual([45]);
  });
});

test.each([
  ["omeno", 384],
  ["mamprefz", 441],
  ["mesage archive", 313],
  ["Publish Subscrbe", 60],
  ["htpp file uplaod", 363],
])("%s is near to XEP %i", (text, number) => {
  expect(registry.search(text)).toMatchObject({ matches: [], exact: false, nearest: { number } });
});

test("what resembles nothing has nothing near", () => {
  expect(registry.search("zebra crossing").nearest).toBeUndefined();
  expect(registry.search("").nearest).toBeUndefined();
  expect(registry.search("!?").matches).toEqual([]);
});

test("every XEP of the snapshot is found by its number, its short name and its title", async () => {
  const snapshot = await readSnapshot();
  const all = createRegistry(snapshot);
  for (const xep of snapshot) {
    for (const text of [String(xep.number), xep.shortName ?? xep.title, xep.title]) {
      expect(all.search(text).matches.map(({ number }) => number)).toContain(xep.number);
    }
  }
});

test("any text is searched, and quickly", async () => {
  const all = createRegistry(await readSnapshot());
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      expect(all.search(text).matches.length).toBeLessThanOrEqual(600);
    }),
  );
  const begin = performance.now();
  for (const text of ["a ".repeat(500_000), "x".repeat(1_000_000), "\ufdfa".repeat(300_000)])
    all.search(text);
  expect(performance.now() - begin).toBeLessThan(500);
});
