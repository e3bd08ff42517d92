/** XEP-0203: delayed delivery. */

import { expect, test } from "vitest";
import { isDelayed } from "../../src/xmpp/delay.ts";
import { element } from "../support/conversation.ts";

test("a stanza that was said earlier carries a mark, in its old form or its new one", () => {
  expect(isDelayed(element(`<message><delay xmlns="urn:xmpp:delay" stamp="x"/></message>`))).toBe(true);
  expect(isDelayed(element(`<message><x xmlns="jabber:x:delay" stamp="x"/></message>`))).toBe(true);
  expect(isDelayed(element(`<message><delay xmlns="urn:other"/><x xmlns="jabber:x:data"/></message>`))).toBe(
    false,
  );
});
