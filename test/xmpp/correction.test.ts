/** XEP-0308: corrections. */

import { expect, test } from "vitest";
import * as correction from "../../src/xmpp/correction.ts";
import { element, xmlEqual } from "../support/conversation.ts";

test("a correction names the message that it stands for", () => {
  const xml = `<replace xmlns="urn:xmpp:message-correct:0" id="1"/>`;
  expect(xmlEqual(correction.toElement("1"), element(xml))).toBe(true);
  expect(correction.replacedBy(element(`<message>${xml}</message>`))).toBe("1");
});

test("any other message corrects nothing", () => {
  expect(correction.replacedBy(element(`<message id="1"><replace xmlns="urn:x" id="1"/></message>`))).toBe(
    undefined,
  );
});
