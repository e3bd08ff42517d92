/** RFC 6120, section 8.3: stanza errors. */

import { expect, test } from "vitest";
import { isStanzaError, StanzaError } from "../../src/xmpp/stanza-error.ts";
import { element } from "../support/conversation.ts";

const error = element(`
  <error type="cancel">
    <conflict xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/>
    <text xmlns="urn:ietf:params:xml:ns:xmpp-stanzas">No.</text>
    <precondition-not-met xmlns="http://jabber.org/protocol/pubsub#errors"/>
  </error>`);

test("a refusal says who refused what and why", () => {
  const refusal = StanzaError.fromElement(error, { from: "pubsub.example.org", request: "create a node" });
  expect(refusal).toMatchObject({
    condition: "conflict",
    type: "cancel",
    text: "No.",
    from: "pubsub.example.org",
  });
  expect(refusal.application?.getName()).toBe("precondition-not-met");
  expect(refusal.message).toBe(
    "pubsub.example.org refused to create a node: conflict, precondition-not-met (No.)",
  );
});

test("an error without a condition has the undefined one", () => {
  expect(StanzaError.fromElement(undefined)).toMatchObject({
    condition: "undefined-condition",
    type: "cancel",
  });
});

test("an error is asked for its condition", () => {
  const refusal = StanzaError.fromElement(error);
  expect(isStanzaError(refusal)).toBe(true);
  expect(isStanzaError(refusal, "forbidden", "conflict")).toBe(true);
  expect(isStanzaError(refusal, "forbidden")).toBe(false);
  expect(isStanzaError(new Error("conflict"), "conflict")).toBe(false);
});
