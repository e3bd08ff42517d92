/** XEP-0428: what of a body only stands for something else. */

import { describe, expect, test } from "vitest";
import { fallbackFor, rangesOf, wholeFallbackFor } from "../../src/xmpp/fallback.ts";
import { element, xmlEqual } from "../support/conversation.ts";

test("the beginning of a body is counted in code points", () => {
  const expected = element(
    `<fallback xmlns="urn:xmpp:fallback:0" for="urn:x"><body start="0" end="4"/></fallback>`,
  );
  expect(xmlEqual(fallbackFor("urn:x", "a😀é\n"), expected)).toBe(true);
});

test("a whole body has no positions", () => {
  const expected = element(`<fallback xmlns="urn:xmpp:fallback:0" for="urn:x"><body/></fallback>`);
  expect(xmlEqual(wholeFallbackFor("urn:x"), expected)).toBe(true);
});

describe("the ranges of a body", () => {
  const ranges = (inside: string) => rangesOf(element(`<message>${inside}</message>`), new Set(["urn:x"]));
  const whole = { start: 0, end: Infinity };

  test.each([
    ["", []],
    [`<fallback xmlns="urn:xmpp:fallback:0" for="urn:x"/>`, [whole]],
    [`<fallback xmlns="urn:xmpp:fallback:0" for="urn:x"><body/></fallback>`, [whole]],
    [`<fallback xmlns="urn:xmpp:fallback:0"/>`, [whole]],
    [`<fallback xmlns="urn:xmpp:fallback:0" for="urn:y"/>`, []],
    [`<fallback xmlns="urn:xmpp:fallback:0" for="urn:x"><subject/></fallback>`, []],
    [`<fallback xmlns="urn:other" for="urn:x"/>`, []],
    [
      `<fallback xmlns="urn:xmpp:fallback:0" for="urn:x"><body start="5" end="7"/><body start="-1" end="2"/></fallback>
       <fallback xmlns="urn:xmpp:fallback:0"><body start="1" end="2"/></fallback>`,
      [
        { start: 5, end: 7 },
        { start: 1, end: 2 },
      ],
    ],
  ])("%s", (inside, expected) => {
    expect(ranges(inside)).toEqual(expected);
  });
});
