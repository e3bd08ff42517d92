/** How far a delivery has come, as it is stored. */

import { expect, test } from "vitest";
import { fromElement, isFurther, type Passage, START, toElement } from "../../src/announce/passage.ts";
import { element, xmlEqual } from "../support/conversation.ts";

const passage: Passage = {
  issue: "2026-11-20-news",
  upTo: { bucket: 17, jid: "zoe@chat.example" },
  doubt: [{ jid: "zoe@chat.example", topic: "items:servers" }],
  letters: 120,
};
const STORED = `<passage xmlns="urn:x-newsstand:delivered" issue="2026-11-20-news" bucket="17" jid="zoe@chat.example" letters="120"><letter jid="zoe@chat.example" topic="items:servers"/></passage>`;

test("a passage is stored, and read again", () => {
  expect(xmlEqual(toElement(passage), element(STORED))).toBe(true);
  expect(fromElement(element(STORED))).toEqual(passage);
});

test.each([
  ["nothing", undefined],
  ["another element", element("<other/>")],
  ["no place", element(STORED.replace(`bucket="17"`, `bucket="x"`))],
  ["no issue", element(STORED.replace(/issue="[^"]*"/u, ""))],
])("%s is no passage", (_, stored) => {
  expect(fromElement(stored)).toBeUndefined();
});

test("places are in the order of buckets, then of addresses", () => {
  expect(isFurther(passage.upTo, START)).toBe(true);
  expect(isFurther(START, passage.upTo)).toBe(false);
  expect(isFurther(passage.upTo, passage.upTo)).toBe(false);
  expect(isFurther({ bucket: 17, jid: "zoe@chat.example1" }, passage.upTo)).toBe(true);
  expect(isFurther({ bucket: 16, jid: "zz" }, passage.upTo)).toBe(false);
});
