/** When a room is asked whether the bot is still in. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bounced, fakeRooms, ROOM, self, USER, visited } from "../support/rooms.ts";

const MINUTE = 60_000;
const SILENCE = 2 * MINUTE;
const said = `<message from="${ROOM}/ana" type="groupchat"><body>hello</body></message>`;
const joins = `join ${ROOM}/newsstand`;
const PING = `ping urn:xmpp:ping ${ROOM}/newsstand`;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a room is asked whether the bot is in", () => {
  test("after two minutes of silence, and after two more", async () => {
    const rooms = visited();
    for (let time = 0; time < 3; time += 1) {
      vi.advanceTimersByTime(SILENCE - 1);
      expect(rooms.questions()).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(rooms.questions()).toEqual([PING]);
      await rooms.answer((asked) => asked.answer());
    }
    expect(rooms.said).toEqual([]);
  });

  test.each([
    ["somebody says something", said],
    ["somebody comes", `<presence from="${ROOM}/ben"><x ${USER}/></presence>`],
    ["somebody says something in private", said.replace("groupchat", "chat")],
    ["the subject changes", `<message from="${ROOM}" type="groupchat"><subject>x</subject></message>`],
  ])("but not while %s now and then", (_, stanza) => {
    const rooms = visited();
    for (let time = 0; time < 10; time += 1) {
      vi.advanceTimersByTime(MINUTE);
      rooms.hear(stanza);
    }
    vi.advanceTimersByTime(SILENCE - 1);
    expect(rooms.questions()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rooms.questions()).toEqual([PING]);
  });

  test.each([
    ["an invitation", `<message from="${ROOM}"><x ${USER}><invite from="ana@example.org"/></x></message>`],
    ["another room", said.replace(ROOM, "other@rooms.example.org")],
    ["nobody", "<message type='groupchat'><body>x</body></message>"],
  ])("and %s is no sign of life", (_, stanza) => {
    const rooms = visited();
    vi.advanceTimersByTime(MINUTE);
    rooms.hear(stanza);
    vi.advanceTimersByTime(MINUTE);
    expect(rooms.questions()).toEqual([PING]);
  });

  test("at once when the session was resumed", () => {
    const rooms = visited();
    rooms.offline();
    rooms.resumed();
    expect(rooms.questions()).toEqual([PING]);
  });

  test.each(["not-acceptable", "remote-server-timeout", "item-not-found"])(
    "at once when a message comes back with %s",
    (condition) => {
      const rooms = visited();
      rooms.hear(bounced(condition));
      expect(rooms.questions()).toEqual([PING]);
    },
  );

  test("once at a time", () => {
    const rooms = visited();
    rooms.hear(bounced("not-acceptable"));
    rooms.hear(bounced("not-acceptable"));
    rooms.resumed();
    vi.advanceTimersByTime(60 * MINUTE);
    expect(rooms.questions()).toEqual([PING]);
  });

  test("under the nickname that it knows", () => {
    const rooms = visited("newsstand_");
    rooms.resumed();
    expect(rooms.questions()).toEqual([`ping urn:xmpp:ping ${ROOM}/newsstand_`]);
  });

  test("only where it is, and not without a session", () => {
    const rooms = fakeRooms();
    rooms.enter();
    rooms.resumed();
    rooms.hear(bounced("not-acceptable"));
    expect(rooms.questions()).toEqual([]);
    rooms.hear(self("newsstand"));
    rooms.offline();
    vi.advanceTimersByTime(60 * MINUTE);
    expect(rooms.questions()).toEqual([]);
  });

  test("each by itself", () => {
    const other = "other@rooms.example.org";
    const rooms = fakeRooms({ rooms: [ROOM, other] });
    rooms.enter();
    rooms.hear(self("newsstand"));
    rooms.hear(self("newsstand").replace(ROOM, other));
    vi.advanceTimersByTime(MINUTE);
    rooms.hear(said);
    vi.advanceTimersByTime(MINUTE);
    expect(rooms.questions()).toEqual([`ping urn:xmpp:ping ${other}/newsstand`]);
  });
});

describe("a message that comes back as from somebody who is not in", () => {
  test("keeps the bot from speaking until the room was asked, and then lets it", async () => {
    const rooms = visited();
    rooms.hear(bounced("not-acceptable"));
    expect(rooms.isIn(ROOM)).toBe(false);
    expect(rooms.sent()).toEqual([]);
    await rooms.answer((asked) => asked.answer());
    expect(rooms.isIn(ROOM)).toBe(true);
    expect(rooms.entered).toEqual([ROOM, ROOM]);
    expect(rooms.said).toEqual([]);
  });

  test.each([
    ["from the room, which is then not there", ROOM, false],
    ["from an occupant, who is then not there", `${ROOM}/ana`, true],
  ])("of item-not-found %s, keeps the bot from speaking if it is the room", (_, from, isIn) => {
    const rooms = visited();
    rooms.hear(bounced("item-not-found").replace(ROOM, from));
    expect(rooms.isIn(ROOM)).toBe(isIn);
    expect(rooms.questions()).toEqual([PING]);
  });

  test("is cleared up as soon as in any other visit, however long it was asked in vain in the one before", async () => {
    const rooms = visited();
    rooms.resumed();
    for (let time = 0; time < 8; time += 1) {
      await rooms.answer((asked) => asked.miss());
      vi.advanceTimersByTime(10 * MINUTE);
    }
    rooms.enter();
    rooms.hear(self("newsstand"));
    rooms.asked.length = 0;
    rooms.hear(bounced("not-acceptable"));
    await rooms.answer((asked) => asked.miss());
    expect(rooms.isIn(ROOM)).toBe(false);
    vi.advanceTimersByTime(15_000);
    expect(rooms.questions()).toEqual([PING]);
    await rooms.answer((asked) => asked.answer());
    expect(rooms.isIn(ROOM)).toBe(true);
  });

  test("is forgotten when the room is heard", () => {
    const rooms = visited();
    rooms.hear(bounced("not-acceptable"));
    rooms.hear(said);
    expect(rooms.isIn(ROOM)).toBe(true);
    expect(rooms.entered).toEqual([ROOM, ROOM]);
  });

  test("makes the bot enter again if it is not", async () => {
    const rooms = visited();
    rooms.hear(bounced("not-acceptable"));
    await rooms.answer((asked) => asked.refuse("not-acceptable"));
    expect(rooms.sent()).toEqual([joins]);
    rooms.hear(self("newsstand"));
    expect(rooms.isIn(ROOM)).toBe(true);
    expect(rooms.entered).toEqual([ROOM, ROOM]);
  });

  test("is another matter than one that comes back for any other reason", () => {
    const rooms = visited();
    rooms.hear(bounced("forbidden"));
    expect(rooms.isIn(ROOM)).toBe(true);
    expect(rooms.questions()).toEqual([PING]);
  });
});
