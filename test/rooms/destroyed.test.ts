/** A room that was destroyed is neither followed elsewhere nor made again. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeRooms, refusal, removal, ROOM, self, USER, visited } from "../support/rooms.ts";

const joins = (nick = "newsstand"): string => `join ${ROOM}/${nick}`;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a room that was destroyed", () => {
  const destroyed = removal(
    "newsstand",
    `<item affiliation="none" role="none"/><destroy jid="New@rooms.example.org"><reason>we moved</reason></destroy>`,
  );

  test("is told with its reason and where people are sent, and nobody follows", () => {
    const rooms = visited();
    rooms.hear(destroyed);
    expect(rooms.said).toEqual([
      `no longer in ${ROOM}, which was destroyed: we moved; the bot comes when it exists again; ` +
        "people are sent to new@rooms.example.org: to follow, name it in the configuration",
    ]);
    vi.advanceTimersByTime(24 * HOUR);
    expect(rooms.sent()).toEqual([]);
  });

  test("is asked about after growing pauses of an hour at most, and entered once it exists again", async () => {
    const rooms = visited();
    rooms.hear(destroyed);
    let pause = 5_000;
    for (let attempt = 0; attempt < 14; attempt += 1) {
      expect(rooms.asked).toEqual([]);
      await vi.advanceTimersByTimeAsync(pause);
      expect(rooms.asked.map(({ to, payload }) => [to, payload.getNS()])).toEqual([
        [ROOM, "http://jabber.org/protocol/disco#info"],
      ]);
      rooms.asked.pop()?.refuse(attempt % 2 === 0 ? "item-not-found" : "gone");
      pause = Math.min(2 * pause, HOUR);
    }
    await vi.advanceTimersByTimeAsync(HOUR);
    rooms.asked[0]?.answer(`<query xmlns="http://jabber.org/protocol/disco#info"/>`);
    await vi.advanceTimersByTimeAsync(0);
    expect(rooms.sent()).toEqual([joins()]);
    rooms.hear(self("newsstand"));
    expect(rooms.said.at(-1)).toBe(`entered ${ROOM} as newsstand`);
    expect(rooms.said).toHaveLength(2);
  });

  test("may be destroyed again, and is asked about as soon as the first time", async () => {
    const rooms = visited();
    for (const time of ["first", "second"]) {
      rooms.hear(destroyed);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(rooms.asked, time).toHaveLength(1);
      rooms.asked.pop()?.refuse("item-not-found");
      await vi.advanceTimersByTimeAsync(10_000);
      rooms.asked.pop()?.answer();
      await vi.advanceTimersByTimeAsync(0);
      rooms.hear(self("newsstand"));
    }
  });

  test("is entered once, however often it says that it exists", async () => {
    const rooms = visited();
    rooms.hear(destroyed);
    rooms.enter();
    rooms.enter();
    for (const asked of rooms.asked) asked.answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(rooms.asked).toHaveLength(2);
    expect(rooms.sent()).toEqual([joins()]);
  });

  test("is known as such while it is being entered, also without the mark of the own presence", () => {
    const rooms = fakeRooms();
    rooms.enter();
    rooms.sent();
    rooms.hear(`<presence from="${ROOM}/newsstand" type="unavailable"><x ${USER}><destroy/></x></presence>`);
    expect(rooms.said).toEqual([
      `no longer in ${ROOM}, which was destroyed; the bot comes when it exists again`,
    ]);
    vi.advanceTimersByTime(HOUR);
    expect(rooms.sent()).toEqual([]);
  });

  test("and exists again, for others, is tried as any that does not let the bot in, however long it was gone", async () => {
    const rooms = visited();
    rooms.hear(destroyed);
    for (let hour = 0; hour < 24; hour += 1) {
      await vi.advanceTimersByTimeAsync(HOUR);
      for (const asked of rooms.asked.splice(0)) asked.refuse("item-not-found");
    }
    await vi.advanceTimersByTimeAsync(HOUR);
    await rooms.answer((asked) => asked.answer());
    expect(rooms.sent()).toEqual([joins()]);
    rooms.hear(refusal("registration-required"));
    vi.advanceTimersByTime(10 * MINUTE - 1);
    expect(rooms.sent()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rooms.sent()).toEqual([joins()]);
  });

  test("is not made again by a new session either", async () => {
    const rooms = visited();
    rooms.hear(destroyed);
    rooms.enter();
    expect(rooms.sent()).toEqual([]);
    rooms.asked[0]?.refuse("item-not-found");
    await vi.advanceTimersByTimeAsync(0);
    expect(rooms.sent()).toEqual([]);
  });

  test("and says that it is gone when the bot comes is the same, wherever it sends people", async () => {
    const rooms = fakeRooms();
    rooms.enter();
    rooms.sent();
    rooms.hear(refusal("gone", "newsstand", "xmpp:new@rooms.example.org?join"));
    expect(rooms.said).toEqual([
      `${ROOM} refused to let the bot in: gone; the room was destroyed; the bot comes when it exists again; ` +
        "people are sent to new@rooms.example.org: to follow, name it in the configuration",
    ]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(rooms.sent()).toEqual([]);
    rooms.asked[0]?.refuse("forbidden", "auth");
    await vi.advanceTimersByTimeAsync(0);
    expect(rooms.sent(), "a room that hides itself exists").toEqual([joins()]);
  });
});
