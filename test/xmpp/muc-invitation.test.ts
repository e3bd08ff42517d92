/** Invitations, of a person and by way of a room, as servers send them. */

import { describe, expect, test } from "vitest";
import { parseInvitation } from "../../src/xmpp/muc-invitation.ts";
import { element } from "../support/conversation.ts";

const ROOM = "team@rooms.example.org";
const USER = "http://jabber.org/protocol/muc#user";
const read = (xml: string) => parseInvitation(element(xml));
const byRoom = (from: string, more = "", outer = ""): string =>
  `<message from="${ROOM}"><x xmlns="${USER}"><invite from="${from}"><reason>come</reason></invite>${more}</x>${outer}
    <body>an invitation</body></message>`;

describe("a person", () => {
  test("is the sender, whatever the device", () => {
    const xml = `<message from="Ana@example.org/desk"><x xmlns="jabber:x:conference" jid="Team@rooms.example.org" password="sesame"/></message>`;
    expect(read(xml)).toEqual({ room: ROOM, from: "person", by: "ana@example.org", password: "sesame" });
  });

  test("may give no password", () => {
    const xml = `<message from="ana@example.org"><x xmlns="jabber:x:conference" jid="${ROOM}"/></message>`;
    expect(read(xml)).toEqual({ room: ROOM, from: "person", by: "ana@example.org", password: undefined });
  });

  test("who is an occupant has the address of a room, whatever is claimed besides", () => {
    const xml = `<message from="lobby@rooms.example.org/liar"><x xmlns="jabber:x:conference" jid="${ROOM}"/>
      <x xmlns="${USER}"><invite from="ana@example.org"/></x></message>`;
    expect(read(xml)).toMatchObject({ from: "person", by: "lobby@rooms.example.org" });
  });
});

describe("a room", () => {
  test("says who invites, with a second form for older clients (ejabberd)", () => {
    const outer = `<x xmlns="jabber:x:conference" jid="${ROOM}" reason="come"/>`;
    expect(read(byRoom("ana@example.org/desk", "<password>sesame</password>", outer))).toEqual({
      room: ROOM,
      from: "room",
      by: "ana@example.org",
      password: "sesame",
    });
  });

  test.each([
    ["hides its occupants (Prosody)", byRoom(`${ROOM}/ana`)],
    ["names nobody", byRoom("@")],
    ["names itself", byRoom(ROOM)],
    ["names a server", byRoom("example.org")],
    [
      "speaks the older form alone",
      `<message from="${ROOM}"><x xmlns="jabber:x:conference" jid="${ROOM}"/></message>`,
    ],
  ])("that %s does not say who it is", (_, xml) => {
    expect(read(xml)).toEqual({ room: ROOM, from: "room", by: undefined, password: undefined });
  });
});

test.each([
  ["a message without one", `<message from="ana@example.org"><body>x</body></message>`],
  ["one without a sender", `<message><x xmlns="jabber:x:conference" jid="${ROOM}"/></message>`],
  [
    "one of a service",
    `<message from="example.org"><x xmlns="jabber:x:conference" jid="${ROOM}"/></message>`,
  ],
  [
    "one to a service",
    `<message from="ana@example.org"><x xmlns="jabber:x:conference" jid="rooms.example.org"/></message>`,
  ],
  [
    "one to what is no JID",
    `<message from="ana@example.org"><x xmlns="jabber:x:conference" jid="@"/></message>`,
  ],
  [
    "one that came back",
    `<message from="ana@example.org" type="error"><x xmlns="jabber:x:conference" jid="${ROOM}"/></message>`,
  ],
  [
    "what an occupant makes up in talk",
    `<message from="${ROOM}/liar" type="groupchat"><x xmlns="${USER}"><invite from="ana@example.org"/></x></message>`,
  ],
  [
    "a presence",
    `<presence from="${ROOM}"><x xmlns="${USER}"><invite from="ana@example.org"/></x></presence>`,
  ],
])("%s gives nothing", (_, xml) => {
  expect(read(xml)).toBeUndefined();
});
