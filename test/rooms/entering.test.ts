/** A room is entered, or does not let the bot in. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { UnsendableError } from "../../src/xmpp/guard.ts";
import { fakeRooms, refusal, ROOM, self, USER, visited } from "../support/rooms.ts";

const joins = (nick = "newsstand"): string => `join ${ROOM}/${nick}`;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("entering", () => {
  test("ends with the self-presence; the presence of others says nothing", () => {
    const rooms = fakeRooms();
    rooms.enter();
    expect(rooms.sent()).toEqual([joins()]);
    expect(rooms.state()).toEqual({ [ROOM]: false });
    rooms.hear(`<presence from="${ROOM}/ana"><x ${USER}/></presence>`);
    expect(rooms.isIn(ROOM)).toBe(false);
    expect(rooms.nicks().has(ROOM)).toBe(false);
    expect(rooms.entered).toEqual([]);
    rooms.hear(self("newsstand"));
    expect(rooms.state()).toEqual({ [ROOM]: true });
    expect(rooms.isIn(ROOM)).toBe(true);
    expect(rooms.nicks().get(ROOM)).toBe("newsstand");
    expect(rooms.entered).toEqual([ROOM]);
    expect(rooms.logged).toEqual([`info: entered ${ROOM} as newsstand`]);
  });

  test("is told once: later presences of the bot are no news", () => {
    const rooms = visited();
    rooms.hear(self("newsstand"));
    expect(rooms.said).toEqual([]);
    expect(rooms.entered).toEqual([ROOM]);
  });

  test("happens in every room by itself", () => {
    const other = "other@rooms.example.org";
    const rooms = fakeRooms({ rooms: [ROOM, other] });
    rooms.enter();
    expect(rooms.sent()).toEqual([joins(), `join ${other}/newsstand`]);
    rooms.hear(self("newsstand"));
    expect(rooms.state()).toEqual({ [ROOM]: true, [other]: false });
    expect(rooms.isIn("unknown@rooms.example.org")).toBe(false);
  });

  test("a new session enters again, and says so", () => {
    const rooms = visited();
    rooms.enter();
    expect(rooms.sent()).toEqual([joins()]);
    expect(rooms.isIn(ROOM)).toBe(false);
    rooms.hear(self("newsstand"));
    expect(rooms.said).toEqual([`entered ${ROOM} as newsstand`]);
    expect(rooms.entered).toEqual([ROOM, ROOM]);
  });

  test("a room that is silent is told once, and asked again after growing pauses", () => {
    const rooms = fakeRooms();
    rooms.enter();
    rooms.sent();
    vi.advanceTimersByTime(MINUTE);
    const complaint = `${ROOM} does not answer; check the room's JID in the configuration`;
    expect(rooms.logged).toEqual([`warn: ${complaint}`]);
    for (const pause of [5_000, 10_000, 20_000]) {
      vi.advanceTimersByTime(pause - 1);
      expect(rooms.sent()).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(rooms.sent()).toEqual([joins()]);
      vi.advanceTimersByTime(MINUTE);
    }
    expect(rooms.said).toEqual([complaint]);
  });

  test("a large room that shows its occupants slowly is not asked again, but not waited for without end", () => {
    const rooms = fakeRooms();
    rooms.enter();
    for (let occupant = 1; occupant < 20; occupant += 1) {
      vi.advanceTimersByTime(MINUTE / 2);
      rooms.hear(`<presence from="${ROOM}/${occupant}"><x ${USER}/></presence>`);
    }
    expect(rooms.sent()).toEqual([joins()]);
    expect(rooms.said).toEqual([]);
    vi.advanceTimersByTime(MINUTE / 2);
    expect(rooms.said).toEqual([`${ROOM} does not answer; check the room's JID in the configuration`]);
  });

  test("a room that did not exist is opened with its defaults", async () => {
    const rooms = fakeRooms();
    rooms.enter();
    rooms.hear(self("newsstand", `<status code="201"/>`));
    expect(rooms.asked.map(({ to, payload }) => [to, payload.getNS()])).toEqual([
      [ROOM, "http://jabber.org/protocol/muc#owner"],
    ]);
    expect(rooms.said.at(-1)).toBe(`${ROOM} did not exist: it was created with the service's defaults`);
    const told = rooms.said.length;
    await rooms.answer((asked) => asked.answer());
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(rooms.asked).toEqual([]);
    expect(rooms.said).toHaveLength(told);
  });

  test("what no stream can carry is told once, and tried again", () => {
    const rooms = fakeRooms();
    rooms.breaks(new UnsendableError("a presence of 300000 bytes is too large"));
    rooms.enter();
    vi.advanceTimersByTime(MINUTE);
    expect(rooms.said).toEqual([`cannot enter ${ROOM}: a presence of 300000 bytes is too large`]);
    rooms.mended();
    vi.advanceTimersByTime(MINUTE);
    expect(rooms.sent()[0]).toBe(joins());
  });
});

describe("a refusal", () => {
  const FAST = 5_000;
  const SLOW = 600_000;
  test.each([
    ["forbidden", SLOW, "the bot is banned; an admin of the room can lift the ban"],
    [
      "registration-required",
      SLOW,
      "the room is for members only; an admin of the room can make the bot's account a member",
    ],
    ["not-authorized", SLOW, "the room has a password, and the bot has not; an owner of it can take it away"],
    [
      "not-allowed",
      SLOW,
      "the room does not exist, and the bot may not create it; create it, or check the room's JID in the configuration",
    ],
    ["jid-malformed", SLOW, "check the room's JID in the configuration, and NEWSSTAND_NICK"],
    [
      "not-acceptable",
      SLOW,
      "the room takes the bot only under its registered nickname; NEWSSTAND_NICK can name that",
    ],
    [
      "item-not-found",
      FAST,
      "the room does not exist, or is still being made; create it, or check the room's JID in the configuration",
    ],
    ["resource-constraint", FAST, "the room or its service is full; an owner of the room can let more in"],
    [
      "service-unavailable",
      FAST,
      "the room has as many occupants as it takes, or there is none; check the room's JID in the configuration",
    ],
    [
      "remote-server-not-found",
      FAST,
      "its server cannot be found; check the room's JID in the configuration",
    ],
    ["remote-server-timeout", FAST, "its server does not answer; it is asked again"],
    ["internal-server-error", FAST, "it is asked again"],
  ])(
    "%s is told once with what to do, and asked again after %i ms, then after twice as many",
    (condition, pause, words) => {
      const rooms = fakeRooms();
      rooms.enter();
      for (const wait of [pause, 2 * pause, 4 * pause]) {
        expect(rooms.sent()).toEqual([joins()]);
        rooms.hear(refusal(condition));
        vi.advanceTimersByTime(wait - 1);
        expect(rooms.sent()).toEqual([]);
        vi.advanceTimersByTime(1);
      }
      expect(rooms.logged).toEqual([`warn: ${ROOM} refused to let the bot in: ${condition}; ${words}`]);
    },
  );

  test("does not repeat itself when it alternates with another", () => {
    const rooms = fakeRooms();
    rooms.enter();
    for (const condition of ["remote-server-timeout", "remote-server-not-found", "remote-server-timeout"]) {
      rooms.hear(refusal(condition));
      vi.advanceTimersByTime(20_000);
    }
    expect(rooms.said).toHaveLength(2);
  });

  test("is told again after a visit: it is a new state", () => {
    const rooms = fakeRooms();
    rooms.enter();
    rooms.hear(refusal("forbidden"));
    vi.advanceTimersByTime(HOUR);
    rooms.hear(self("newsstand"));
    rooms.enter();
    rooms.hear(refusal("forbidden"));
    expect(rooms.said.filter((sentence) => sentence.includes("forbidden"))).toHaveLength(2);
  });

  test.each([
    ["internal-server-error", 10 * MINUTE],
    ["forbidden", HOUR],
  ])("for %s is never waited out for longer than %i ms", (condition, longest) => {
    const rooms = fakeRooms();
    rooms.enter();
    for (let attempt = 0; attempt < 12; attempt += 1) {
      rooms.hear(refusal(condition));
      vi.advanceTimersToNextTimer();
    }
    rooms.sent();
    rooms.hear(refusal(condition));
    vi.advanceTimersByTime(longest - 1);
    expect(rooms.sent()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rooms.sent()).toEqual([joins()]);
  });
});
