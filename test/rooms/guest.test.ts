/** Rooms that are not in the configuration: the bot is a guest there. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeRooms, refusal, removal, ROOM, self } from "../support/rooms.ts";

const joins = `join ${ROOM}/newsstand`;
const HOUR = 3_600_000;
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Rooms of which the bot was just asked to be a guest in one. */
function invited(password?: string) {
  const rooms = fakeRooms({ rooms: [] });
  rooms.enter();
  rooms.add(ROOM, { by: "ana@example.org", password });
  return rooms;
}

/** The same, and the bot is in. */
async function guest() {
  const rooms = invited();
  await rooms.answer((asked) => asked.answer());
  rooms.hear(self("newsstand"));
  rooms.sent();
  rooms.said.length = 0;
  return rooms;
}

describe("a guest", () => {
  test("asks whether the room exists, and enters it then", async () => {
    const rooms = invited();
    expect(rooms.sent()).toEqual([]);
    expect(rooms.questions()).toEqual([`query http://jabber.org/protocol/disco#info ${ROOM}`]);
    await rooms.answer((asked) => asked.answer());
    expect(rooms.sent()).toEqual([joins]);
    rooms.hear(self("newsstand"));
    expect(rooms.isIn(ROOM)).toBe(true);
    expect(rooms.list()).toEqual([{ room: ROOM, isIn: true, invitedBy: "ana@example.org" }]);
    expect(rooms.state()).toEqual({});
  });

  test("makes no room, but asks again, ever more rarely", async () => {
    const rooms = invited();
    await rooms.answer((asked) => asked.refuse("item-not-found"));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(rooms.asked).toHaveLength(1);
    await rooms.answer((asked) => asked.refuse("item-not-found"));
    await vi.advanceTimersByTimeAsync(9_999);
    expect(rooms.asked).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    await rooms.answer((asked) => asked.answer());
    expect(rooms.sent()).toEqual([joins]);
  });

  test("tells once of a room that is not there when it is asked for again, such as one that is spelled wrong", async () => {
    const rooms = invited();
    await rooms.answer((asked) => asked.refuse("item-not-found"));
    expect(rooms.said).toEqual([]);
    for (let asked = 0; asked < 3; asked += 1) {
      await vi.advanceTimersByTimeAsync(HOUR);
      await rooms.answer((again) => again.refuse("item-not-found"));
    }
    expect(rooms.said).toEqual([
      `${ROOM} does not exist, or its service cannot be asked; the bot comes as soon as it is there`,
    ]);
  });

  test("asks anew in each session: a room of the last one may be gone", async () => {
    const rooms = await guest();
    rooms.enter();
    expect(rooms.sent()).toEqual([]);
    await rooms.answer((asked) => asked.answer());
    expect(rooms.sent()).toEqual([joins]);
  });

  test("asks as soon in a new session as the first time, and in a new visit", async () => {
    const rooms = invited();
    for (const pause of [5_000, 10_000, 20_000]) {
      await rooms.answer((asked) => asked.refuse("item-not-found"));
      await vi.advanceTimersByTimeAsync(pause);
    }
    rooms.asked.length = 0;
    rooms.enter();
    await rooms.answer((asked) => asked.refuse("item-not-found"));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(rooms.asked).toHaveLength(1);
    await rooms.answer((asked) => asked.answer());
    rooms.hear(self("newsstand"));
    rooms.hear(removal("newsstand", `<status code="332"/>`));
    await vi.advanceTimersByTimeAsync(5_000);
    await rooms.answer((asked) => asked.refuse("item-not-found"));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(rooms.asked).toHaveLength(1);
  });

  test("that was invited without a session comes with the next", async () => {
    const rooms = fakeRooms({ rooms: [] });
    rooms.add(ROOM, { by: "ana@example.org" });
    await rooms.answer((asked) => asked.miss(true));
    rooms.enter();
    await rooms.answer((asked) => asked.answer());
    expect(rooms.sent()).toEqual([joins]);
  });

  test("is not taken out of a room by a second invitation", async () => {
    const rooms = await guest();
    rooms.add(ROOM, { by: "ben@example.org" });
    expect(rooms.sent()).toEqual([]);
    expect(rooms.list()[0]?.invitedBy).toBe("ana@example.org");
  });

  test("does not make a room of the configuration another's", () => {
    const rooms = fakeRooms();
    rooms.enter();
    rooms.add(ROOM, { by: "ben@example.org" });
    expect(rooms.list()).toEqual([{ room: ROOM, isIn: false, invitedBy: undefined }]);
    expect(rooms.sent()).toEqual([joins]);
  });

  test("gives the password that the invitation told", async () => {
    const sent: string[] = [];
    const rooms = invited("sesame");
    rooms.onSend((stanza) => void sent.push(String(stanza)));
    await rooms.answer((asked) => asked.answer());
    expect(sent.join("")).toContain("<password>sesame</password>");
    expect(rooms.logged.join("\n")).not.toContain("sesame");
  });
});

