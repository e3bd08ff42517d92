/** XEP-0359: ids that the sender gives. */

import { expect, test } from "vitest";
import * as originId from "../../src/xmpp/origin-id.ts";
import { element, xmlEqual } from "../support/conversation.ts";

test("an id is a child of the message", () => {
  const expected = element(`<origin-id xmlns="urn:xmpp:sid:0" id="a1"/>`);
  expect(xmlEqual(originId.toElement("a1"), expected)).toBe(true);
});

test.each([
  [`<message/>`, []],
  [`<message id="a"/>`, ["a"]],
  [`<message id="a"><origin-id xmlns="urn:xmpp:sid:0" id="a"/></message>`, ["a"]],
  [`<message id="b"><origin-id xmlns="urn:xmpp:sid:0" id="a"/></message>`, ["b", "a"]],
  [`<message id="b"><origin-id xmlns="urn:other" id="a"/></message>`, ["b"]],
  [`<message><origin-id xmlns="urn:xmpp:sid:0"/></message>`, []],
])("%s is known by %j", (message, ids) => {
  expect(originId.idsOf(element(message))).toEqual(ids);
});

test("an id that was given on the way is known by who gave it", () => {
  const by = (jid: string): string | undefined =>
    originId.stanzaIdOf(
      element(`<message><stanza-id xmlns="urn:xmpp:sid:0" id="a" by="x@y"/>
        <stanza-id xmlns="urn:xmpp:sid:0" id="b" by="Room@Rooms.example.org"/>
        <stanza-id xmlns="urn:xmpp:sid:0" id="c"/><stanza-id xmlns="urn:other" id="d" by="z@y"/></message>`),
      jid,
    );
  expect(by("room@rooms.example.org")).toBe("b");
  expect(by("x@y")).toBe("a");
  expect(by("z@y")).toBeUndefined();
  expect(by("")).toBeUndefined();
});
