/** Invitations: from operators and people of trusted domains they are followed, from anybody else they are not. */

import { expect, describe, test } from "vitest";
import { createInvitations } from "../src/invitations.ts";
import type { Guest, ListedRoom } from "../src/rooms.ts";
import { element } from "./support/conversation.ts";
import { logTo, ROOM, USER } from "./support/rooms.ts";

const OPERATOR = "ana@people.example";
const direct = (from: string, room = ROOM, more = ""): string =>
  `<message from="${from}"><x xmlns="jabber:x:conference" jid="${room}" ${more}/></message>`;
const mediated = (by: string, room = ROOM): string =>
  `<message from="${room}"><x ${USER}><invite from="${by}"/></x><x xmlns="jabber:x:conference" jid="${room}"/></message>`;

function scene({
  guests = 0,
  known = [] as readonly string[],
  /** Of the configuration, but an operator has made the bot leave them. */
  configured = [] as readonly string[],
} = {}) {
  const said: string[] = [];
  const added: (readonly [string, Guest])[] = [];
  const remembered: (readonly [string, Guest])[] = [];
  const there: ListedRoom[] = Array.from({ length: guests }, (_, at) => ({
    room: `${at}@rooms.example.org`,
    isIn: true,
    invitedBy: OPERATOR,
  }));
  const invitations = createInvitations({
    account: "bot@bots.example",
    operators: [OPERATOR],
    domains: ["friends.example"],
    rooms: () => ({
      add(room, guest) {
        added.push([room, guest]);
        there.push({ room, isIn: false, invitedBy: configured.includes(room) ? undefined : guest.by });
      },
      has: (room) => known.includes(room),
      list: () => there,
    }),
    memory: {
      remember(room, guest) {
        remembered.push([room, guest]);
        return Promise.resolve();
      },
    },
    log: logTo((level, message) => void said.push(`${level}: ${message}`)),
  });
  return { hear: (xml: string) => invitations.message(element(xml)), said, added, remembered };
}

describe("an invitation is followed", () => {
  test.each([
    ["of an operator", direct(`${OPERATOR}/desk`), OPERATOR],
    ["of somebody of a trusted domain", direct("ben@friends.example/desk"), "ben@friends.example"],
  ])("%s, to any room", (_, xml, by) => {
    const { hear, said, added, remembered } = scene();
    expect(hear(xml)).toBe(true);
    expect(added).toEqual([[ROOM, { by, password: undefined }]]);
    expect(remembered).toEqual(added);
    expect(said).toEqual([`info: ${by} has invited the bot to ${ROOM}: it comes`]);
  });

  test("to a room of the configuration that the bot has left, of which nothing need be remembered", () => {
    const { hear, added, remembered } = scene({ configured: [ROOM] });
    expect(hear(direct(OPERATOR))).toBe(true);
    expect(added.map(([room]) => room)).toEqual([ROOM]);
    expect(remembered).toEqual([]);
  });

  test("with its password, which is not logged", () => {
    const { hear, said, added } = scene();
    hear(direct(OPERATOR, ROOM, `password="sesame"`));
    expect(added).toEqual([[ROOM, { by: OPERATOR, password: "sesame" }]]);
    expect(said.join("\n")).not.toContain("sesame");
  });

  test.each([
    ["the bot's own domain", "team@bots.example"],
    ["a subdomain of it", "team@rooms.bots.example"],
    ["a subdomain of a trusted domain", "team@rooms.friends.example"],
    ["a subdomain of an operator's domain", "team@rooms.people.example"],
  ])("by way of a room of %s, which says who it is from", (_, room) => {
    const { hear, added } = scene();
    hear(mediated(`${OPERATOR}/desk`, room));
    expect(added).toEqual([[room, { by: OPERATOR, password: undefined }]]);
  });
});

describe("an invitation is not followed", () => {
  const untold = "the room does not say who invites; a direct invitation (XEP-0249) does";
  const stranger = (jid: string): string =>
    `${jid} is not among \`operators\`, nor the domain among \`invite_domains\``;

  test.each([
    ["of a stranger", direct("eve@example.net/x"), stranger("eve@example.net")],
    ["of somebody of a subdomain", direct("eve@sub.friends.example"), stranger("eve@sub.friends.example")],
    ["of somebody of the operator's domain", direct("eve@people.example"), stranger("eve@people.example")],
    [
      "of a stranger by way of a trusted room",
      mediated("eve@example.net", "t@rooms.bots.example"),
      stranger("eve@example.net"),
    ],
    [
      "by way of a room of another server, which may say what it likes",
      mediated(OPERATOR),
      `the room says that it is from ${OPERATOR}, but its service is not trusted; a direct invitation (XEP-0249) is`,
    ],
    [
      "by way of a room whose domain only ends like a trusted one",
      mediated(OPERATOR, "t@evilfriends.example"),
      `the room says that it is from ${OPERATOR}, but its service is not trusted; a direct invitation (XEP-0249) is`,
    ],
    [
      "by way of a room that hides its occupants",
      mediated("t@rooms.bots.example/ana", "t@rooms.bots.example"),
      untold,
    ],
  ])("%s", (_, xml, why) => {
    const { hear, said, added, remembered } = scene();
    expect(hear(xml)).toBe(true);
    expect([...added, ...remembered]).toEqual([]);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`is not followed: ${why}`);
    expect(said[0]).toMatch(/^info: an invitation to /u);
  });

  test("of an occupant of a room, even where rooms have a trusted domain", () => {
    const { hear, added } = scene({ known: ["lobby@friends.example"] });
    expect(hear(direct("lobby@friends.example/eve"))).toBe(true);
    expect(added).toEqual([]);
  });

  test("where the bot is a guest in 50 rooms", () => {
    const { hear, said, added } = scene({ guests: 50 });
    hear(direct(OPERATOR));
    expect(added).toEqual([]);
    expect(said).toEqual([
      `info: an invitation to ${ROOM} is not followed: the bot is a guest in 50 rooms already`,
    ]);
  });

  test("and is told of once for each room, and of a hundred rooms", () => {
    const { hear, said } = scene();
    for (let time = 0; time < 3; time += 1) hear(direct("eve@example.net"));
    expect(said).toHaveLength(1);
    for (let room = 0; room < 500; room += 1) hear(direct("eve@example.net", `${room}@rooms.example.net`));
    expect(said).toHaveLength(100);
  });
});

test.each([
  ["a message", `<message from="ana@people.example"><body>hello</body></message>`],
  [
    "an invitation that came back",
    `<message type="error" from="ana@people.example"><x xmlns="jabber:x:conference" jid="${ROOM}"/></message>`,
  ],
])("%s is for somebody else", (_, xml) => {
  const { hear, said } = scene();
  expect(hear(xml)).toBe(false);
  expect(said).toEqual([]);
});
