/** Acknowledgements: asked for now and then, given with what is sent anyway. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAcknowledgements } from "../../../src/xmpp/session/acknowledgements.ts";
import type { Element } from "../../../src/xmpp/stanza.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A client that has received 7 stanzas, and waits for as many acknowledgements as is said. */
function speaker({ enabled = true, waiting = 1 } = {}) {
  const said: string[] = [];
  const say = (text: string): Promise<void> => {
    said.push(text);
    return Promise.resolve();
  };
  const streamManagement = { enabled, inbound: 7, outbound_q: Array.from({ length: waiting }) };
  const entity = { send: (nonza: Element) => say(nonza.toString()), write: say, streamManagement };
  return { said, acknowledgements: createAcknowledgements(entity) };
}
const REQUEST = '<r xmlns="urn:xmpp:sm:3"/>';
const ANSWER = '<a xmlns="urn:xmpp:sm:3" h="7"/>';

test("one is asked for after sixteen stanzas, and after every sixteen more", () => {
  const { said, acknowledgements } = speaker();
  for (let sent = 0; sent < 15; sent += 1) acknowledgements.sent();
  expect(said).toEqual([]);
  for (let sent = 15; sent < 40; sent += 1) acknowledgements.sent();
  expect(said).toEqual([REQUEST, REQUEST]);
});

test("one is asked for a moment after the last stanzas, unless the server has them all", () => {
  for (const [waiting, asked] of [
    [1, [REQUEST]],
    [0, []],
  ] as const) {
    const { said, acknowledgements } = speaker({ waiting });
    acknowledgements.sent();
    acknowledgements.sent();
    vi.advanceTimersByTime(249);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(said).toEqual(asked);
  }
});

test("none is asked for without stream management", () => {
  const { said, acknowledgements } = speaker({ enabled: false });
  for (let sent = 0; sent < 20; sent += 1) acknowledgements.sent();
  vi.runAllTimers();
  expect(said).toEqual([]);
});

test("the one that is owed goes out with the next stanza, and only once", () => {
  const { said, acknowledgements } = speaker();
  expect(acknowledgements.due()).toBe("");
  acknowledgements.owe();
  acknowledgements.owe();
  expect([acknowledgements.due(), acknowledgements.due()]).toEqual([ANSWER, ""]);
  vi.runAllTimers();
  expect(said).toEqual([]);
});

test("the one that is owed does not wait long for a stanza", () => {
  const { said, acknowledgements } = speaker();
  acknowledgements.owe();
  vi.advanceTimersByTime(50);
  expect(said).toEqual([ANSWER]);
  expect(acknowledgements.due()).toBe("");
});

test("when the connection is gone nothing is asked for, and nothing given", () => {
  const { said, acknowledgements } = speaker();
  acknowledgements.sent();
  acknowledgements.owe();
  acknowledgements.end();
  vi.runAllTimers();
  expect(said).toEqual([]);
});
