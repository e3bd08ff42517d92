/** The rooms the bot is in, told by the stanzas that go to and fro. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Log } from "../src/log.ts";
import { createRooms } from "../src/rooms.ts";
import { type Conversation, conversation, element, type Step } from "./support/conversation.ts";

const ROOM = "team@rooms.example.org";
const USER = `xmlns="http://jabber.org/protocol/muc#user"`;
const joins = (nick: string): Step => ({
  sends: `<presence to="${ROOM}/${nick}"><x xmlns="http://jabber.org/protocol/muc"><history maxstanzas="0"/></x></presence>`,
});
const self = (nick: string, more = "") =>
  `<presence from="${ROOM}/${nick}"><x ${USER}><status code="110"/>${more}</x></presence>`;
const removal = (nick: string, inside: string) =>
  `<presence from="${ROOM}/${nick}" type="unavailable"><x ${USER}>${inside}<status code="110"/></x></presence>`;
const refusal = (condition: string, nick = "newsstand") =>
  `<presence from="${ROOM}/${nick}" type="error"><error type="cancel"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></presence>`;

/** The rooms, with a script of what they send, and what they log. */
function rooms(...steps: readonly Step[]) {
  const said: string[] = [];
  const note = (message: string): void => void said.push(message);
  const log: Log = {
    error: note,
    warn: note,
    info: note,
    debug: () => {},
    trace: () => {},
    child: () => log,
  };
  const xmpp: Conversation = conversation(...steps);
  const made = createRooms({ xmpp, rooms: [ROOM], nick: "newsstand", extra: () => [], log });
  return { ...made, hear: (xml: string) => made.presence(element(xml)), said, xmpp };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a room is entered, and the self-presence says that the bot is in", () => {
  const { enter, hear, state, nicks, said, xmpp } = rooms(joins("newsstand"));
  enter();
  expect(state()).toEqual({ [ROOM]: false });
  hear(`<presence from="${ROOM}/ana"><x ${USER}/></presence>`);
  expect(nicks().size).toBe(0);
  hear(self("newsstand"));
  expect(state()).toEqual({ [ROOM]: true });
  expect([...nicks()]).toEqual([[ROOM, "newsstand"]]);
  expect(said).toEqual([`entered ${ROOM} as newsstand`]);
  xmpp.end();
});

test("a nickname that is taken makes the bot take another, and another", () => {
  const { enter, hear, nicks, xmpp } = rooms(joins("newsstand"), joins("newsstand_"), joins("newsstand-2"));
  enter();
  hear(refusal("conflict"));
  hear(refusal("conflict", "newsstand_"));
  hear(self("newsstand-2"));
  expect([...nicks()]).toEqual([[ROOM, "newsstand-2"]]);
  xmpp.end();
});

test("a room that lets nobody have a name is asked again later, not at once", () => {
  const names = ["newsstand", "newsstand_", "newsstand-2", "newsstand-3", "newsstand-4", "newsstand-5"];
  const { enter, hear, xmpp } = rooms(...names.map(joins), joins("newsstand"));
  enter();
  for (const name of names) hear(refusal("conflict", name));
  expect(() => xmpp.end()).toThrow("1 more step");
  vi.advanceTimersByTime(5_000);
  xmpp.end();
});

test("a room may give the bot another nickname than it asked for", () => {
  const { enter, hear, nicks } = rooms(joins("newsstand"));
  enter();
  hear(self("Newsstand the bot", `<status code="210"/>`));
  expect(nicks().get(ROOM)).toBe("Newsstand the bot");
});

test("whoever is kicked out comes back after a pause, and the pauses grow", () => {
  const { enter, hear, said, state, xmpp } = rooms(joins("newsstand"), joins("newsstand"));
  enter();
  hear(self("newsstand"));
  hear(removal("newsstand", `<item><reason>too loud</reason></item><status code="307"/>`));
  expect(state()).toEqual({ [ROOM]: false });
  expect(said.at(-1)).toBe(`no longer in ${ROOM}, kicked out of it: too loud`);
  expect(() => xmpp.end()).toThrow("1 more step");
  vi.advanceTimersByTime(5_000);
  xmpp.end();
});

