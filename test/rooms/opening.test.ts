/** A room that the bot made is opened to others, also where that takes more than one try. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type FakeRooms, fakeRooms, removal, ROOM, self } from "../support/rooms.ts";

const MINUTE = 60_000;
const ACCEPTS = `query http://jabber.org/protocol/muc#owner ${ROOM}`;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Rooms of which the bot has just made one. */
function made(): FakeRooms {
  const rooms = fakeRooms();
  rooms.enter();
  rooms.hear(self("newsstand", `<status code="201"/>`));
  rooms.said.length = 0;
  return rooms;
}

test("it is tried again after growing pauses, and both the trouble and its end are told once", async () => {
  const rooms = made();
  for (const pause of [5_000, 10_000, 20_000]) {
    expect(rooms.questions()).toEqual([ACCEPTS]);
    await rooms.answer((asked) => asked.miss());
    await vi.advanceTimersByTimeAsync(pause - 1);
    expect(rooms.questions()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
  }
  await rooms.answer((asked) => asked.answer());
  expect(rooms.said).toEqual([
    `${ROOM} cannot be opened to others; it is tried again`,
    `${ROOM} is open to others`,
  ]);
});

test("after six tries it is given up, which is told with what can be done", async () => {
  const rooms = made();
  for (let tries = 1; tries <= 6; tries += 1) {
    expect(rooms.questions(), `try ${tries}`).toEqual([ACCEPTS]);
    await rooms.answer((asked) => asked.refuse("forbidden"));
    vi.advanceTimersByTime(10 * MINUTE);
    // The room was silent, too.
    rooms.asked.splice(0, rooms.asked.length, ...rooms.asked.filter(({ payload }) => payload.is("query")));
  }
  expect(rooms.asked).toEqual([]);
  expect(rooms.said.at(-1)).toBe(
    `${ROOM} stays closed to others, and is not tried again; with another client, the bot's account can accept the room's configuration`,
  );
});

test("what a lost session interrupted goes on when the bot is back, as if nothing had been", async () => {
  const rooms = made();
  await rooms.answer((asked) => asked.miss(true));
  rooms.enter();
  expect(rooms.asked).toEqual([]);
  rooms.hear(self("newsstand"));
  expect(rooms.questions()).toEqual([ACCEPTS]);
  await rooms.answer((asked) => asked.answer());
  expect(rooms.said).toEqual([`entered ${ROOM} as newsstand`]);
  rooms.enter();
  rooms.hear(self("newsstand"));
  expect(rooms.asked, "an open room is not opened again").toEqual([]);
});

test("whoever is out opens nothing, whatever is still answered", async () => {
  const rooms = made();
  rooms.hear(removal("newsstand", `<status code="301"/>`));
  rooms.said.length = 0;
  await rooms.answer((asked) => asked.miss());
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(rooms.asked).toEqual([]);
  expect(rooms.said).toEqual([]);
});
