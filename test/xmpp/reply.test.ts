/** XEP-0461: replies. */

import { expect, test } from "vitest";
import * as reply from "../../src/xmpp/reply.ts";
import { element, xmlEqual } from "../support/conversation.ts";

test("a reply names the message and its author", () => {
  const xml = `<reply xmlns="urn:xmpp:reply:0" id="1" to="a@b/c"/>`;
  expect(xmlEqual(reply.toElement({ id: "1", to: "a@b/c" }), element(xml))).toBe(true);
  expect(reply.repliedTo(element(`<message>${xml}</message>`))).toEqual({ id: "1", to: "a@b/c" });
});

test.each([
  ["without an author is one", `<reply xmlns="urn:xmpp:reply:0" id="1"/>`, { id: "1", to: undefined }],
  ["without an id is none", `<reply xmlns="urn:xmpp:reply:0" to="a@b/c"/>`, undefined],
  ["of another namespace is none", `<reply xmlns="urn:x" id="1"/>`, undefined],
])("a reply %s", (_, xml, expected) => {
  expect(reply.repliedTo(element(`<message>${xml}</message>`))).toEqual(expected);
});
