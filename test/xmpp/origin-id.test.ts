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
