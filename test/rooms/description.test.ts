/** What a room says of itself: its language, and who sees whom. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { removal, ROOM, self, USER, visited } from "../support/rooms.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const description = (language: string, ...features: readonly string[]): string => `
  <query xmlns="http://jabber.org/protocol/disco#info">
    <identity category="conference" type="text"/>
    ${features.map((feature) => `<feature var="${feature}"/>`).join("")}
    <x xmlns="jabber:x:data" type="result">
      <field var="FORM_TYPE"><value>http://jabber.org/protocol/muc#roominfo</value></field>
      <field var="muc#roominfo_lang"><value>${language}</value></field>
    </x></query>`;
const changed = (code: number): string =>
  `<message from="${ROOM}" type="groupchat"><x ${USER}><status code="${code}"/></x></message>`;
const settled = () => vi.advanceTimersByTimeAsync(0);

test("it is asked once on entering", async () => {
  const rooms = visited();
  expect(rooms.described.map(({ to }) => to)).toEqual([ROOM]);
  expect(rooms.language(ROOM)).toBeUndefined();
  rooms.described
    .shift()
    ?.answer(description("de", "muc_nonanonymous", "urn:xmpp:occupant-id:0", "urn:xmpp:sid:0"));
  await settled();
  expect(rooms.language(ROOM)).toBe("de");
  expect(rooms.facts(ROOM)).toEqual({
    language: "de",
    isNonAnonymous: true,
    hasOccupantIds: true,
    hasStanzaIds: true,
  });
  rooms.hear(self("newsstand"));
  expect(rooms.described).toEqual([]);
});

test("a room that says little has no language and hides its occupants", async () => {
  const rooms = visited();
  rooms.described.shift()?.answer(description("", "muc_semianonymous"));
  await settled();
  expect(rooms.facts(ROOM)).toEqual({
    language: undefined,
    isNonAnonymous: false,
    hasOccupantIds: false,
    hasStanzaIds: false,
  });
});

test("it is asked again when the room has changed", async () => {
  const rooms = visited();
  rooms.described.shift()?.answer(description("de"));
  await settled();
  rooms.hear(changed(104));
  expect(rooms.language(ROOM)).toBe("de");
  rooms.described.shift()?.answer(description("fr"));
  await settled();
  expect(rooms.language(ROOM)).toBe("fr");
});

test("many changes at once are two questions: what changed during the first is in the second", async () => {
  const rooms = visited();
  for (let change = 0; change < 100; change += 1) rooms.hear(changed(104));
  expect(rooms.described).toHaveLength(1);
  rooms.described.shift()?.answer(description("de"));
  await settled();
  expect(rooms.described).toHaveLength(1);
  rooms.described.shift()?.answer(description("fr"));
  await settled();
  expect(rooms.described).toHaveLength(0);
  expect(rooms.language(ROOM)).toBe("fr");
});

test("a room that refuses has said nothing, which no operator needs to hear", async () => {
  const rooms = visited();
  rooms.described.shift()?.refuse("forbidden", "auth");
  await settled();
  expect(rooms.facts(ROOM)).toBeUndefined();
  expect(rooms.said).toEqual([]);
});

test("an answer to a visit that is over counts for nothing", async () => {
  const rooms = visited();
  const late = rooms.described.shift();
  rooms.hear(removal("newsstand", `<status code="307"/>`));
  rooms.enter();
  rooms.hear(self("newsstand"));
  late?.answer(description("de"));
  await settled();
  expect(rooms.facts(ROOM)).toBeUndefined();
  rooms.described.shift()?.answer(description("fr"));
  await settled();
  expect(rooms.language(ROOM)).toBe("fr");
});

test("outside nothing is known, and no change is asked about", async () => {
  const rooms = visited();
  rooms.described.shift()?.answer(description("de"));
  await settled();
  rooms.hear(removal("newsstand", `<status code="307"/>`));
  rooms.hear(changed(104));
  expect(rooms.facts(ROOM)).toBeUndefined();
  expect(rooms.asked).toEqual([]);
  expect(rooms.facts("other@rooms.example.org")).toBeUndefined();
});
