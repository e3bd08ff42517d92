/** Who somebody is to the bot: by real JID, role or affiliation, never by nickname. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createStanding } from "../src/standing.ts";
import { type FakeRooms, fakeRooms, ROOM, USER } from "./support/rooms.ts";

const OPERATOR = "ana@example.org";
const INVITED = "guests@rooms.example.net";
const OWN = "lobby@rooms.bots.example";
const nobody = { jid: undefined, isOperator: false, isModerator: false, isMember: false };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const comes = (room: string, nick: string, item: string, more = ""): string =>
  `<presence from="${room}/${nick}"><x ${USER}><item ${item}/>${more}</x></presence>`;

/** The bot is in a room of its configuration, in one at a foreign service, and in one at its own. */
async function scene() {
  const rooms = fakeRooms();
  rooms.enter();
  await enter(rooms, ROOM);
  for (const room of [INVITED, OWN]) {
    rooms.add(room, { by: OPERATOR });
    await rooms.answer((asked) => asked.answer());
    await enter(rooms, room);
  }
  const standing = createStanding({
    account: "bot@bots.example",
    operators: [OPERATOR],
    configured: [ROOM],
    rooms: () => rooms,
  });
  return { rooms, standing };
}

async function enter(rooms: FakeRooms, room: string): Promise<void> {
  rooms.hear(comes(room, "newsstand", `affiliation="none" role="participant"`, `<status code="110"/>`));
  await vi.advanceTimersByTimeAsync(0);
}

describe("in a direct chat", () => {
  test("an operator is known by the bare JID, whatever the device", async () => {
    const { standing } = await scene();
    expect(standing("Ana@example.org/desk", "direct")).toEqual({
      ...nobody,
      jid: OPERATOR,
      isOperator: true,
    });
  });

  test("anybody else is not, whatever they call themselves", async () => {
    const { standing } = await scene();
    expect(standing(`ben@example.org/${OPERATOR}`, "direct")).toEqual({ ...nobody, jid: "ben@example.org" });
  });

  test("a member of a room of the configuration is one there, too", async () => {
    const { rooms, standing } = await scene();
    rooms.hear(comes(ROOM, "ben", `affiliation="member" role="participant" jid="ben@example.org/desk"`));
    expect(standing("ben@example.org/phone", "direct").isMember).toBe(true);
    rooms.hear(comes(ROOM, "ben", `affiliation="none" role="participant" jid="ben@example.org/desk"`));
    expect(standing("ben@example.org/phone", "direct").isMember).toBe(false);
  });

  test("a member of any other room is not", async () => {
    const { rooms, standing } = await scene();
    rooms.hear(comes(INVITED, "ben", `affiliation="owner" role="moderator" jid="ben@example.org/desk"`));
    expect(standing("ben@example.org/phone", "direct")).toEqual({ ...nobody, jid: "ben@example.org" });
  });

  test("an occupant who is taken for a person is an occupant all the same", async () => {
    const { standing } = await scene();
    expect(standing(`${ROOM}/stranger`, "direct")).toEqual(nobody);
  });
});

describe.each(["room", "private"] as const)("an occupant (%s)", (where) => {
  test("whom the room does not name is no operator, whatever the nickname", async () => {
    const { rooms, standing } = await scene();
    rooms.hear(comes(ROOM, OPERATOR, `affiliation="none" role="participant"`));
    expect(standing(`${ROOM}/${OPERATOR}`, where)).toEqual(nobody);
  });

  test.each([
    ["a room of the configuration", ROOM, true],
    ["a room of the bot's own server", OWN, true],
    ["a room of a foreign server, which may say what it likes", INVITED, false],
  ])("is an operator by the JID that is shown in %s: %s is %s", async (_, room, isBelieved) => {
    const { rooms, standing } = await scene();
    rooms.hear(comes(room, "x", `affiliation="none" role="participant" jid="${OPERATOR}/desk"`));
    const { jid, isOperator } = standing(`${room}/x`, where);
    expect([jid, isOperator]).toEqual(isBelieved ? [OPERATOR, true] : [undefined, false]);
  });

  test.each([ROOM, INVITED, OWN])(
    "is a moderator by the word of any room, for that room: %s",
    async (room) => {
      const { rooms, standing } = await scene();
      rooms.hear(comes(room, "mod", `affiliation="none" role="moderator"`));
      rooms.hear(comes(room, "ben", `affiliation="none" role="participant"`));
      expect(standing(`${room}/mod`, where).isModerator).toBe(true);
      expect(standing(`${room}/ben`, where).isModerator).toBe(false);
      expect(standing(`${ROOM === room ? OWN : ROOM}/mod`, where).isModerator).toBe(false);
    },
  );

  test.each([
    ["owner", true],
    ["admin", true],
    ["member", true],
    ["none", false],
  ])(
    "with the affiliation %s: a member of a room of the configuration is %s",
    async (affiliation, isMember) => {
      const { rooms, standing } = await scene();
      for (const room of [ROOM, OWN])
        rooms.hear(comes(room, "ben", `affiliation="${affiliation}" role="participant"`));
      expect(standing(`${ROOM}/ben`, where).isMember).toBe(isMember);
      expect(standing(`${OWN}/ben`, where).isMember).toBe(false);
    },
  );

  test("who has left is nobody", async () => {
    const { rooms, standing } = await scene();
    rooms.hear(comes(ROOM, "mod", `affiliation="owner" role="moderator" jid="${OPERATOR}/desk"`));
    rooms.hear(
      `<presence from="${ROOM}/mod" type="unavailable"><x ${USER}><item role="none"/></x></presence>`,
    );
    expect(standing(`${ROOM}/mod`, where)).toEqual(nobody);
  });
});

test("a name that only ends like the own domain is foreign", async () => {
  const { rooms, standing } = await scene();
  const evil = "x@evilbots.example";
  rooms.add(evil, { by: OPERATOR });
  await rooms.answer((asked) => asked.answer());
  await enter(rooms, evil);
  rooms.hear(comes(evil, "x", `affiliation="none" role="participant" jid="${OPERATOR}/desk"`));
  expect(standing(`${evil}/x`, "room").isOperator).toBe(false);
});
