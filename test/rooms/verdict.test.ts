/** A room that forgot the bot without telling is entered again, and one that does not answer is not given up. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Asked, type FakeRooms, refusal, removal, ROOM, self, visited } from "../support/rooms.ts";

const MINUTE = 60_000;
const SILENCE = 2 * MINUTE;
const said = `<message from="${ROOM}/ana" type="groupchat"><body>hello</body></message>`;
const joins = `join ${ROOM}/newsstand`;
const PING = `ping urn:xmpp:ping ${ROOM}/newsstand`;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("an answer", () => {
  test.each(["service-unavailable", "feature-not-implemented"])(
    "of %s means that the bot is in",
    async (condition) => {
      const rooms = visited();
      rooms.resumed();
      await rooms.answer((asked) => asked.refuse(condition));
      expect(rooms.isIn(ROOM)).toBe(true);
      vi.advanceTimersByTime(SILENCE - 1);
      expect(rooms.questions()).toEqual([]);
    },
  );

  test.each(["not-acceptable", "not-allowed", "bad-request", "forbidden", "gone", "internal-server-error"])(
    "of %s makes the bot enter again at once",
    async (condition) => {
      const rooms = visited();
      rooms.resumed();
      await rooms.answer((asked) => asked.refuse(condition));
      expect(rooms.isIn(ROOM)).toBe(false);
      expect(rooms.sent()).toEqual([joins]);
      rooms.hear(self("newsstand"));
      expect(rooms.said).toEqual([
        `${ROOM} does not know the bot any more (${ROOM}/newsstand refused a request: ${condition}); it enters again`,
        `entered ${ROOM} as newsstand`,
      ]);
      expect(rooms.entered).toEqual([ROOM, ROOM]);
    },
  );

  test("of item-not-found means a nickname in flux: it is asked again soon, and believed the second time", async () => {
    const rooms = visited();
    rooms.resumed();
    await rooms.answer((asked) => asked.refuse("item-not-found"));
    expect(rooms.isIn(ROOM)).toBe(true);
    vi.advanceTimersByTime(14_999);
    expect(rooms.questions()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rooms.questions()).toEqual([PING]);
    await rooms.answer((asked) => asked.refuse("item-not-found"));
    expect(rooms.sent()).toEqual([joins]);
  });

  test("of item-not-found while the nickname changes is forgotten when the new one answers", async () => {
    const rooms = visited();
    for (let time = 0; time < 2; time += 1) {
      rooms.resumed();
      await rooms.answer((asked) => asked.refuse("item-not-found"));
      vi.advanceTimersByTime(15_000);
      await rooms.answer((asked) => asked.answer());
    }
    expect(rooms.isIn(ROOM)).toBe(true);
    expect(rooms.sent()).toEqual([]);
    expect(rooms.said).toEqual([]);
  });

  test.each([
    ["remote-server-not-found", (asked: Asked) => asked.refuse("remote-server-not-found")],
    ["remote-server-timeout", (asked: Asked) => asked.refuse("remote-server-timeout")],
    ["none", (asked: Asked) => asked.miss()],
  ])("of %s says nothing: it is asked again after growing pauses, and told once", async (_, how) => {
    const rooms = visited();
    rooms.resumed();
    await rooms.answer(how);
    expect(rooms.said).toEqual([]);
    for (const pause of [15_000, 30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]) {
      vi.advanceTimersByTime(pause - 1);
      expect(rooms.questions()).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(rooms.questions()).toEqual([PING]);
      await rooms.answer(how);
    }
    expect(rooms.isIn(ROOM)).toBe(true);
    expect(rooms.said).toHaveLength(1);
    expect(rooms.said[0]).toMatch(`whether the bot is still in ${ROOM} is unknown, it is asked again: `);
  });

  test("that comes after all is told, and all is as before", async () => {
    const rooms = visited();
    rooms.resumed();
    for (let time = 0; time < 3; time += 1) {
      await rooms.answer((asked) => asked.miss());
      await vi.advanceTimersByTimeAsync(15_000 * 2 ** time);
    }
    await rooms.answer((asked) => asked.answer());
    expect(rooms.said.at(-1)).toBe(`${ROOM} answers again`);
    vi.advanceTimersByTime(SILENCE - 1);
    expect(rooms.questions()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rooms.questions()).toEqual([PING]);
    await rooms.answer((asked) => asked.miss());
    vi.advanceTimersByTime(15_000);
    expect(rooms.questions()).toEqual([PING]);
  });

  test("is not waited for when the room is heard", async () => {
    const rooms = visited();
    rooms.resumed();
    await rooms.answer((asked) => asked.miss());
    await vi.advanceTimersByTimeAsync(15_000);
    await rooms.answer((asked) => asked.miss());
    rooms.hear(said);
    expect(rooms.said.at(-1)).toBe(`${ROOM} answers again`);
    vi.advanceTimersByTime(SILENCE - 1);
    expect(rooms.questions()).toEqual([]);
  });

  test("that the session lost is no complaint about the room", async () => {
    const rooms = visited();
    for (let time = 0; time < 5; time += 1) {
      rooms.resumed();
      await rooms.answer((asked) => asked.miss(true));
    }
    expect(rooms.said).toEqual([]);
    expect(rooms.isIn(ROOM)).toBe(true);
  });

  test.each([
    ["a new session", (rooms: FakeRooms) => rooms.enter()],
    ["a kick", (rooms: FakeRooms) => rooms.hear(removal("newsstand", `<status code="307"/>`))],
    ["the end", (rooms: FakeRooms) => rooms.leave()],
  ])("that comes after %s does not count", async (_, event) => {
    const rooms = visited();
    rooms.resumed();
    event(rooms);
    rooms.sent();
    await rooms.answer((asked) => asked.refuse("not-acceptable"));
    expect(rooms.sent()).toEqual([]);
  });
});

test("a room that lets the bot in and denies it afterwards is entered ever more rarely, and told of once", async () => {
  const rooms = visited();
  for (const silence of [1, 2, 4, 8, 16, 30, 30].map((times) => times * SILENCE)) {
    vi.advanceTimersByTime(silence - 1);
    expect(rooms.questions()).toEqual([]);
    vi.advanceTimersByTime(1);
    await rooms.answer((asked) => asked.refuse("not-allowed"));
    expect(rooms.sent()).toEqual([joins]);
    rooms.hear(self("newsstand"));
  }
  expect(rooms.said).toHaveLength(2);
  vi.advanceTimersByTime(60 * MINUTE);
  await rooms.answer((asked) => asked.answer());
  vi.advanceTimersByTime(SILENCE);
  expect(rooms.questions(), "a room that confirms is asked as often as any").toEqual([PING]);
  await rooms.answer((asked) => asked.refuse("not-allowed"));
  rooms.hear(self("newsstand"));
  expect(rooms.said, "and told of as any").toHaveLength(4);
});

describe("a room that has denied the bot twice, which is told once,", () => {
  const ENTERED = `entered ${ROOM} as newsstand`;
  /** It denies the bot once more than it was entered. */
  const denied = async (): Promise<FakeRooms> => {
    const rooms = visited();
    rooms.resumed();
    await rooms.answer((asked) => asked.refuse("not-allowed"));
    rooms.hear(self("newsstand"));
    rooms.said.length = 0;
    return rooms;
  };
  const deny = async (rooms: FakeRooms): Promise<void> => {
    rooms.resumed();
    await rooms.answer((asked) => asked.refuse("not-allowed"));
  };

  test("is entered again without a word", async () => {
    const rooms = await denied();
    await deny(rooms);
    rooms.hear(self("newsstand"));
    expect(rooms.said).toEqual([]);
    expect(rooms.logged.at(-1)).toBe(`debug: ${ENTERED}`);
  });

  test("but bans the bot then is told, and so is the bot's return", async () => {
    const rooms = await denied();
    await deny(rooms);
    rooms.hear(refusal("forbidden"));
    vi.advanceTimersByTime(10 * MINUTE);
    rooms.hear(self("newsstand"));
    expect(rooms.said).toEqual([expect.stringContaining("the bot is banned"), ENTERED]);
  });

  test("but gave no answer for a while before is told again, and so is the bot's return", async () => {
    const rooms = await denied();
    for (let time = 0; time < 2; time += 1) {
      rooms.resumed();
      await rooms.answer((asked) => asked.miss());
    }
    await deny(rooms);
    rooms.hear(self("newsstand"));
    expect(rooms.said).toEqual([
      expect.stringContaining("is unknown, it is asked again"),
      expect.stringContaining("does not know the bot any more"),
      ENTERED,
    ]);
  });

  test("is told of in a new session as any", async () => {
    const rooms = await denied();
    await deny(rooms);
    rooms.enter();
    rooms.hear(self("newsstand"));
    expect(rooms.said).toEqual([ENTERED]);
  });
});
