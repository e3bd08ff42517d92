/** A room puts the bot out, and the bot comes back. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { refusal, removal, ROOM, self, USER, visited } from "../support/rooms.ts";

const joins = (nick = "newsstand"): string => `join ${ROOM}/${nick}`;
const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the end of the visit before, told while the bot enters anew, is none of this one's", () => {
  const rooms = visited();
  rooms.enter();
  expect(rooms.sent()).toEqual([joins()]);
  rooms.hear(removal("newsstand", `<status code="110"/>`));
  rooms.hear(self("newsstand"));
  expect(rooms.isIn(ROOM)).toBe(true);
  expect(rooms.said).toEqual([`entered ${ROOM} as newsstand`]);
  rooms.hear(removal("newsstand", `<status code="110"/>`));
  expect(rooms.isIn(ROOM)).toBe(false);
  expect(rooms.said.at(-1)).toBe(`no longer in ${ROOM}, it ended the visit`);
});

describe("whoever is out", () => {
  test.each([
    [301, 10 * MINUTE, "banned from it: too loud; an admin of the room can lift the ban"],
    [307, 5_000, "kicked out of it: too loud"],
    [
      321,
      10 * MINUTE,
      "its affiliation was taken away: too loud; an admin of the room can make the bot's account a member",
    ],
    [
      322,
      10 * MINUTE,
      "which became members-only: too loud; an admin of the room can make the bot's account a member",
    ],
    [332, 5_000, "whose service shuts down: too loud"],
    [333, 5_000, "by a technical failure: too loud"],
    [999, 5_000, "it ended the visit: too loud"],
  ])("with status %i enters again after %i ms", (status, pause, words) => {
    const rooms = visited();
    rooms.hear(removal("newsstand", `<item><reason>too loud</reason></item><status code="${status}"/>`));
    expect(rooms.isIn(ROOM)).toBe(false);
    expect(rooms.nicks().has(ROOM)).toBe(false);
    expect(rooms.logged.at(-1)).toBe(`warn: no longer in ${ROOM}, ${words}`);
    vi.advanceTimersByTime(pause - 1);
    expect(rooms.sent()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rooms.sent()).toEqual([joins()]);
  });

  test("by a technical failure was kicked by nobody, whatever the room says beside it, and is told once", () => {
    const rooms = visited();
    const both = removal("newsstand", `<status code="307"/><status code="333"/>`);
    rooms.hear(both);
    rooms.hear(both);
    expect(rooms.said).toEqual([`no longer in ${ROOM}, by a technical failure`]);
  });

  test.each([
    [301, "forbidden"],
    [322, "registration-required"],
    [321, "registration-required"],
  ])("with status %i is not told again what the next try meets: %s", (status, condition) => {
    const rooms = visited();
    rooms.hear(removal("newsstand", `<status code="${status}"/>`));
    vi.advanceTimersByTime(10 * MINUTE);
    rooms.hear(refusal(condition));
    expect(rooms.said).toHaveLength(1);
  });

  test("again and again waits longer each time, until a visit lasts", () => {
    const rooms = visited();
    const kick = removal("newsstand", `<status code="307"/>`);
    for (const pause of [5_000, 10_000, 20_000]) {
      rooms.hear(kick);
      vi.advanceTimersByTime(pause - 1);
      expect(rooms.sent()).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(rooms.sent()).toEqual([joins()]);
      rooms.hear(self("newsstand"));
    }
    vi.advanceTimersByTime(6 * MINUTE);
    rooms.hear(kick);
    vi.advanceTimersByTime(5_000);
    expect(rooms.sent()).toEqual([joins()]);
  });

  test("hears it twice from some services, and does not wait twice as long", () => {
    const rooms = visited();
    rooms.hear(removal("newsstand", `<status code="332"/>`));
    rooms.hear(removal("newsstand", `<status code="332"/>`));
    vi.advanceTimersByTime(5_000);
    expect(rooms.sent()).toEqual([joins()]);
  });

  test("has served its time after a visit, or in a new session", () => {
    const rooms = visited();
    for (const visit of ["first", "second"]) {
      rooms.hear(removal("newsstand", `<status code="301"/>`));
      vi.advanceTimersByTime(10 * MINUTE);
      expect(rooms.sent(), visit).toEqual([joins()]);
      rooms.hear(self("newsstand"));
    }
    for (const session of ["first", "second"]) {
      rooms.hear(removal("newsstand", `<status code="307"/>`));
      vi.advanceTimersByTime(5_000);
      expect(rooms.sent(), session).toEqual([joins()]);
      rooms.enter();
      rooms.sent();
      rooms.hear(self("newsstand"));
    }
  });

  test("is the bot alone: the departure of another occupant is not its own", () => {
    const rooms = visited();
    rooms.hear(
      `<presence from="${ROOM}/ana" type="unavailable"><x ${USER}><status code="307"/></x></presence>`,
    );
    expect(rooms.state()).toEqual({ [ROOM]: true });
    expect(rooms.said).toEqual([]);
  });

  test("is not out when a service says that the room itself is unavailable, and hears why only afterwards", () => {
    const rooms = visited();
    rooms.hear(`<presence from="${ROOM}" type="unavailable"/>`);
    expect(rooms.isIn(ROOM)).toBe(true);
    expect(rooms.said).toEqual([]);
  });

  test("is told so by a service that leaves the mark of the own presence out", () => {
    const rooms = visited();
    rooms.hear(`<presence from="${ROOM}/newsstand" type="unavailable"/>`);
    expect(rooms.said).toEqual([`no longer in ${ROOM}, it ended the visit`]);
  });
});
