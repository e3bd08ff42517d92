/** XEP-0045: rooms. */

import { describe, expect, test } from "vitest";
import * as muc from "../../src/xmpp/muc.ts";
import { conversation, element, xmlEqual } from "../support/conversation.ts";

const room = "room@rooms.example.org";
const USER = `xmlns="http://jabber.org/protocol/muc#user"`;

test.each([0, 20])("a room is entered with %i messages of its history", (history) => {
  const expected = element(`
    <presence to="room@rooms.example.org/newsstand">
      <x xmlns="http://jabber.org/protocol/muc"><history maxstanzas="${history}"/></x>
      <c xmlns="urn:c"/></presence>`);
  expect(xmlEqual(muc.join(room, "newsstand", history, element(`<c xmlns="urn:c"/>`)), expected)).toBe(true);
});

test.each([
  ["a subject", `<message from="${room}/ana" type="groupchat"><subject>x</subject></message>`, true],
  ["an empty subject", `<message from="${room}" type="groupchat"><subject/></message>`, true],
  [
    "a message that has a subject as well",
    `<message from="${room}/ana" type="groupchat"><subject>x</subject><body>y</body></message>`,
    false,
  ],
  [
    "a direct message",
    `<message from="ana@example.org/a" type="normal"><subject>x</subject></message>`,
    false,
  ],
  ["a presence", `<presence from="${room}/ana" type="groupchat"><subject>x</subject></presence>`, false],
])("%s: whether it ends the history", (_, stanza, isSubject) => {
  expect(muc.isSubject(element(stanza))).toBe(isSubject);
});

test("the bot's own presence is known by its status", () => {
  const presence = (code: number): string =>
    `<presence from="${room}/x"><x ${USER}><status code="100"/><status code="${code}"/></x></presence>`;
  expect(muc.isSelfPresence(element(presence(110)))).toBe(true);
  expect(muc.isSelfPresence(element(presence(210)))).toBe(false);
  expect(muc.isSelfPresence(element(`<presence from="${room}/x"/>`))).toBe(false);
});

test("a nickname is asked for without entering again", () => {
  const expected = element(`<presence to="room@rooms.example.org/stand"><c xmlns="urn:c"/></presence>`);
  expect(xmlEqual(muc.rename(room, "stand", element(`<c xmlns="urn:c"/>`)), expected)).toBe(true);
});

test("the self-presence confirms that the bot is in, and under which nickname", () => {
  const presence = muc.parsePresence(
    element(`<presence from="${room}/newsstand_"><x ${USER}><item affiliation="none" role="participant"/>
      <status code="110"/><status code="210"/></x></presence>`),
    new Set([room]),
  );
  expect(presence).toMatchObject({
    room,
    nick: "newsstand_",
    type: "available",
    statuses: [110, 210],
    affiliation: "none",
    role: "participant",
    destroyed: false,
    venue: undefined,
  });
});

test("a presence shows who the occupant is, as far as the room says, and with which client", () => {
  const presence = muc.parsePresence(
    element(`<presence from="${room}/ana"><c xmlns="http://jabber.org/protocol/caps" hash="sha-1" node="urn:c" ver="v"/>
      <occupant-id xmlns="urn:xmpp:occupant-id:0" id="5"/>
      <x ${USER}><item affiliation="member" role="moderator" jid="Ana@example.org/desk"/></x></presence>`),
    new Set([room]),
  );
  expect(presence).toMatchObject({
    jid: "ana@example.org",
    occupantId: "5",
    caps: { hash: "sha-1", node: "urn:c", ver: "v" },
  });
});

test("a presence that shows nothing of that is one as well", () => {
  const presence = muc.parsePresence(
    element(`<presence from="${room}/ana"><c xmlns="http://jabber.org/protocol/caps" node="urn:old"/>
      <x ${USER}><item role="participant" jid="@"/></x></presence>`),
    new Set([room]),
  );
  expect(presence).toMatchObject({ jid: undefined, occupantId: undefined, caps: undefined });
});

test("a password goes along with entering, where there is one", () => {
  const expected = element(`
    <presence to="${room}/newsstand">
      <x xmlns="http://jabber.org/protocol/muc"><history maxstanzas="0"/><password>sesame</password></x></presence>`);
  expect(xmlEqual(muc.withPassword(muc.join(room, "newsstand", 0), "sesame"), expected)).toBe(true);
  const plain = muc.join(room, "newsstand", 0);
  expect(xmlEqual(muc.withPassword(muc.join(room, "newsstand", 0), undefined), plain)).toBe(true);
});

test("a refusal names the room and the condition", () => {
  const presence = muc.parsePresence(
    element(`<presence from="${room}/newsstand" type="error"><error type="auth">
      <registration-required xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></presence>`),
    new Set([room]),
  );
  expect(presence?.error?.message).toBe(`${room} refused to let the bot in: registration-required`);
});

test("a removal says why in the words of who did it, also when the room was destroyed", () => {
  const removal = (inside: string) =>
    muc.parsePresence(
      element(`<presence from="${room}/newsstand" type="unavailable"><x ${USER}>${inside}</x></presence>`),
      new Set([room]),
    );
  expect(removal(`<item><reason>noise</reason></item><status code="307"/>`)).toMatchObject({
    reason: "noise",
    statuses: [307],
  });
  expect(removal(`<destroy jid="new@rooms.example.org"><reason>moved</reason></destroy>`)).toMatchObject({
    reason: "moved",
    destroyed: true,
    venue: "new@rooms.example.org",
  });
  expect(removal(`<item nick="other"/><status code="303"/>`)).toMatchObject({ newNick: "other" });
});

