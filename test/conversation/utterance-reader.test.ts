/** What is read from messages: XML in, utterances out. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Hearing } from "../../src/conversation/origin.ts";
import { parseUtterance } from "../../src/conversation/utterance-reader.ts";
import type { Utterance } from "../../src/conversation/utterance.ts";
import { xml } from "../../src/xmpp/stanza.ts";
import { element } from "../support/conversation.ts";

const room = "room@rooms.example.org";
const hearing: Hearing = {
  nicks: new Map([[room, "newsstand"]]),
  own: "bot@example.org/res",
  now: Date.parse("2026-05-01T00:00:00Z"),
};
const USER = `xmlns="http://jabber.org/protocol/muc#user"`;

const read = (stanza: string, more: Partial<Hearing> = {}): Utterance | undefined =>
  parseUtterance(element(stanza), { ...hearing, ...more });
const inRoom = (inside: string, attributes = ""): Utterance | undefined =>
  read(`<message from="${room}/ana" type="groupchat" id="1" ${attributes}>${inside}</message>`);
const direct = (inside: string, attributes = ""): Utterance | undefined =>
  read(`<message from="ana@example.org/a" type="chat" id="1" ${attributes}>${inside}</message>`);

test("everything that a message of an occupant tells is read", () => {
  const stanza = `
    <message xmlns="jabber:client" from="Room@rooms.example.org/ana" type="groupchat" id="1" xml:lang="de">
      <body>&gt; newsstand: Which?&#10;@newsstand xep 313</body>
      <reply xmlns="urn:xmpp:reply:0" id="s0" to="${room}/newsstand"/>
      <fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:reply:0"><body start="0" end="20"/></fallback>
      <mention xmlns="urn:xmpp:mentions:0" occupantid="bot-id" begin="20" end="30"/>
      <replace xmlns="urn:xmpp:message-correct:0" id="0"/>
      <origin-id xmlns="urn:xmpp:sid:0" id="o1"/>
      <stanza-id xmlns="urn:xmpp:sid:0" id="made up" by="ana@example.org"/>
      <stanza-id xmlns="urn:xmpp:sid:0" id="s1" by="${room}"/>
      <occupant-id xmlns="urn:xmpp:occupant-id:0" id="ana-id"/>
      <request xmlns="urn:xmpp:receipts"/>
    </message>`;
  expect(read(stanza)).toEqual({
    where: "room",
    from: "Room@rooms.example.org/ana",
    text: "@newsstand xep 313",
    isEncrypted: false,
    id: "1",
    stanzaId: "s1",
    originId: "o1",
    repliesTo: { id: "s0", to: `${room}/newsstand` },
    mentions: [{ jid: undefined, occupantId: "bot-id", range: { start: 0, end: 10 } }],
    replaces: "0",
    language: "de",
    occupantId: "ana-id",
    wantsReceipt: false,
  });
});

test("a direct message of a bare client tells who, what and nothing else", () => {
  expect(read(`<message from="ana@example.org/a"><body>latest</body></message>`)).toEqual({
    where: "direct",
    from: "ana@example.org/a",
    text: "latest",
    isEncrypted: false,
    id: undefined,
    stanzaId: undefined,
    originId: undefined,
    repliesTo: undefined,
    mentions: [],
    replaces: undefined,
    language: undefined,
    occupantId: undefined,
    wantsReceipt: false,
  });
});

test("a private message of a room is one, with and without the mark of newer services", () => {
  for (const mark of ["", `<x ${USER}/>`])
    expect(read(`<message from="${room}/ana" type="chat"><body>x</body>${mark}</message>`)?.where).toBe(
      "private",
    );
});

test.each(["chat", "normal", "made-up"])("a message of type %s is said to the bot", (type) => {
  expect(read(`<message from="a@b/c" type="${type}"><body>x</body></message>`)?.where).toBe("direct");
});

test.each([
  ["its own message", `<message from="${room}/newsstand" type="groupchat"><body>x</body></message>`],
  [
    "history",
    `<message from="${room}/ana" type="groupchat"><body>x</body><delay xmlns="urn:xmpp:delay" stamp="x"/></message>`,
  ],
  [
    "old history",
    `<message from="${room}/ana" type="groupchat"><body>x</body><x xmlns="jabber:x:delay"/></message>`,
  ],
  ["a subject", `<message from="${room}/ana" type="groupchat"><subject>x</subject></message>`],
  ["the room itself", `<message from="${room}" type="groupchat"><body>x</body></message>`],
  ["the room itself in private", `<message from="${room}" type="normal"><body>x</body></message>`],
  ["an error", `<message from="${room}/ana" type="error"><body>x</body></message>`],
  ["another room", `<message from="other@rooms.example.org/ana" type="groupchat"><body>x</body></message>`],
  ["a message without a sender", `<message type="chat"><body>x</body></message>`],
  ["a sender that is no JID", `<message from="@" type="chat"><body>x</body></message>`],
  [
    "a chat state",
    `<message from="a@b/c" type="chat"><composing xmlns="http://jabber.org/protocol/chatstates"/></message>`,
  ],
  [
    "a chat marker",
    `<message from="a@b/c" type="chat"><displayed xmlns="urn:xmpp:chat-markers:0" id="1"/></message>`,
  ],
  [
    "a receipt",
    `<message from="a@b/c" type="chat"><received xmlns="urn:xmpp:receipts" id="1"/><body>x</body></message>`,
  ],
  [
    "a reaction",
    `<message from="a@b/c" type="chat"><reactions xmlns="urn:xmpp:reactions:0" id="1"><reaction>x</reaction></reactions><body>x</body></message>`,
  ],
  [
    "a retraction",
    `<message from="a@b/c" type="chat"><retract xmlns="urn:xmpp:message-retract:1" id="1"/><body>x</body></message>`,
  ],
  ["an empty text", `<message from="a@b/c" type="chat"><body/></message>`],
  ["blanks", `<message from="a@b/c" type="chat"><body> \n </body></message>`],
  ["a body of something else", `<message from="a@b/c" type="chat"><body xmlns="urn:x">x</body></message>`],
  ["its own private message", `<message from="${room}/newsstand" type="chat"><body>x</body></message>`],
  ["a service", `<message from="pubsub.example.org"><body>x</body></message>`],
  [
    "a notification with a text",
    `<message from="a@b"><body>x</body><event xmlns="http://jabber.org/protocol/pubsub#event"/></message>`,
  ],
  ["an invitation", `<message from="a@b"><body>x</body><x ${USER}><invite from="c@d"/></x></message>`],
  [
    "an invitation of a person, with its words",
    `<message from="a@b/c"><body>latest</body><x xmlns="jabber:x:conference" jid="d@e"/></message>`,
  ],
  [
    "a copy of what somebody else said",
    `<message from="a@b/c"><body>x</body><received xmlns="urn:xmpp:carbons:2"><forwarded xmlns="urn:xmpp:forward:0"/></received></message>`,
  ],
  [
    "a copy of what it said itself",
    `<message from="bot@example.org"><sent xmlns="urn:xmpp:carbons:2"/><body>x</body></message>`,
  ],
  ["a headline", `<message from="a@b/c" type="headline"><body>x</body></message>`],
  [
    "another device of its own account",
    `<message from="bot@example.org/other" type="chat"><body>x</body></message>`,
  ],
  ["a presence", `<presence from="${room}/ana"><body>x</body></presence>`],
])("the bot does not hear %s", (_, stanza) => {
  expect(read(stanza)).toBeUndefined();
});

describe("what only stands for something else", () => {
  const REPLY = "urn:xmpp:reply:0";
  const fallback = (inside: string, of = `for="${REPLY}"`): string =>
    `<fallback xmlns="urn:xmpp:fallback:0" ${of}>${inside}</fallback>`;
  const text = (body: string, ...fallbacks: readonly string[]): string | undefined =>
    inRoom(`<body>${body}</body>${fallbacks.join("")}`)?.text;

  test.each([
    ["one range", fallback(`<body start="0" end="2"/>`), "cdef"],
    ["a range in the middle", fallback(`<body start="2" end="4"/>`), "abef"],
    ["several ranges", fallback(`<body start="4" end="6"/><body start="0" end="2"/>`), "cd"],
    ["ranges over each other", fallback(`<body start="0" end="4"/><body start="1" end="2"/>`), "ef"],
    ["a range beyond the end", fallback(`<body start="3" end="99999999999999999999"/>`), "abc"],
    ["a range without an end", fallback(`<body start="3"/>`), "abc"],
    ["a range without a start", fallback(`<body end="3"/>`), "def"],
    ["a range of a subject", fallback(`<subject start="0" end="3"/>`), "abcdef"],
    ["an earlier version, that says not for what", fallback(`<body start="0" end="5"/>`, ""), "f"],
    ["reactions", fallback(`<body start="0" end="5"/>`, `for="urn:xmpp:reactions:0"`), "f"],
    ["what the bot does not know", fallback(`<body start="0" end="5"/>`, `for="urn:x"`), "abcdef"],
  ])("is left out: %s", (_, element_, left) => {
    expect(text("abcdef", element_)).toBe(left);
  });

  test.each([
    ["negative", `start="-1" end="3"`],
    ["no numbers", `start="a" end="b"`],
    ["broken numbers", `start="0.5" end="1e3"`],
    ["empty", `start="" end=""`],
    ["turned round", `start="4" end="2"`],
    ["nothing", `start="2" end="2"`],
    ["beyond the end", `start="100" end="200"`],
  ])("a range that is %s leaves nothing out", (_, attributes) => {
    expect(text("abcdef", fallback(`<body ${attributes}/>`))).toBe("abcdef");
  });

  test("is counted in code points", () => {
    expect(text("😀é👩‍💻 latest", fallback(`<body start="0" end="6"/>`))).toBe("latest");
  });

  test.each([
    ["has no children", ""],
    ["has a body without a range", `<body/>`],
  ])("that %s is everything: nothing is said", (_, inside) => {
    expect(text("abcdef", fallback(inside))).toBeUndefined();
    expect(text("abcdef", fallback(inside, ""))).toBeUndefined();
  });

  test("moves the mentions behind it, and takes those in it along", () => {
    const said = inRoom(`<body>> bot\nhi 😀 bot latest</body>${fallback(`<body start="0" end="6"/>`)}
      <reference xmlns="urn:xmpp:reference:0" type="mention" uri="xmpp:${room}/newsstand" begin="2" end="5"/>
      <reference xmlns="urn:xmpp:reference:0" type="mention" uri="xmpp:${room}/newsstand" begin="11" end="14"/>`);
    expect(said?.text).toBe("hi 😀 bot latest");
    expect(said?.mentions.map(({ range }) => range)).toEqual([undefined, { start: 6, end: 9 }]);
  });
});

describe("ids", () => {
  const sid = (by: string, id = "s"): string => `<stanza-id xmlns="urn:xmpp:sid:0" id="${id}" by="${by}"/>`;
  const body = "<body>x</body>";

  test("of a room are believed when the room gave them", () => {
    expect(inRoom(body + sid(room))?.stanzaId).toBe("s");
    expect(inRoom(body + sid("bot@example.org"))?.stanzaId).toBeUndefined();
    expect(inRoom(body + sid(`${room}/ana`))?.stanzaId).toBeUndefined();
  });

  test("elsewhere are believed when the bot's own account gave them", () => {
    expect(direct(body + sid("bot@example.org"))?.stanzaId).toBe("s");
    expect(direct(body + sid("ana@example.org"))?.stanzaId).toBeUndefined();
    expect(read(`<message from="${room}/ana" type="chat">${body}${sid(room)}</message>`)?.stanzaId).toBe(
      undefined,
    );
  });

  test("of occupants are in stanzas of rooms only", () => {
    const id = `<occupant-id xmlns="urn:xmpp:occupant-id:0" id="ana-id"/>`;
    expect(inRoom(body + id)?.occupantId).toBe("ana-id");
    expect(read(`<message from="${room}/ana" type="chat">${body}${id}</message>`)?.occupantId).toBe("ana-id");
    expect(direct(body + id)?.occupantId).toBeUndefined();
  });

  test("of a room that does not say that it gives them are made up", () => {
    const stanza = `<message from="${room}/ana" type="groupchat">${body}${sid(room)}
      <occupant-id xmlns="urn:xmpp:occupant-id:0" id="ana-id"/></message>`;
    const only = (known: string) => (place: string) => ({
      hasStanzaIds: place === room && known === "stanza",
      hasOccupantIds: place === room && known === "occupant",
    });
    expect(read(stanza, { vouchesFor: only("stanza") })).toMatchObject({
      stanzaId: "s",
      occupantId: undefined,
    });
    expect(read(stanza, { vouchesFor: only("occupant") })).toMatchObject({
      stanzaId: undefined,
      occupantId: "ana-id",
    });
  });
});

test.each([
  ["of the message", `<body>x</body>`, `xml:lang="pt-BR"`, "x", "pt-BR"],
  ["of the body", `<body xml:lang="fr">x</body>`, `xml:lang="en"`, "x", "fr"],
  ["of none", `<body>x</body>`, "", "x", undefined],
  ["that the bot speaks", `<body xml:lang="ja">x</body><body xml:lang="it">y</body>`, "", "y", "it"],
  ["of the first body", `<body xml:lang="ja">x</body><body xml:lang="ru">y</body>`, "", "x", "ja"],
])("the language is that %s", (_, inside, attributes, text, language) => {
  expect(inRoom(inside, attributes)).toMatchObject({ text, language });
});

describe("mentions", () => {
  const jids = (inside: string, attributes = ""): readonly unknown[] | undefined =>
    inRoom(`<body>hey you</body>${inside}`, attributes)?.mentions;

  test("by references have a JID, which may be percent-encoded", () => {
    const reference = (rest: string): string =>
      `<reference xmlns="urn:xmpp:reference:0" type="mention" ${rest}/>`;
    expect(jids(reference(`uri="xmpp:${room}/News%20Bot" begin="4" end="7"`))).toEqual([
      { jid: `${room}/News Bot`, occupantId: undefined, range: { start: 4, end: 7 } },
    ]);
    expect(jids(reference(`uri="xmpp:${room}/100%"`))).toMatchObject([{ jid: `${room}/100%` }]);
    expect(jids(reference(`uri="https://example.org"`))).toEqual([]);
    expect(jids(reference(`uri="xmpp:bot@example.org" anchor="xmpp:x"`))).toEqual([]);
    expect(jids(`<reference xmlns="urn:xmpp:reference:0" type="data" uri="xmpp:bot@example.org"/>`)).toEqual(
      [],
    );
  });

  test("that are explicit have an id or a JID, and are for single people who want to hear of it", () => {
    const mention = (rest: string, inside = ""): string =>
      `<mention xmlns="urn:xmpp:mentions:0" ${rest}>${inside}</mention>`;
    expect(jids(mention(`occupantid="i" begin="4" end="7"`))).toEqual([
      { jid: undefined, occupantId: "i", range: { start: 4, end: 7 } },
    ]);
    expect(jids(mention(`jid="bot@example.org"`))).toEqual([
      { jid: "bot@example.org", occupantId: undefined, range: undefined },
    ]);
    expect(jids(mention(`mentions="urn:xmpp:mentions:0#channel"`))).toEqual([]);
    expect(jids(mention(`occupantid="i"`, "<noping/>"))).toEqual([]);
    expect(jids(mention(`occupantid="i" hreflang="ja"`), `xml:lang="de"`)).toEqual([]);
    expect(jids(mention(`occupantid="i" hreflang="de"`), `xml:lang="de"`)).toHaveLength(1);
  });
});

test("of more than twenty who are mentioned at once, nobody is", () => {
  const many = (count: number): number | undefined =>
    inRoom(`<body>x</body>${`<mention xmlns="urn:xmpp:mentions:0" jid="a@b"/>`.repeat(count)}`)?.mentions
      .length;
  expect(many(20)).toBe(20);
  expect(many(21)).toBe(0);
});

test("a receipt is wanted in a direct chat, of a message with an id", () => {
  const request = `<body>x</body><request xmlns="urn:xmpp:receipts"/>`;
  expect(direct(request)?.wantsReceipt).toBe(true);
  expect(inRoom(request)?.wantsReceipt).toBe(false);
  expect(read(`<message from="a@b/c">${request}</message>`)?.wantsReceipt).toBe(false);
});

describe("what is encrypted", () => {
  const OMEMO = `<encrypted xmlns="eu.siacs.conversations.axolotl"><header sid="1"/><payload>x</payload></encrypted>`;
  const BODY = `<body>I sent you an OMEMO encrypted message but your client doesn’t seem to support that.</body>`;

  test.each([
    ["OMEMO", OMEMO + BODY],
    ["OMEMO without a body", OMEMO],
    ["newer OMEMO", `<encrypted xmlns="urn:xmpp:omemo:2"><payload>x</payload></encrypted>`],
    ["OpenPGP", `<openpgp xmlns="urn:xmpp:openpgp:0">x</openpgp><body>This is encrypted.</body>`],
    ["PGP", `<x xmlns="jabber:x:encrypted">x</x><body>This is encrypted.</body>`],
    ["anything", `<encryption xmlns="urn:xmpp:eme:0" namespace="urn:x"/><body>This is encrypted.</body>`],
  ])("with %s says that it is, and nothing else", (_, inside) => {
    expect(direct(inside)).toMatchObject({ isEncrypted: true, text: "", mentions: [] });
    expect(inRoom(inside)).toBeUndefined();
  });

  test("says nothing where it is about keys", () => {
    expect(direct(`<encrypted xmlns="urn:xmpp:omemo:2"><header/></encrypted>`)).toBeUndefined();
  });
});

/** Elements that the reader knows, anywhere, with any attributes. */
const anything = fc.letrec((tie) => ({
  element: fc
    .record({
      name: fc.constantFrom(
        ..."body fallback reply mention reference stanza-id retract encrypted delay x sent noping".split(" "),
      ),
      attrs: fc.dictionary(
        fc.constantFrom(..."id by start end begin uri jid occupantid to for xml:lang type stamp".split(" ")),
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.integer().map(String),
          fc.constantFrom(room, "de", "mention"),
        ),
      ),
      xmlns: fc.constantFrom(
        "urn:xmpp:fallback:0",
        "urn:xmpp:reply:0",
        "urn:xmpp:mentions:0",
        "urn:xmpp:reference:0",
        "urn:xmpp:sid:0",
        "urn:xmpp:delay",
        undefined,
      ),
      children: fc.array(fc.oneof(fc.string({ unit: "binary" }), tie("element")), { maxLength: 3 }),
    })
    .map(({ name, attrs, xmlns, children }) =>
      xml(name, { ...attrs, xmlns }, ...children.filter((child) => isChild(child))),
    ),
})).element;

