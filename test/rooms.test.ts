/** What the session does to the rooms: it is interrupted, and it ends. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createRooms } from "../src/rooms.ts";
import { fakeRooms, logTo, removal, ROOM, visited } from "./support/rooms.ts";

const joins = (nick = "newsstand"): string => `join ${ROOM}/${nick}`;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("only rooms that are to be remembered are asked for what was said last", () => {
  const asked = new Map<string | undefined, string | undefined>();
  const other = "other@rooms.example.org";
  const rooms = createRooms({
    xmpp: {
      get: () => Promise.resolve(undefined),
      set: () => Promise.resolve(undefined),
      send: (stanza) =>
        void asked.set(stanza.attrs["to"], stanza.getChild("x")?.getChild("history")?.attrs["maxstanzas"]),
    },
    rooms: [ROOM, other],
    remembering: new Set([other]),
    nick: "newsstand",
    extra: () => [],
    log: logTo(() => {}),
  });
  rooms.enter();
  expect([...asked]).toEqual([
    [`${ROOM}/newsstand`, "0"],
    [`${other}/newsstand`, "20"],
  ]);
});

describe("without a session", () => {
  test("nothing is sent and nothing forgotten: what fell due is done when the session goes on", () => {
    const rooms = visited();
    rooms.hear(removal("newsstand", `<status code="307"/>`));
    rooms.offline();
    rooms.breaks();
    vi.advanceTimersByTime(HOUR);
    expect(rooms.logged.filter((line) => line.startsWith("debug"))).toEqual([]);
    rooms.mended();
    rooms.resumed();
    expect(rooms.sent()).toEqual([joins()]);
  });

  test("what fell due is not done beside what a new session does", () => {
    const rooms = visited();
    rooms.hear(removal("newsstand", `<status code="307"/>`));
    rooms.offline();
    vi.advanceTimersByTime(HOUR);
    rooms.enter();
    expect(rooms.sent()).toEqual([joins()]);
  });

  test("a pause that is not over goes on", () => {
    const rooms = visited();
    rooms.hear(removal("newsstand", `<status code="301"/>`));
    for (let minute = 1; minute <= 9; minute += 1) {
      rooms.offline();
      vi.advanceTimersByTime(MINUTE);
      rooms.resumed();
    }
    expect(rooms.sent()).toEqual([]);
    vi.advanceTimersByTime(MINUTE);
    expect(rooms.sent()).toEqual([joins()]);
  });

  test.each([
    ["three minutes", 3 * MINUTE],
    ["sixty minutes", HOUR],
  ])("%s are no silence of a room: it has a minute to let the bot in after them", (_, ms) => {
    const rooms = fakeRooms();
    rooms.enter();
    rooms.sent();
    vi.advanceTimersByTime(MINUTE / 2);
    rooms.offline();
    vi.advanceTimersByTime(ms);
    rooms.resumed();
    vi.advanceTimersByTime(MINUTE - 1);
    expect(rooms.said).toEqual([]);
    expect(rooms.sent()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rooms.said).toEqual([`${ROOM} does not answer; check the room's JID in the configuration`]);
  });

  test("an interruption is no visit's end", () => {
    const rooms = visited();
    rooms.offline();
    expect(rooms.isIn(ROOM)).toBe(true);
    rooms.resumed();
    expect(rooms.isIn(ROOM)).toBe(true);
    expect(rooms.said).toEqual([]);
  });

  test("whoever leaves does nothing afterwards that fell due before", () => {
    const rooms = visited();
    rooms.hear(removal("newsstand", `<status code="307"/>`));
    rooms.offline();
    vi.advanceTimersByTime(HOUR);
    rooms.leave();
    rooms.resumed();
    expect(rooms.sent()).toEqual([]);
  });

  test("leaving throws nothing", () => {
    const rooms = visited();
    rooms.breaks();
    rooms.leave();
    expect(rooms.state()).toEqual({});
  });
});

test("a room of the configuration that was left is again one of it, whoever wants the bot back", () => {
  const rooms = visited();
  rooms.remove(ROOM);
  expect(rooms.list()).toEqual([]);
  rooms.add(ROOM, { by: "ana@example.org" });
  rooms.add("tea@rooms.example.org", { by: "ana@example.org" });
  expect(rooms.list().map(({ invitedBy }) => invitedBy)).toEqual([undefined, "ana@example.org"]);
  expect(rooms.state()).toEqual({ [ROOM]: false });
});

describe("leaving", () => {
  test("is for good, and leaves no timer behind", () => {
    const rooms = visited("newsstand_");
    rooms.leave();
    expect(rooms.sent()).toEqual([`leave ${ROOM}/newsstand_`]);
    rooms.hear(removal("newsstand_", ""));
    expect(vi.getTimerCount()).toBe(0);
    expect(rooms.state()).toEqual({});
  });

  test("ends an attempt to enter, too", () => {
    const rooms = fakeRooms();
    rooms.enter();
    rooms.sent();
    rooms.leave();
    expect(rooms.sent()).toEqual([`leave ${ROOM}/newsstand`]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("asks nothing of a room in which the bot is not", () => {
    const rooms = visited();
    rooms.hear(removal("newsstand", `<status code="301"/>`));
    rooms.leave();
    expect(rooms.sent()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