test("the departure of another occupant is not the bot's", () => {
  const { enter, hear, state } = rooms(joins("newsstand"));
  enter();
  hear(self("newsstand"));
  hear(`<presence from="${ROOM}/ana" type="unavailable"><x ${USER}><status code="307"/></x></presence>`);
  expect(state()).toEqual({ [ROOM]: true });
});

test("a nickname that somebody else gives the bot is its nickname", () => {
  const { enter, hear, nicks, state } = rooms(joins("newsstand"));
  enter();
  hear(self("newsstand"));
  hear(removal("newsstand", `<item nick="stand"/><status code="303"/>`));
  hear(self("stand"));
  expect(nicks().get(ROOM)).toBe("stand");
  expect(state()).toEqual({ [ROOM]: true });
});

test.each([
  ["forbidden", "the bot is banned there"],
  ["registration-required", "make the bot's account a member"],
  ["item-not-found", "the room does not exist, and the bot may not create it"],
  ["remote-server-not-found", "check the room's JID in NEWSSTAND_ROOMS"],
  ["internal-server-error", "it is tried again"],
])("a refusal (%s) is told with what to do, and tried again later", (condition, words) => {
  const { enter, hear, said, xmpp } = rooms(joins("newsstand"), joins("newsstand"));
  enter();
  hear(refusal(condition));
  expect(said).toEqual([`${ROOM} refused to let the bot in: ${condition}; ${words}`]);
  vi.advanceTimersByTime(5_000);
  xmpp.end();
});

test("a room that does not answer is told after a minute, and asked again", () => {
  const { enter, said, xmpp } = rooms(joins("newsstand"), joins("newsstand"));
  enter();
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([`${ROOM} does not answer; check the room's JID in NEWSSTAND_ROOMS`]);
  vi.advanceTimersByTime(5_000);
  xmpp.end();
});

test("a room that throws the bot out again and again is entered at growing intervals", () => {
  const { enter, hear, xmpp } = rooms(joins("newsstand"), joins("newsstand"), joins("newsstand"));
  enter();
  for (const pause of [5_000, 10_000]) {
    hear(self("newsstand"));
    hear(removal("newsstand", `<status code="307"/>`));
    vi.advanceTimersByTime(pause * 0.6);
    expect(() => xmpp.end()).toThrow("more step");
    vi.advanceTimersByTime(pause * 0.4);
  }
  xmpp.end();
});

test("a room that did not exist is opened with its defaults", () => {
  const { enter, hear, said, xmpp } = rooms(joins("newsstand"), {
    to: ROOM,
    type: "set",
    sends: `<query xmlns="http://jabber.org/protocol/muc#owner"><x xmlns="jabber:x:data" type="submit">
      <field var="FORM_TYPE" type="hidden"><value>http://jabber.org/protocol/muc#roomconfig</value></field></x></query>`,
  });
  enter();
  hear(self("newsstand", `<status code="201"/>`));
  expect(said.at(-1)).toBe(`${ROOM} did not exist: it was created with the service's defaults`);
  xmpp.end();
});

test("a destroyed room is told with its reason", () => {
  const { enter, hear, said } = rooms(joins("newsstand"));
  enter();
  hear(self("newsstand"));
  hear(removal("newsstand", `<destroy jid="new@rooms.example.org"><reason>we moved</reason></destroy>`));
  expect(said.at(-1)).toBe(`no longer in ${ROOM}, which was destroyed: we moved`);
});

test("the bot leaves the rooms it is in, and does not come back", () => {
  const leaves = { sends: `<presence to="${ROOM}/newsstand" type="unavailable"/>` };
  const { enter, hear, leave, xmpp } = rooms(joins("newsstand"), leaves);
  enter();
  hear(self("newsstand"));
  leave();
  hear(removal("newsstand", ""));
  vi.advanceTimersByTime(3_600_000);
  xmpp.end();
});