test("presences of others are none of a room", () => {
  expect(muc.parsePresence(element(`<presence from="a@b/c"/>`), new Set([room]))).toBeUndefined();
  expect(
    muc.parsePresence(element(`<presence from="${room}/x" type="probe"/>`), new Set([room])),
  ).toBeUndefined();
});

test("a reason of any length is told in a few words, and a venue that is no JID is none", () => {
  const presence = muc.parsePresence(
    element(`<presence from="${room}/newsstand" type="unavailable"><x ${USER}>
      <destroy jid="@"><reason>${"x".repeat(100_000)}</reason></destroy></x></presence>`),
    new Set([room]),
  );
  expect(presence?.reason).toHaveLength(300);
  expect(presence?.venue).toBeUndefined();
});

test.each([
  ["xmpp:new@rooms.example.org?join", "new@rooms.example.org"],
  ["https://example.org/", undefined],
  ["", undefined],
])("a room that is gone to %j refers to %s", (uri, venue) => {
  const presence = muc.parsePresence(
    element(`<presence from="${room}/newsstand" type="error"><error type="cancel">
      <gone xmlns="urn:ietf:params:xml:ns:xmpp-stanzas">${uri}</gone></error></presence>`),
    new Set([room]),
  );
  expect(presence?.error?.condition).toBe("gone");
  expect(presence?.venue).toBe(venue);
});

describe("a notice", () => {
  const notice = (xml: string) => muc.parseNotice(element(xml), new Set([room]));
  test.each([
    ["invitation", `<message from="${room}"><x ${USER}><invite from="c@d"/></x></message>`],
    ["invitation", `<message from="c@d/e"><x xmlns="jabber:x:conference" jid="${room}"/></message>`],
    ["error", `<message from="${room}" type="error"/>`],
    ["error", `<message from="${room}/ana" type="error"/>`],
    [
      "configuration",
      `<message from="${room}" type="groupchat"><x ${USER}><status code="104"/></x></message>`,
    ],
  ])("of the kind %s is %s", (kind, xml) => {
    expect(notice(xml)).toMatchObject({ room, kind });
  });

  test("of a message that came back says why", () => {
    const { error } =
      notice(`<message from="${room}" type="error"><error type="cancel">
        <not-acceptable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></message>`) ?? {};
    expect(error?.message).toBe(`${room} refused to take a message: not-acceptable`);
  });

  test("of another affiliation names it", () => {
    const xml = `<message from="${room}"><x ${USER}><item affiliation="member"/><status code="101"/></x></message>`;
    expect(notice(xml)).toEqual({ room, kind: "affiliation", affiliation: "member" });
  });

  test.each([
    [
      "what an occupant makes up",
      `<message from="${room}/ana"><x ${USER}><invite from="c@d"/></x></message>`,
    ],
    ["a presence", `<presence from="${room}" type="error"/>`],
    ["an error of a person", `<message from="a@b" type="error"/>`],
    ["another room", `<message from="e@f"><x ${USER}><status code="104"/></x></message>`],
    ["a message of nobody", `<message type="error"/>`],
  ])("is not read from %s", (_, xml) => {
    expect(notice(xml)).toBeUndefined();
  });
});

test.each([
  [true, `<message from="${room}/ana" type="groupchat"/>`],
  [true, `<message from="${room}" type="groupchat"/>`],
  [true, `<message from="${room}/ana" type="chat"/>`],
  [true, `<presence from="${room}/ana" type="unavailable"/>`],
  [false, `<presence from="${room}/ana" type="error"/>`],
  [false, `<message from="${room}" type="error"/>`],
  [false, `<message from="${room}"/>`],
  [false, `<message/>`],
])("it is %s that a room shows to have the bot in it by %s", (isSign, xml) => {
  expect(muc.isSignOfLife(element(xml))).toBe(isSign);
});

describe("whether a room exists", () => {
  const asks = { sends: `<query xmlns="http://jabber.org/protocol/disco#info"/>`, to: room } as const;
  const error = (type: string, condition: string): string =>
    `<error type="${type}"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;

  test("is told by its description", async () => {
    expect(await muc.exists(conversation({ ...asks, receives: asks.sends }), room)).toBe(true);
  });

  test.each([
    [true, "conference"],
    [false, "account"],
  ])("is %s of what calls itself %s", async (is, category) => {
    const receives = `<query xmlns="http://jabber.org/protocol/disco#info">
      <identity category="${category}" type="text"/></query>`;
    expect(await muc.exists(conversation({ ...asks, receives }), room)).toBe(is);
  });

  test.each([
    [false, "cancel", "item-not-found"],
    [false, "cancel", "gone"],
    [false, "cancel", "remote-server-not-found"],
    [false, "wait", "remote-server-timeout"],
    [true, "auth", "forbidden"],
    [true, "auth", "registration-required"],
  ])("is %s after an error of type %s, %s", async (is, type, condition) => {
    expect(await muc.exists(conversation({ ...asks, fails: error(type, condition) }), room)).toBe(is);
  });
});