function isChild(child: unknown): child is string | ReturnType<typeof xml> {
  return typeof child === "string" || (typeof child === "object" && child !== null && "attrs" in child);
}

test("no message makes the reader fail", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(`${room}/ana`, "ana@example.org/a", room, ""), fc.string()),
      fc.constantFrom("groupchat", "chat", "error", undefined),
      fc.string({ unit: "binary" }),
      fc.array(anything, { maxLength: 5 }),
      (from, type, body, children) => {
        const stanza = xml("message", { from, type }, xml("body", {}, body), ...children.filter(isChild));
        const said = parseUtterance(stanza, hearing);
        expect(said === undefined || said.isEncrypted || said.text.trim() !== "").toBe(true);
        for (const { range } of said?.mentions ?? [])
          expect(range === undefined || range.end <= (said?.text.length ?? 0)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test("what is left out of a text is exactly its ranges, whatever they are", () => {
  const ranges = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 6 });
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), ranges, (body, given) => {
      const stanza = xml(
        "message",
        { from: `${room}/ana`, type: "groupchat" },
        xml("body", {}, body),
        xml(
          "fallback",
          { xmlns: "urn:xmpp:fallback:0" },
          xml("subject"),
          ...given.map(([start, end]) => xml("body", { start, end })),
        ),
      );
      const left = Array.from(body)
        .filter((_, at) => !given.some(([start, end]) => start <= at && at < end))
        .join("");
      expect(parseUtterance(stanza, hearing)?.text ?? "").toBe(left.trim() === "" ? "" : left);
    }),
  );
});

test("a stanza as large as any, full of ranges or mentions, is read at once", () => {
  const message = (inside: string): string =>
    `<message from="${room}/ana" type="groupchat"><body>${"x😀".repeat(20_000)}</body>${inside}</message>`;
  const range = (at: number): string => `<body start="${at}" end="${40_000 - at}"/>`;
  const many = <T>(make: (at: number) => T): T[] => Array.from({ length: 5000 }, (_, at) => make(at));
  const stanzas = [
    message(`<fallback xmlns="urn:xmpp:fallback:0">${many(range).join("")}</fallback>`),
    message(many((at) => `<fallback xmlns="urn:xmpp:fallback:0">${range(at)}</fallback>`).join("")),
    message(
      many((at) => `<mention xmlns="urn:xmpp:mentions:0" jid="a@b" begin="${at}" end="39999"/>`).join(""),
    ),
    message(many(() => `<stanza-id xmlns="urn:xmpp:sid:0" by="a@b" id="x"/>`).join("")),
  ].map(element);
  const begin = performance.now();
  for (const stanza of stanzas) parseUtterance(stanza, hearing);
  expect(performance.now() - begin).toBeLessThan(3000);
});
