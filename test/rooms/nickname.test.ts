/** The nickname that a room lets the bot have, and the way back to the one it should have. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeRooms, refusal, removal, ROOM, self, USER, visited } from "../support/rooms.ts";

const joins = (nick = "newsstand"): string => `join ${ROOM}/${nick}`;
/** It asks for no list of occupants, and no history. */
const WANTS = `rename ${ROOM}/newsstand`;
const leaves = (nick: string, inside = ""): string =>
  `<presence from="${ROOM}/${nick}" type="unavailable"><x ${USER}>${inside}</x></presence>`;
const TEN_MINUTES = 600_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a nickname that is taken makes the bot take another, and another", () => {
  const rooms = fakeRooms();
  rooms.enter();
  rooms.hear(refusal("conflict"));
  rooms.hear(refusal("conflict", "newsstand_"));
  expect(rooms.sent()).toEqual([joins(), joins("newsstand_"), joins("newsstand-2")]);
  rooms.hear(self("newsstand-2"));
  expect(rooms.nicks().get(ROOM)).toBe("newsstand-2");
  expect(rooms.said).toEqual([`entered ${ROOM} as newsstand-2`]);
});

test("a room that lets nobody have a name is asked again later, and told once", () => {
  const rooms = fakeRooms();
  const names = ["newsstand", "newsstand_", "newsstand-2", "newsstand-3", "newsstand-4", "newsstand-5"];
  rooms.enter();
  for (const pause of [5_000, 10_000]) {
    for (const name of names) rooms.hear(refusal("conflict", name));
    expect(rooms.sent()).toEqual(names.map(joins));
    vi.advanceTimersByTime(pause);
  }
  expect(rooms.said).toEqual([
    `${ROOM} refused to let the bot in: conflict; others have every nickname that was tried; NEWSSTAND_NICK can name another`,
  ]);
});

test.each([
  ["leaves", leaves("newsstand")],
  ["takes another name", leaves("newsstand", `<item nick="ana"/><status code="303"/>`)],
  ["is kicked out", leaves("newsstand", `<status code="307"/>`)],
])("the wanted nickname is asked for at once when whoever has it %s", (_, stanza) => {
  const rooms = visited("newsstand_");
  rooms.hear(stanza);
  expect(rooms.sent()).toEqual([WANTS]);
  expect(rooms.nicks().get(ROOM)).toBe("newsstand_");
  rooms.hear(removal("newsstand_", `<item nick="newsstand"/><status code="303"/>`));
  rooms.hear(self("newsstand"));
  expect(rooms.nicks().get(ROOM)).toBe("newsstand");
  expect(rooms.isIn(ROOM)).toBe(true);
  expect(rooms.said).toEqual([`now known as newsstand in ${ROOM}`]);
  vi.advanceTimersByTime(TEN_MINUTES);
  expect(rooms.sent()).toEqual([]);
});

test("otherwise it is tried every ten minutes, and a failure changes nothing and says nothing", () => {
  const rooms = visited("newsstand_");
  for (let attempt = 0; attempt < 3; attempt += 1) {
    vi.advanceTimersByTime(TEN_MINUTES);
    expect(rooms.sent()).toEqual([WANTS]);
    rooms.hear(refusal("conflict"));
    expect(rooms.nicks().get(ROOM)).toBe("newsstand_");
  }
  expect(rooms.said).toEqual([]);
});

test("a refusal of the nickname that could mean that the bot is out makes it ask", () => {
  const rooms = visited("newsstand_");
  rooms.hear(refusal("conflict"));
  expect(rooms.asked).toEqual([]);
  rooms.hear(refusal("not-acceptable"));
  expect(rooms.asked.map(({ to }) => to)).toEqual([`${ROOM}/newsstand_`]);
  expect(rooms.isIn(ROOM)).toBe(true);
});

test("whoever else leaves frees no nickname that the bot wants", () => {
  const rooms = visited("newsstand_");
  rooms.hear(leaves("ana"));
  expect(rooms.sent()).toEqual([]);
  const content = visited();
  content.hear(leaves("newsstand_"));
  expect(content.sent()).toEqual([]);
});

test("a nickname that the room gives instead of the wanted one is the bot's, and it tries to return", () => {
  const rooms = visited("Newsstand the bot", `<status code="210"/>`);
  expect(rooms.nicks().get(ROOM)).toBe("Newsstand the bot");
  vi.advanceTimersByTime(TEN_MINUTES);
  expect(rooms.sent()).toEqual([WANTS]);
  rooms.hear(self("Newsstand the bot", `<status code="210"/>`));
  expect(rooms.said).toEqual([]);
});

test.each([
  ["composed", "Zeitungsst\u00e4nder", "Zeitungssta\u0308nder"],
  ["decomposed", "Zeitungssta\u0308nder", "Zeitungsst\u00e4nder"],
  ["free of ligatures", "fine", "\ufb01ne"],
])("a wanted nickname is had where the room makes it %s", (_, own, wanted) => {
  const rooms = fakeRooms({ nick: wanted });
  rooms.enter();
  expect(rooms.sent()).toEqual([joins(wanted.normalize("NFC"))]);
  rooms.hear(self(own));
  expect(rooms.nicks().get(ROOM)).toBe(own);
  vi.advanceTimersByTime(10 * TEN_MINUTES);
  expect(rooms.sent()).toEqual([]);
});

test("a nickname that somebody else gives the bot is its nickname, from the first of both presences on", () => {
  const rooms = visited();
  rooms.hear(removal("newsstand", `<item nick="stand"/><status code="303"/>`));
  expect(rooms.nicks().get(ROOM)).toBe("stand");
  rooms.hear(self("stand"));
  expect(rooms.nicks().get(ROOM)).toBe("stand");
  expect(rooms.state()).toEqual({ [ROOM]: true });
  expect(rooms.said).toEqual([`now known as stand in ${ROOM}`]);
});

test("a change that does not say the new nickname is known by the next presence", () => {
  const rooms = visited();
  rooms.hear(removal("newsstand", `<status code="303"/>`));
  expect(rooms.isIn(ROOM)).toBe(true);
  rooms.hear(self("stand"));
  expect(rooms.nicks().get(ROOM)).toBe("stand");
});

test("whoever comes back comes with the wanted nickname", () => {
  const rooms = visited("newsstand_");
  rooms.hear(removal("newsstand_", `<status code="307"/>`));
  vi.advanceTimersByTime(5_000);
  expect(rooms.sent()).toEqual([joins()]);
});

test("no nickname is asked for while the bot is out, or has no session", () => {
  const rooms = visited("newsstand_");
  rooms.hear(removal("newsstand_", `<status code="301"/>`));
  rooms.hear(leaves("newsstand"));
  vi.advanceTimersByTime(TEN_MINUTES - 1);
  expect(rooms.sent()).toEqual([]);
  const interrupted = visited("newsstand_");
  interrupted.offline();
  vi.advanceTimersByTime(2 * TEN_MINUTES);
  expect(interrupted.sent()).toEqual([]);
  interrupted.resumed();
  expect(interrupted.sent()).toEqual([WANTS]);
});
