/** XEP-0184: receipts. */

import { expect, test } from "vitest";
import * as receipts from "../../src/xmpp/receipts.ts";
import { element, xmlEqual } from "../support/conversation.ts";

test("a receipt names the message that arrived, and is known as one", () => {
  const xml = `<received xmlns="urn:xmpp:receipts" id="1"/>`;
  expect(xmlEqual(receipts.toElement("1"), element(xml))).toBe(true);
  expect(receipts.isReceipt(element(`<message>${xml}</message>`))).toBe(true);
  expect(receipts.isReceipt(element(`<message><received xmlns="urn:xmpp:chat-markers:0"/></message>`))).toBe(
    false,
  );
});

test.each([
  [true, `<message id="1"><request xmlns="urn:xmpp:receipts"/></message>`],
  [false, `<message><request xmlns="urn:xmpp:receipts"/></message>`],
  [false, `<message id="1"/>`],
])("it is %s that one is wanted by %s", (isWanted, xml) => {
  expect(receipts.isWanted(element(xml))).toBe(isWanted);
});
