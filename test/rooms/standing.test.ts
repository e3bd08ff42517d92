/** What the bot may do in a room, and how the operator hears of it. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { removal, ROOM, self, USER, visited } from "../support/rooms.ts";

const item = (affiliation: string, role = "participant"): string =>
  `<item affiliation="${affiliation}" role="${role}"/>`;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("both are known of a room where the bot is, and of no other", () => {
  const rooms = visited("newsstand", item("member"));
  expect(rooms.role(ROOM)).toBe("participant");
  expect(rooms.affiliation(ROOM)).toBe("member");
  expect(rooms.role("unknown@rooms.example.org")).toBeUndefined();
  expect(rooms.affiliation("unknown@rooms.example.org")).toBeUndefined();
});

test("whoever is out has no role, and the affiliation that the room said last", () => {
  const rooms = visited("newsstand", item("member"));
  rooms.hear(removal("newsstand", `${item("outcast", "none")}<status code="301"/>`));
  expect(rooms.role(ROOM)).toBeUndefined();
  expect(rooms.affiliation(ROOM)).toBe("outcast");
  expect(rooms.said, "the ban was told").toHaveLength(1);
});

test.each([
  ["none", "member", `info: the bot is now a member of ${ROOM}`],
  ["member", "admin", `info: the bot is now an admin of ${ROOM}`],
  ["admin", "owner", `info: the bot is now an owner of ${ROOM}`],
  ["member", "none", `info: the bot has no affiliation with ${ROOM} any more; it was member`],
])("a change of the affiliation from %s to %s is told once", (before, after, line) => {
  const rooms = visited("newsstand", item(before));
  rooms.logged.length = 0;
  rooms.hear(self("newsstand", item(after)));
  rooms.hear(self("newsstand", item(after)));
  expect(rooms.logged).toEqual([line]);
  expect(rooms.affiliation(ROOM)).toBe(after);
});

test.each([
  [
    "participant",
    "visitor",
    `warn: the bot has no voice in ${ROOM}: nobody hears its answers until a moderator gives it voice`,
  ],
  ["visitor", "participant", `info: the bot has its voice in ${ROOM} again`],
  ["participant", "moderator", `info: the bot is now a moderator of ${ROOM}`],
  ["moderator", "participant", `info: the bot is no longer a moderator of ${ROOM}`],
])("a change of the role from %s to %s is told once", (before, after, line) => {
  const rooms = visited("newsstand", item("none", before));
  rooms.logged.length = 0;
  rooms.hear(self("newsstand", item("none", after)));
  rooms.hear(self("newsstand", item("none", after)));
  expect(rooms.logged).toEqual([line]);
  expect(rooms.role(ROOM)).toBe(after);
});

test("what the bot is when it comes for the first time is no change, but being without voice is told, once", () => {
  expect(visited("newsstand", item("owner", "moderator")).logged).toEqual([
    `info: entered ${ROOM} as newsstand`,
  ]);
  const mute = visited("newsstand", item("none", "visitor"));
  expect(mute.logged.at(-1)).toMatch(/^warn: the bot has no voice/u);
  mute.enter();
  mute.hear(self("newsstand", item("none", "visitor")));
  expect(mute.said).toEqual([`entered ${ROOM} as newsstand`]);
});

test("what changed while the bot was out is told when it is back", () => {
  const rooms = visited("newsstand", item("none"));
  rooms.hear(removal("newsstand", `<status code="322"/>`));
  rooms.said.length = 0;
  rooms.hear(self("newsstand", item("member")));
  expect(rooms.said).toEqual([`entered ${ROOM} as newsstand`, `the bot is now a member of ${ROOM}`]);
});

test("a ban that was lifted is told as such", () => {
  const rooms = visited("newsstand", item("none"));
  rooms.hear(removal("newsstand", `${item("outcast", "none")}<status code="301"/>`));
  rooms.hear(self("newsstand", item("none")));
  expect(rooms.said.at(-1)).toBe(`the bot is no longer banned from ${ROOM}`);
});

test("a presence that says nothing of it changes nothing", () => {
  const rooms = visited("newsstand", item("member", "moderator"));
  rooms.hear(self("newsstand"));
  expect(rooms.said).toEqual([]);
  expect(rooms.role(ROOM)).toBe("moderator");
  expect(rooms.affiliation(ROOM)).toBe("member");
});

test("an affiliation given while the bot is out is told, and used at once", () => {
  const rooms = visited("newsstand", item("none"));
  rooms.hear(removal("newsstand", `<status code="322"/>`));
  vi.advanceTimersByTime(60_000);
  rooms.hear(
    `<message from="${ROOM}"><x ${USER}><item affiliation="member" jid="bot@example.org" role="none"/><status code="101"/></x></message>`,
  );
  vi.advanceTimersByTime(0);
  expect(rooms.said.at(-1)).toBe(`the bot is now a member of ${ROOM}`);
  expect(rooms.sent()).toEqual([`join ${ROOM}/newsstand`]);
});

test("a ban that is told from outside is no reason to come", () => {
  const rooms = visited("newsstand", item("none"));
  rooms.hear(removal("newsstand", `<status code="322"/>`));
  vi.advanceTimersByTime(60_000);
  rooms.hear(
    `<message from="${ROOM}"><x ${USER}><item affiliation="outcast"/><status code="101"/></x></message>`,
  );
  vi.advanceTimersByTime(60_000);
  expect(rooms.said.at(-1)).toBe(`the bot is now banned from ${ROOM}`);
  expect(rooms.sent()).toEqual([]);
});
