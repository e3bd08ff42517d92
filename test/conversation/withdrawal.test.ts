/** What is read from messages that take others back, and from the bot's own as rooms show them. */

import { describe, expect, test } from "vitest";
import type { Hearing } from "../../src/conversation/origin.ts";
import { parseReflection, parseWithdrawal } from "../../src/conversation/utterance-reader.ts";
import type { Withdrawal } from "../../src/conversation/utterance.ts";
import { element } from "../support/conversation.ts";

const room = "room@rooms.example.org";
const nicks = new Map([[room, "newsstand"]]);
const hearing: Hearing = { nicks, own: "bot@example.org/res", now: 0 };
const read = (from: string, inside: string, type = "groupchat"): Withdrawal | undefined =>
  parseWithdrawal(element(`<message from="${from}" type="${type}">${inside}</message>`), hearing);

const RETRACT = `<retract xmlns="urn:xmpp:message-retract:1" id="s1"/>`;
const FALLBACK = `<fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:message-retract:1"/><body>/me retracted.</body>`;
const fastened = (inside: string): string =>
  `<apply-to xmlns="urn:xmpp:fasten:0" id="s1">${inside}</apply-to>`;
const OLD = fastened(`<retract xmlns="urn:xmpp:message-retract:0"/>`);
const MODERATED = `<retract xmlns="urn:xmpp:message-retract:1" id="s1">
  <moderated xmlns="urn:xmpp:message-moderate:1" by="${room}/mod"/><reason>noise</reason></retract>`;
const OLD_MODERATED = fastened(
  `<moderated xmlns="urn:xmpp:message-moderate:0" by="${room}/mod"><retract xmlns="urn:xmpp:message-retract:0"/></moderated>`,
);

describe("an occupant takes back", () => {
  test.each([
    ["as clients do", RETRACT + FALLBACK],
    ["without words for others", RETRACT],
    ["as clients did", OLD],
  ])("%s", (_, inside) => {
    const id = `<occupant-id xmlns="urn:xmpp:occupant-id:0" id="ana-id"/>`;
    expect(read(`${room}/ana`, inside + id)).toEqual({
      where: "room",
      from: `${room}/ana`,
      occupantId: "ana-id",
      id: "s1",
      isModerated: false,
    });
  });
});

test("a person takes back what was said to the bot alone", () => {
  expect(read("ana@example.org/a", RETRACT, "chat")).toMatchObject({ where: "direct", isModerated: false });
  expect(read(`${room}/ana`, RETRACT, "chat")).toMatchObject({ where: "private", isModerated: false });
});

test.each([
  ["as rooms do", MODERATED],
  ["as rooms did", OLD_MODERATED],
])("a room takes back for a moderator, %s", (_, inside) => {
  expect(read(room, inside)).toEqual({
    where: "room",
    from: room,
    occupantId: undefined,
    id: "s1",
    isModerated: true,
  });
});

test.each([
  ["an occupant who plays the room", `${room}/ana`, MODERATED, "groupchat"],
  ["an occupant who plays an old room", `${room}/ana`, OLD_MODERATED, "groupchat"],
  ["a person who plays a room", "ana@example.org/a", MODERATED, "chat"],
  ["a room to the bot alone", room, MODERATED, "chat"],
  ["a room that says nothing of a moderator", room, RETRACT, "groupchat"],
  ["a room where the bot is not", "other@rooms.example.org", MODERATED, "groupchat"],
  ["the bot itself", `${room}/newsstand`, RETRACT, "groupchat"],
  ["an error", `${room}/ana`, RETRACT, "error"],
  ["history", `${room}/ana`, `${RETRACT}<delay xmlns="urn:xmpp:delay" stamp="x"/>`, "groupchat"],
  ["a retraction of nothing", `${room}/ana`, `<retract xmlns="urn:xmpp:message-retract:1"/>`, "groupchat"],
  ["something else that is fastened", `${room}/ana`, fastened(`<x xmlns="urn:x"/>`), "groupchat"],
  ["a tombstone", `${room}/ana`, `<retracted xmlns="urn:xmpp:message-retract:1" id="s1"/>`, "groupchat"],
  ["a message", `${room}/ana`, `<body>x</body>`, "groupchat"],
])("nothing is taken back by %s", (_, from, inside, type) => {
  expect(read(from, inside, type)).toBeUndefined();
});

describe("a message of the bot, as its room shows it,", () => {
  const SID = `<stanza-id xmlns="urn:xmpp:sid:0" id="s1" by="${room}"/>`;
  const reflected = (inside: string, from = `${room}/newsstand`, type = "groupchat") =>
    parseReflection(element(`<message from="${from}" type="${type}" id="1">${inside}</message>`), nicks);

  test("has the bot's id, and the room's", () => {
    expect(reflected(`<body>x</body>${SID}`)).toEqual({ room, id: "1", stanzaId: "s1" });
  });

  test("keeps the bot's id where a room changes the attribute", () => {
    const origin = `<origin-id xmlns="urn:xmpp:sid:0" id="o1"/>`;
    expect(reflected(origin + SID)?.id).toBe("o1");
  });

  test("has none of the room's where it gives none", () => {
    expect(reflected("")).toEqual({ room, id: "1", stanzaId: undefined });
  });

  test.each([
    ["others", `${room}/ana`, "groupchat"],
    ["the room", room, "groupchat"],
    ["another room", "other@rooms.example.org/newsstand", "groupchat"],
    ["an error", `${room}/newsstand`, "error"],
    ["nobody", "@", "groupchat"],
  ])("is not one of %s", (_, from, type) => {
    expect(reflected(SID, from, type)).toBeUndefined();
  });
});
