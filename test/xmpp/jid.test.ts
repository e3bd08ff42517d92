/** RFC 7622: JIDs. */

import { expect, test } from "vitest";
import { bare, isSame, parseJid, resource } from "../../src/xmpp/jid.ts";

test("a JID has three parts, and only the domainpart must be there", () => {
  expect(parseJid("Romeo@Example.ORG/Balcony/West")).toEqual({
    local: "romeo",
    domain: "example.org",
    resource: "Balcony/West",
  });
  expect(parseJid("pubsub.example.org")).toEqual({
    local: undefined,
    domain: "pubsub.example.org",
    resource: undefined,
  });
});

test.each([
  "",
  "@",
  "@example.org",
  "romeo@",
  "a@b/",
  "a b@example.org",
  "a@exam ple.org",
  "a@b@c",
  "a\u0000@b",
  "\ud800@b",
])("%j is no JID", (text) => {
  expect(parseJid(text)).toBeUndefined();
});

test("no part is longer than 1023 bytes", () => {
  expect(parseJid(`${"ä".repeat(511)}@example.org`)).toBeDefined();
  expect(parseJid(`${"ä".repeat(512)}@example.org`)).toBeUndefined();
});

test("a nickname may hold what an address may not", () => {
  expect(resource("room@rooms.example.org/Ana @ work 🙂")).toBe("Ana @ work 🙂");
});

test("JIDs are compared without regard to case, but for the resourcepart", () => {
  expect(isSame("Room@rooms.example.org/Ana", "room@Rooms.example.org/Ana")).toBe(true);
  expect(isSame("room@rooms.example.org/Ana", "room@rooms.example.org/ana")).toBe(false);
  expect(isSame(undefined, undefined)).toBe(false);
});

test("the bare JID of a full one has no resource", () => {
  expect(bare("Room@rooms.example.org/Ana")).toBe("room@rooms.example.org");
  expect(bare("@")).toBe("@");
});
