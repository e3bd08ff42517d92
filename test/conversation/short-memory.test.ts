/** What is remembered for a while. */

import { expect, test } from "vitest";
import { createShortMemory, keyOf } from "../../src/conversation/short-memory.ts";

test("the latest are remembered, and none for too long", () => {
  let now = 0;
  const memory = createShortMemory<number>({ most: 2, age: 10, now: () => now });
  for (const [key, value] of [
    ["a", 1],
    ["b", 2],
    ["a", 3],
    ["c", 4],
  ] as const)
    memory.set(key, value);
  expect(["a", "b", "c"].map(memory.get)).toEqual([3, undefined, 4]);
  now = 9;
  memory.set("a", 5);
  now = 10;
  expect(["a", "c"].map(memory.get)).toEqual([5, undefined]);
  memory.forget("a");
  expect(memory.get("a")).toBeUndefined();
});

test("no two lists of texts have the same key", () => {
  expect(keyOf("a b", "c")).not.toBe(keyOf("a", "b c"));
  expect(keyOf('a","b')).not.toBe(keyOf("a", "b"));
});
