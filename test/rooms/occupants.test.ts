/** What the bot knows of those who are in a room with it. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createOccupants } from "../../src/rooms/occupants.ts";
import { fakeRooms, removal, ROOM, self, USER, visited } from "../support/rooms.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const comes = (nick: string, item = `affiliation="none" role="participant"`, more = ""): string =>
  `<presence from="${ROOM}/${nick}"><x ${USER}><item ${item}/></x>${more}</presence>`;
const goes = (nick: string, inside = ""): string =>
  `<presence from="${ROOM}/${nick}" type="unavailable"><x ${USER}>${inside}</x></presence>`;
const ID = `<occupant-id xmlns="urn:xmpp:occupant-id:0" id="5"/>`;

describe("an occupant", () => {
  test("is what the room last said", () => {
    const rooms = visited();
    rooms.hear(comes("ana", `affiliation="none" role="participant"`));
    rooms.hear(comes("ana", `affiliation="member" role="moderator" jid="Ana@example.org/desk"`));
    expect(rooms.occupant(`${ROOM}/ana`)).toMatchObject({
      nick: "ana",
      jid: "ana@example.org",
      affiliation: "member",
      role: "moderator",
    });
    expect(rooms.occupants(ROOM).map(({ nick }) => nick)).toEqual(["newsstand", "ana"]);
  });

  test("who was there before the bot is known, and the bot itself", () => {
    const rooms = fakeRooms();
    rooms.enter();
    rooms.hear(comes("ana"));
    rooms.hear(self("newsstand", `<item affiliation="none" role="participant"/>`));
    expect(rooms.occupant(`${ROOM}/ana`)?.role).toBe("participant");
    expect(rooms.occupant(`${ROOM}/newsstand`)?.role).toBe("participant");
  });

  test("is known by the exact nickname", () => {
    const rooms = visited();
    rooms.hear(comes("ana"));
    expect(rooms.occupant(`${ROOM}/Ana`)).toBeUndefined();
    expect(rooms.occupant(ROOM)).toBeUndefined();
    expect(rooms.occupant("other@rooms.example.org/ana")).toBeUndefined();
    expect(rooms.occupants("other@rooms.example.org")).toEqual([]);
  });

  test("who leaves is nobody, also for who comes next under that nickname", () => {
    const rooms = visited();
    rooms.hear(comes("ana", `affiliation="owner" role="moderator" jid="ana@example.org/a"`));
    rooms.hear(goes("ana"));
    expect(rooms.occupant(`${ROOM}/ana`)).toBeUndefined();
    rooms.hear(comes("ana"));
    expect(rooms.occupant(`${ROOM}/ana`)).toMatchObject({ jid: undefined, role: "participant" });
  });

  test("who changes the nickname is known by the new one", () => {
    const rooms = visited();
    rooms.hear(comes("ana"));
    rooms.hear(goes("ana", `<item nick="anna"/><status code="303"/>`));
    rooms.hear(comes("anna", `affiliation="none" role="moderator"`));
    expect(rooms.occupant(`${ROOM}/ana`)).toBeUndefined();
    expect(rooms.occupant(`${ROOM}/anna`)?.role).toBe("moderator");
  });

  test("is forgotten when the bot is out, and when a new session begins", () => {
    const rooms = visited();
    rooms.hear(comes("ana", `affiliation="owner" role="moderator"`));
    rooms.hear(removal("newsstand", `<status code="307"/>`));
    expect(rooms.occupants(ROOM)).toEqual([]);
    rooms.hear(comes("ben"));
    expect(rooms.occupants(ROOM)).toEqual([]);
    rooms.enter();
    rooms.hear(comes("cid"));
    rooms.enter();
    expect(rooms.occupants(ROOM)).toEqual([]);
  });

  test("is still known after an interruption", () => {
    const rooms = visited();
    rooms.hear(comes("ana"));
    rooms.offline();
    rooms.resumed();
    expect(rooms.occupant(`${ROOM}/ana`)).toBeDefined();
  });
});

test("the presence of a room itself is none of an occupant", () => {
  const rooms = visited();
  rooms.hear(
    `<presence from="${ROOM}"><c xmlns="http://jabber.org/protocol/caps" hash="sha-1" node="n" ver="v"/></presence>`,
  );
  expect(rooms.occupants(ROOM).map(({ nick }) => nick)).toEqual(["newsstand"]);
});

test("no room fills the memory: those who come after so many are nobody, and those who are known stay up to date", () => {
  const occupants = createOccupants(2);
  const presence = (nick: string, type: "available" | "unavailable", role: string) => ({
    room: ROOM,
    nick,
    type,
    statuses: [],
    newNick: undefined,
    reason: undefined,
    destroyed: false,
    venue: undefined,
    affiliation: undefined,
    role,
    jid: undefined,
    occupantId: undefined,
    caps: undefined,
    error: undefined,
  });
  for (const nick of ["a", "b", "c"]) occupants.hear(presence(nick, "available", "participant"));
  occupants.hear(presence("a", "available", "moderator"));
  expect([...occupants.all()].map(({ nick, role }) => `${nick} ${role}`)).toEqual([
    "a moderator",
    "b participant",
  ]);
  occupants.hear(presence("a", "unavailable", "none"));
  occupants.hear(presence("c", "available", "participant"));
  expect([...occupants.all()].map(({ nick }) => nick)).toEqual(["b", "c"]);
});

describe("an occupant id", () => {
  const describes = (feature: string): string =>
    `<query xmlns="http://jabber.org/protocol/disco#info"><feature var="${feature}"/></query>`;

  test.each([
    ["is believed where the room gives such ids", "urn:xmpp:occupant-id:0", "5"],
    ["is nothing where it does not: anybody may have made it up", "muc_open", undefined],
  ])("%s", async (_, feature, id) => {
    const rooms = visited();
    rooms.hear(comes("ana", `role="participant"`, ID));
    expect(rooms.occupant(`${ROOM}/ana`)?.occupantId).toBeUndefined();
    rooms.described.shift()?.answer(describes(feature));
    await vi.advanceTimersByTimeAsync(0);
    expect(rooms.occupant(`${ROOM}/ana`)?.occupantId).toBe(id);
  });
});
