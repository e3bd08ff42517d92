/** XEP-0410: MUC Self-Ping. */

import { expect, test } from "vitest";
import { SessionError } from "../../src/xmpp/failure.ts";
import { selfPing, toVerdict } from "../../src/xmpp/selfping.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { conversation } from "../support/conversation.ts";

const occupant = "room@rooms.example.org/newsstand";
const asks = { sends: `<ping xmlns="urn:xmpp:ping"/>`, to: occupant, type: "get" } as const;

test("the bot pings its own occupant JID, and an answer means that it is in", async () => {
  const xmpp = conversation(asks);
  expect(await selfPing(xmpp, occupant)).toEqual({ verdict: "in" });
  xmpp.end();
});

test("an error is a verdict, and is handed on", async () => {
  const xmpp = conversation({
    ...asks,
    fails: `<error type="cancel"><not-acceptable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`,
  });
  const { verdict, error } = await selfPing(xmpp, occupant);
  expect(verdict).toBe("out");
  expect(error?.message).toBe(`${occupant} refused a request: not-acceptable`);
});

test.each([
  ["service-unavailable", "in"],
  ["feature-not-implemented", "in"],
  ["item-not-found", "renamed"],
  ["remote-server-not-found", "unknown"],
  ["remote-server-timeout", "unknown"],
  ["not-acceptable", "out"],
  ["not-allowed", "out"],
  ["bad-request", "out"],
  ["forbidden", "out"],
  ["gone", "out"],
  ["undefined-condition", "out"],
])("%s means %s", (condition, verdict) => {
  expect(toVerdict(new StanzaError({ condition, type: "cancel" }))).toBe(verdict);
});

test.each([
  ["no answer in time", new SessionError("nobody answered")],
  ["a session that was lost", new SessionError("the session was lost", { lost: true })],
  ["anything that is no answer of the room", new TypeError("x")],
])("%s means that nobody knows", (_, error) => {
  expect(toVerdict(error)).toBe("unknown");
});
