/** XEP-0424 and XEP-0425: messages that are taken back. */

import { expect, test } from "vitest";
import { isModerated } from "../../src/xmpp/moderation.ts";
import * as retraction from "../../src/xmpp/retraction.ts";
import { element, xmlEqual } from "../support/conversation.ts";

const read = (inside: string) => {
  const found = retraction.retractionOf(element(`<message>${inside}</message>`));
  return found && { id: found.id, isOwn: retraction.isOwn(found), isModerated: isModerated(found) };
};
const fastened = (inside: string): string =>
  `<apply-to xmlns="urn:xmpp:fasten:0" id="1">${inside}</apply-to>`;

test("a retraction names the message", () => {
  const expected = element(`<retract xmlns="urn:xmpp:message-retract:1" id="1"/>`);
  expect(xmlEqual(retraction.toElement("1"), expected)).toBe(true);
});

test.each([
  ["of its sender", `<retract xmlns="urn:xmpp:message-retract:1" id="1"/>`, true, false],
  ["of its sender, as it was", fastened(`<retract xmlns="urn:xmpp:message-retract:0"/>`), true, false],
  [
    "of a moderator",
    `<retract xmlns="urn:xmpp:message-retract:1" id="1"><moderated xmlns="urn:xmpp:message-moderate:1"/></retract>`,
    true,
    true,
  ],
  [
    "of a moderator, as it was",
    fastened(
      `<moderated xmlns="urn:xmpp:message-moderate:0"><retract xmlns="urn:xmpp:message-retract:0"/></moderated>`,
    ),
    false,
    true,
  ],
  ["of something else", fastened(`<x xmlns="urn:x"/>`), false, false],
])("what is taken back by a message %s is known", (_, xml, isOwn, moderated) => {
  expect(read(xml)).toEqual({ id: "1", isOwn, isModerated: moderated });
});

test.each([
  `<retract xmlns="urn:xmpp:message-retract:1"/>`,
  `<retract xmlns="urn:x" id="1"/>`,
  `<retracted xmlns="urn:xmpp:message-retract:1" id="1"/>`,
  "",
])("nothing is taken back by %j", (xml) => {
  expect(read(xml)).toBeUndefined();
});
