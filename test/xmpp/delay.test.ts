/** XEP-0203: delayed delivery. */

import { expect, test } from "vitest";
import { isDelayed } from "../../src/xmpp/delay.ts";
import { element } from "../support/conversation.ts";

const NOW = Date.parse("2026-05-05T12:00:00Z");
const read = (inside: string) => isDelayed(element(`<message>${inside}</message>`), "bot@example.org/x", NOW);
const delay = (from: string, stamp: string) =>
  `<delay xmlns="urn:xmpp:delay" from="${from}" stamp="${stamp}"/>`;

test("a stanza that was said earlier carries a mark, in its old form or its new one", () => {
  expect(read(`<delay xmlns="urn:xmpp:delay" stamp="x"/>`)).toBe(true);
  expect(read(`<x xmlns="jabber:x:delay" stamp="x"/>`)).toBe(true);
  expect(read(delay("room@rooms.example.org", "2026-05-05T11:59:59Z"))).toBe(true);
  expect(read(`<delay xmlns="urn:other"/><x xmlns="jabber:x:data"/>`)).toBe(false);
});

test.each(["example.org", "bot@example.org"])(
  "what %s kept during an interruption is as good as new",
  (from) => {
    expect(read(delay(from, "2026-05-05T11:55:00.123Z"))).toBe(false);
    expect(read(delay(from, "2026-05-05T11:45:00Z"))).toBe(true);
    expect(read(delay(from, "some time"))).toBe(true);
    expect(
      read(delay(from, "2026-05-05T11:59:00Z") + delay("room@rooms.example.org", "2026-05-04T00:00:00Z")),
    ).toBe(true);
  },
);
