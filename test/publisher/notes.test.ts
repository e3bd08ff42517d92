/** What is not as it should be is said when it begins. */

import { expect, test } from "vitest";
import { createNotes } from "../../src/publisher/notes.ts";

test("what stays true is said once, and what became true again is said again", () => {
  const said: string[] = [];
  const { note, settle } = createNotes((sentence) => said.push(sentence));
  const look = (...sentences: readonly string[]): readonly string[] => {
    said.length = 0;
    for (const sentence of sentences) note(sentence);
    settle();
    return [...said];
  };
  expect(look("full", "full", "shut")).toEqual(["full", "shut"]);
  expect(look("full")).toEqual([]);
  expect(look("full", "shut")).toEqual(["shut"]);
  expect(look()).toEqual([]);
  expect(look("full")).toEqual(["full"]);
});
