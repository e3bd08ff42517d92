/** XEP-0172: nicknames. */

import { expect, test } from "vitest";
import * as nick from "../../src/xmpp/nick.ts";
import { element } from "../support/conversation.ts";

test("a nickname is read back as it was written", () => {
  expect(nick.fromElement(nick.toElement("News & <more>"))).toBe("News & <more>");
});

test("what is no nickname is none", () => {
  expect(nick.fromElement(undefined)).toBeUndefined();
  expect(nick.fromElement(element(`<nick xmlns="urn:x">News</nick>`))).toBeUndefined();
});
