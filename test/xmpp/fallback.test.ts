/** XEP-0428: what of a body only stands for something else. */

import { expect, test } from "vitest";
import { fallbackFor } from "../../src/xmpp/fallback.ts";
import { element, xmlEqual } from "../support/conversation.ts";

test("the beginning of a body is counted in code points", () => {
  const expected = element(
    `<fallback xmlns="urn:xmpp:fallback:0" for="urn:x"><body start="0" end="4"/></fallback>`,
  );
  expect(xmlEqual(fallbackFor("urn:x", "a😀é\n"), expected)).toBe(true);
});
