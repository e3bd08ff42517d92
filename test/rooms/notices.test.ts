/** Messages about a room that are no conversation: invitations, errors, changes. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { element } from "../support/conversation.ts";
import { bounced, fakeRooms, refusal, removal, ROOM, self, USER, visited } from "../support/rooms.ts";

const mediated = (room = ROOM): string =>
  `<message from="${room}"><x ${USER}><invite from="ana@example.org"><reason>come</reason></invite></x></message>`;
const direct = (room = ROOM): string =>
  `<message from="ana@example.org/desk"><body>come</body><x xmlns="jabber:x:conference" jid="${room}"/></message>`;
const configured = `<message from="${ROOM}" type="groupchat"><x ${USER}><status code="104"/></x></message>`;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe.each([
  ["by way of the room", mediated],
  ["from a person", direct],
])("an invitation %s", (_, invitation) => {
  test("ends the pause before the next try", () => {
    const rooms = visited();
    rooms.hear(removal("newsstand", `<status code="301"/>`));
    vi.advanceTimersByTime(60_000);
    expect(rooms.sent()).toEqual([]);
    rooms.hear(invitation());
    vi.advanceTimersByTime(0);
    expect(rooms.sent()).toEqual([`join ${ROOM}/newsstand`]);
  });

  test("makes the bot come no oftener than it would by itself", () => {
    const rooms = visited();
    rooms.hear(removal("newsstand", `<status code="301"/>`));
    for (let time = 0; time < 100; time += 1) rooms.hear(invitation());
    vi.advanceTimersByTime(4_999);
    expect(rooms.sent()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(rooms.sent()).toHaveLength(1);
  });

  test("that leads to nothing makes the next heeded later, and delays no try of the bot's own", () => {
    const rooms = visited();
    const joins: number[] = [];
    /** What happens in so many seconds, with the bot banned all the time. */
    const pass = (seconds: number, isInvited: boolean): void => {
      for (let second = 0; second < seconds; second += 1) {
        if (isInvited) rooms.hear(invitation());
        vi.advanceTimersByTime(1_000);
        if (rooms.sent().length === 0) continue;
        joins.push(Date.now() - start);
        rooms.hear(refusal("forbidden"));
      }
    };
    const start = Date.now();
    rooms.hear(removal("newsstand", `<status code="301"/>`));
    pass(3_600, true);
    expect(joins.length).toBeLessThan(20);
    const own = [10, 30].map((minutes) => minutes * 60_000);
    expect(joins).toEqual(expect.arrayContaining(own));
    joins.length = 0;
    pass(3_600, false);
    expect(joins, "as if nobody had invited it").toEqual([70 * 60_000]);
  });

  test("is heeded at once again after the bot was in", () => {
    const rooms = visited();
    for (let time = 0; time < 5; time += 1) {
      rooms.hear(removal("newsstand", `<status code="301"/>`));
      vi.advanceTimersByTime(5_000);
      rooms.hear(invitation());
      vi.advanceTimersByTime(0);
      expect(rooms.sent()).toEqual([`join ${ROOM}/newsstand`]);
      rooms.hear(self("newsstand"));
    }
  });

  test("that leads to nothing makes nobody deaf to what the room itself changes", () => {
    const rooms = visited();
    rooms.hear(removal("newsstand", `<status code="322"/>`));
    for (let second = 0; second < 300; second += 1) {
      rooms.hear(invitation());
      vi.advanceTimersByTime(1_000);
      if (rooms.sent().length > 0) rooms.hear(refusal("registration-required"));
    }
    rooms.hear(
      `<message from="${ROOM}"><x ${USER}><item affiliation="member"/><status code="101"/></x></message>`,
    );
    vi.advanceTimersByTime(0);
    expect(rooms.sent()).toEqual([`join ${ROOM}/newsstand`]);
  });

  test("to a room that was destroyed makes the bot ask ever more rarely, too", async () => {
    const rooms = visited();
    rooms.hear(removal("newsstand", "<destroy/>"));
    let questions = 0;
    for (let second = 0; second < 3_600; second += 1) {
      rooms.hear(invitation());
      await vi.advanceTimersByTimeAsync(1_000);
      for (const asked of rooms.asked.splice(0)) {
        questions += 1;
        asked.refuse("item-not-found");
      }
    }
    expect(questions).toBeLessThan(25);
  });

  test("to a room that was destroyed makes the bot ask whether it exists", async () => {
    const rooms = visited();
    rooms.hear(removal("newsstand", "<destroy/>"));
    vi.advanceTimersByTime(4_000);
    rooms.hear(invitation());
    vi.advanceTimersByTime(1_000);
    expect(rooms.asked.map(({ to }) => to)).toEqual([ROOM]);
    rooms.asked[0]?.answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(rooms.sent()).toEqual([`join ${ROOM}/newsstand`]);
  });

  test("to where the bot is, or is about to be, changes nothing", () => {
    const rooms = visited();
    rooms.hear(invitation());
    vi.advanceTimersByTime(10_000);
    expect(rooms.sent()).toEqual([]);
    const entering = fakeRooms();
    entering.enter();
    entering.hear(invitation());
    vi.advanceTimersByTime(10_000);
    expect(entering.sent()).toHaveLength(1);
  });

  test("to another room is nobody's", () => {
    const rooms = visited();
    const other = invitation("other@rooms.example.org");
    expect(rooms.message(element(other))).toBe(false);
    vi.advanceTimersByTime(10_000);
    expect(rooms.sent()).toEqual([]);
  });
});

describe("a message", () => {
  test.each([
    ["an invitation by way of the room", mediated()],
    ["an invitation from a person", direct()],
    ["a change of the configuration", configured],
    ["an error", bounced("forbidden")],
    ["an error of an occupant", bounced("item-not-found").replace(ROOM, `${ROOM}/ana`)],
  ])("that is %s is only for the rooms", (_, xml) => {
    expect(visited().message(element(xml))).toBe(true);
  });

  test.each([
    ["said in a room", `<message from="${ROOM}/ana" type="groupchat"><body>x</body></message>`],
    ["a subject", `<message from="${ROOM}" type="groupchat"><subject>x</subject></message>`],
    ["a private message", `<message from="${ROOM}/ana" type="chat"><body>x</body><x ${USER}/></message>`],
    ["a direct chat", `<message from="ana@example.org/desk"><body>x</body></message>`],
    ["an error of a person", `<message from="ana@example.org" type="error"><body>x</body></message>`],
    [
      "the affiliation of somebody else",
      `<message from="${ROOM}"><x ${USER}><item affiliation="member" jid="ana@example.org"/></x></message>`,
    ],
    ["a message without a sender", `<message><body>x</body></message>`],
    ["an invitation to no JID", direct("@")],
    ["an invitation that came back", direct().replace("<message", `<message type="error"`)],
  ])("that is %s is not", (_, xml) => {
    const rooms = visited();
    expect(rooms.message(element(xml))).toBe(false);
    expect(rooms.sent()).toEqual([]);
    expect(rooms.asked).toEqual([]);
  });

  test("that is a change of the configuration is no news", () => {
    const rooms = visited();
    rooms.hear(configured);
    rooms.hear(self("newsstand"));
    expect(rooms.said).toEqual([]);
    expect(rooms.asked).toEqual([]);
  });
});
