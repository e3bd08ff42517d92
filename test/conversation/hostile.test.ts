/** Whatever anybody sends: nothing is thrown, nothing is answered twice, and nothing that is not meant for the bot. */

import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { begin, ROOM } from "./scene.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2023-06-20T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

const escape = (text: string): string =>
  text.replace(/[<>&"]/gu, (character) => `&#${character.charCodeAt(0)};`);
const lines = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.constantFrom(
    "help",
    "xep 313",
    "lates",
    "more",
    "quiet",
    "search ",
    "latest de",
    "XEP-0313",
    "/me sings",
  ),
  fc
    .tuple(fc.constantFrom("newsstand: ", "!", "@newsstand ", "> ", "```\n", ""), fc.string())
    .map((all) => all.join("")),
);
const names = fc.oneof(fc.constantFrom("m1", "m2", "room-m1", "s-m1"), fc.string({ maxLength: 8 }));
const ids = names.map(escape);
/** Elements that stanzas have, with anything in their attributes. */
const extras = fc
  .tuple(
    fc.constantFrom(
      `<replace xmlns="urn:xmpp:message-correct:0" id="$"/>`,
      `<retract xmlns="urn:xmpp:message-retract:1" id="$"/>`,
      `<reply xmlns="urn:xmpp:reply:0" id="$" to="$"/>`,
      `<fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:reply:0"><body start="$" end="$"/></fallback>`,
      `<occupant-id xmlns="urn:xmpp:occupant-id:0" id="$"/>`,
      `<reference xmlns="urn:xmpp:reference:0" type="mention" uri="xmpp:$"/>`,
      `<request xmlns="urn:xmpp:receipts"/>`,
      `<stanza-id xmlns="urn:xmpp:sid:0" by="${ROOM}" id="$"/>`,
      `<body xml:lang="$">$</body>`,
      `<delay xmlns="urn:xmpp:delay" stamp="$"/>`,
    ),
    ids,
  )
  .map(([xml, value]) => xml.replaceAll("$", () => value));
const senders = fc.constantFrom(
  `${ROOM}/ana`,
  `${ROOM}/newsstand`,
  ROOM,
  "ana@example.org/x",
  "eve@other.example",
  "newsstand@example.org/bot",
  "other@rooms.example.org/ana",
  "",
);
const types = fc.constantFrom("groupchat", "chat", "normal", "error", "headline", "?");
const stanzas = fc
  .tuple(senders, types, ids, lines, fc.array(extras, { maxLength: 4 }))
  .map(
    ([from, type, id, body, more]) =>
      `<message from="${escape(from)}" type="${type}" id="${id}" xml:lang="de"><body>${escape(body)}</body>${more.join("")}</message>`,
  );

/** What no XML parser lets through does not reach the bot. */
const isXml = (text: string): boolean =>
  !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text);

test("any stanzas in any order: nothing is thrown or left open, and no question is answered twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stanzas.filter(isXml), { maxLength: 12 }), async (messages) => {
      const scene = begin({ xepRooms: [ROOM] });
      for (const message of messages) scene.hear(message);
      const sent = await scene.sent();
      expect(scene.logged).toEqual([]);
      // One answer, or correction, or withdrawal, for each message at most.
      expect(sent.length).toBeLessThanOrEqual(messages.length);
      for (const message of messages) scene.hear(message);
      const again = (await scene.sent()).filter((each) => each.getChild("retract") === undefined);
      const withoutIds = messages.filter((each) => each.includes(`id=""`));
      expect(again.length).toBeLessThanOrEqual(withoutIds.length);
    }),
    { numRuns: 300 },
  );
});

test("any text that does not name the bot, begins with no ! and replies to nobody is not answered", async () => {
  const talk = fc
    .string({ unit: "binary", maxLength: 200 })
    .filter((text) => isXml(text) && !/newsstand|^\s*[!@]/iu.test(text));
  await fc.assert(
    fc.asyncProperty(fc.array(talk, { maxLength: 10 }), async (texts) => {
      const scene = begin();
      for (const text of texts) scene.say(escape(text));
      expect(await scene.said()).toEqual([]);
      expect(scene.logged).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
