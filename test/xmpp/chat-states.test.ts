/** XEP-0085 and XEP-0334: what the bot does now, and who is to keep it. */

import { expect, test } from "vitest";
import * as chatStates from "../../src/xmpp/chat-states.ts";
import * as hints from "../../src/xmpp/hints.ts";
import { element, xmlEqual } from "../support/conversation.ts";

test.each(["active", "composing", "paused"] as const)("%s is an element of its name", (state) => {
  const expected = element(`<${state} xmlns="http://jabber.org/protocol/chatstates"/>`);
  expect(xmlEqual(chatStates.toElement(state), expected)).toBe(true);
});

test.each(["store", "no-store"] as const)("%s is an element of its name", (hint) => {
  expect(xmlEqual(hints.toElement(hint), element(`<${hint} xmlns="urn:xmpp:hints"/>`))).toBe(true);
});