describe("a guest that was put out stays away, and says so once", () => {
  test.each([
    ["kicked", `<status code="307"/>`, "kicked out of it"],
    [
      "banned",
      `<item affiliation="outcast" role="none"><reason>noise</reason></item><status code="301"/>`,
      "banned from it: noise",
    ],
    ["destroyed", `<destroy/>`, "which was destroyed"],
    ["no member any more", `<status code="321"/>`, "its affiliation was taken away"],
  ])("%s", async (_, inside, why) => {
    const rooms = await guest();
    rooms.hear(removal("newsstand", inside));
    expect(rooms.said).toEqual([
      `no longer in ${ROOM}, ${why}; the bot stays away until somebody invites it again`,
    ]);
    expect(rooms.dismissed).toEqual([ROOM]);
    expect(rooms.list()).toEqual([]);
    expect(rooms.has(ROOM)).toBe(false);
    await vi.advanceTimersByTimeAsync(24 * HOUR);
    rooms.enter();
    expect([...rooms.sent(), ...rooms.asked]).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each(["forbidden", "registration-required", "not-authorized"])(
    "refused with %s",
    async (condition) => {
      const rooms = invited();
      await rooms.answer((asked) => asked.answer());
      rooms.hear(refusal(condition));
      expect(rooms.dismissed).toEqual([ROOM]);
      expect(rooms.said).toEqual([
        `${ROOM} refused to let the bot in: ${condition}; the bot stays away until somebody invites it again`,
      ]);
    },
  );

  test("and comes again when it is invited again", async () => {
    const rooms = await guest();
    rooms.hear(removal("newsstand", `<status code="307"/>`));
    rooms.add(ROOM, { by: "ana@example.org" });
    await rooms.answer((asked) => asked.answer());
    expect(rooms.sent()).toEqual([joins]);
  });
});

describe("a guest comes back by itself", () => {
  test.each([
    ["after a technical failure", `<status code="307"/><status code="333"/>`],
    ["after a restart of the service", `<status code="332"/>`],
  ])("%s, once the room exists again", async (_, inside) => {
    const rooms = await guest();
    rooms.hear(removal("newsstand", inside));
    expect(rooms.dismissed).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(rooms.sent()).toEqual([]);
    await rooms.answer((asked) => asked.answer());
    expect(rooms.sent()).toEqual([joins]);
  });

  test("to a room that was full", async () => {
    const rooms = invited();
    await rooms.answer((asked) => asked.answer());
    rooms.hear(refusal("service-unavailable"));
    expect(rooms.dismissed).toEqual([]);
    expect(rooms.has(ROOM)).toBe(true);
  });
});

describe("a room of the configuration", () => {
  test("is entered again after a kick", async () => {
    const rooms = fakeRooms();
    rooms.enter();
    rooms.hear(self("newsstand"));
    rooms.sent();
    rooms.hear(removal("newsstand", `<status code="307"/>`));
    expect(rooms.dismissed).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(rooms.sent()).toEqual([joins]);
  });
});

describe("removing a room", () => {
  test("leaves it for good", async () => {
    const rooms = await guest();
    rooms.remove(ROOM);
    expect(rooms.sent()).toEqual([`leave ${ROOM}/newsstand`]);
    rooms.hear(removal("newsstand", ""));
    await vi.advanceTimersByTimeAsync(24 * HOUR);
    rooms.enter();
    expect(rooms.sent()).toEqual([]);
    expect(rooms.state()).toEqual({});
    expect(vi.getTimerCount()).toBe(0);
  });

  test("where the bot is not does nothing", () => {
    const rooms = fakeRooms({ rooms: [] });
    rooms.remove(ROOM);
    expect(rooms.sent()).toEqual([]);
  });
});

test("a bot that has left all rooms enters no other", async () => {
  const rooms = fakeRooms({ rooms: [] });
  rooms.enter();
  rooms.leave();
  rooms.add(ROOM, { by: "ana@example.org" });
  await settled();
  expect([...rooms.sent(), ...rooms.asked]).toEqual([]);
});
