/** What ended a stream is known again. */

import { expect, test } from "vitest";
import { createBlame } from "../../../src/xmpp/session/blame.ts";
import { element } from "../../support/xml.ts";

const iq = (id: string, title: string) =>
  element(
    `<iq type="set" to="pubsub.example.org" id="${id}"><publish xmlns="urn:p"><t>${title}</t></publish></iq>`,
  );

test("a request is known again under another id, and one with another content is not", () => {
  const blame = createBlame();
  expect(blame.has(iq("a", "one"))).toBe(false);
  blame.add(iq("a", "one"));
  expect(blame.has(iq("b", "one"))).toBe(true);
  expect(blame.has(iq("a", "two"))).toBe(false);
});

test("an entry is known again when only the time of its change is another", () => {
  const blame = createBlame();
  const entry = (updated: string) =>
    element(
      `<iq type="set" id="a"><entry xmlns="urn:e"><t>one</t><updated>${updated}</updated></entry></iq>`,
    );
  blame.add(entry("2026-05-05T12:00:00Z"));
  expect(blame.has(entry("2026-05-05T12:00:01Z"))).toBe(true);
});

test("the same words said again are another message", () => {
  const blame = createBlame();
  const message = (id: string) => element(`<message to="a@example.org" id="${id}"><body>x</body></message>`);
  blame.add(message("1"));
  expect(blame.has(message("1"))).toBe(true);
  expect(blame.has(message("2"))).toBe(false);
});

test("a hundred are remembered", () => {
  const blame = createBlame();
  for (let count = 0; count <= 100; count += 1) blame.add(iq("a", String(count)));
  expect(blame.has(iq("a", "0"))).toBe(false);
  expect(blame.has(iq("a", "1"))).toBe(true);
  expect(blame.has(iq("a", "100"))).toBe(true);
});
