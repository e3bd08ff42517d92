/** What the bot sends: utterances in, XML out. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toLetter, toReceipt, toState, toWithdrawal } from "../../src/conversation/letter.ts";
import { parseUtterance } from "../../src/conversation/utterance-reader.ts";
import type { Utterance } from "../../src/conversation/utterance.ts";
import { voiceOf, LANGUAGES } from "../../src/words/voice.ts";
import { withdrawal } from "../../src/words/withdrawal.ts";
import { parseJid } from "../../src/xmpp/jid.ts";
import { serialize } from "../../src/xmpp/guard.ts";
import type { Element } from "../../src/xmpp/stanza.ts";
import { element } from "../support/conversation.ts";
import { canonical } from "../support/xml.ts";
import { ROOM as room, utterance } from "./utterances.ts";

const said = utterance("newsstand: xep 313");
const inPrivate: Utterance = { ...said, where: "private" };
const direct: Utterance = { ...said, where: "direct", from: "ana@example.org/a" };
const letter = { text: "*Yes*\nand no", language: "de", id: "a1" } as const;

const meaningOf = (xml: string): string => canonical(element(xml));
const bodyOf = (sent: Element): string => sent.getChildText("body") ?? "";

describe("an answer", () => {
  test("in a room replies to the question, which is quoted for clients that show no replies", () => {
    expect(canonical(toLetter(said, letter))).toBe(
      meaningOf(`<message to="${room}" type="groupchat" id="a1" xml:lang="de">
        <body>&gt; ana: newsstand: xep 313&#10;*Yes*&#10;and no</body>
        <reply xmlns="urn:xmpp:reply:0" id="s1" to="${room}/ana"/>
        <fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:reply:0"><body start="0" end="26"/></fallback>
        <origin-id xmlns="urn:xmpp:sid:0" id="a1"/>
      </message>`),
    );
  });

  test("in a room where somebody's client breaks on quotations begins with a name", () => {
    const named = toLetter(said, { ...letter, isNamed: true });
    expect(canonical(named)).toBe(
      meaningOf(`<message to="${room}" type="groupchat" id="a1" xml:lang="de">
        <body>ana: *Yes*&#10;and no</body>
        <reply xmlns="urn:xmpp:reply:0" id="s1" to="${room}/ana"/>
        <origin-id xmlns="urn:xmpp:sid:0" id="a1"/>
      </message>`),
    );
    const unnumbered = toLetter({ ...said, stanzaId: undefined }, { ...letter, isNamed: true });
    expect(bodyOf(unnumbered)).toBe("> ana: newsstand: xep 313\n*Yes*\nand no");
    expect(bodyOf(toLetter(inPrivate, { ...letter, isNamed: true }))).toBe(letter.text);
  });

  test("in a room that gives no ids is no reply, and everybody sees the question", () => {
    expect(canonical(toLetter({ ...said, stanzaId: undefined }, letter))).toBe(
      meaningOf(`<message to="${room}" type="groupchat" id="a1" xml:lang="de">
        <body>&gt; ana: newsstand: xep 313&#10;*Yes*&#10;and no</body>
        <origin-id xmlns="urn:xmpp:sid:0" id="a1"/>
      </message>`),
    );
  });

  test("to an occupant alone says that it comes by way of the room", () => {
    expect(canonical(toLetter(inPrivate, letter))).toBe(
      meaningOf(`<message to="${room}/ana" type="chat" id="a1" xml:lang="de">
        <body>*Yes*&#10;and no</body>
        <reply xmlns="urn:xmpp:reply:0" id="1" to="${room}/ana"/>
        <origin-id xmlns="urn:xmpp:sid:0" id="a1"/>
        <x xmlns="http://jabber.org/protocol/muc#user"/>
      </message>`),
    );
  });

  test("in a direct chat replies by the id of the message", () => {
    expect(canonical(toLetter(direct, letter))).toBe(
      meaningOf(`<message to="ana@example.org/a" type="chat" id="a1" xml:lang="de">
        <body>*Yes*&#10;and no</body>
        <reply xmlns="urn:xmpp:reply:0" id="1" to="ana@example.org/a"/>
        <origin-id xmlns="urn:xmpp:sid:0" id="a1"/>
      </message>`),
    );
    expect(toLetter({ ...direct, id: undefined }, letter).getChild("reply")).toBeUndefined();
  });

  test("that stands for another one repeats everything, and ends what the bot was doing", () => {
    const sent = toLetter(said, { ...letter, id: "a2", replaces: "a1", state: "active" });
    expect(canonical(sent)).toBe(
      meaningOf(`<message to="${room}" type="groupchat" id="a2" xml:lang="de">
        <body>&gt; ana: newsstand: xep 313&#10;*Yes*&#10;and no</body>
        <reply xmlns="urn:xmpp:reply:0" id="s1" to="${room}/ana"/>
        <fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:reply:0"><body start="0" end="26"/></fallback>
        <replace xmlns="urn:xmpp:message-correct:0" id="a1"/>
        <origin-id xmlns="urn:xmpp:sid:0" id="a2"/>
        <active xmlns="http://jabber.org/protocol/chatstates"/>
      </message>`),
    );
  });
});

describe("a quotation", () => {
  const first = (rest: Partial<Utterance>): string =>
    bodyOf(toLetter({ ...said, ...rest }, letter)).split("\n")[0] ?? "";

  test.each([
    ["the line that was asked", "> old\n\nlatest\nand more", "> ana: latest"],
    ["no more than fits", "x".repeat(1000), `> ana: ${"x".repeat(79)}…`],
    ["nothing where nothing was asked", "```\ncode", "> ana:"],
    ["nothing that hides", "lat\u202eest\u0007", "> ana: lat est"],
  ])("has %s", (_, text, line) => {
    expect(first({ text })).toBe(line);
  });

  test("has a nickname on one line, and short", () => {
    expect(first({ from: `${room}/a\u2028b\u202ec` })).toBe("> a b c: newsstand: xep 313");
    expect(first({ from: `${room}/${"n".repeat(500)}` })).toBe(`> ${"n".repeat(39)}…: newsstand: xep 313`);
  });
});

describe("a withdrawal", () => {
  test("takes back what the room gave its id to, and tells clients that cannot", () => {
    expect(canonical(toWithdrawal(said, { language: "de", id: "w1", withdraws: "s9" }))).toBe(
      meaningOf(`<message to="${room}" type="groupchat" id="w1" xml:lang="de">
        <retract xmlns="urn:xmpp:message-retract:1" id="s9"/>
        <body>/me hat eine Nachricht zurückgezogen; deine App zeigt sie noch.</body>
        <fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:message-retract:1"><body/></fallback>
        <origin-id xmlns="urn:xmpp:sid:0" id="w1"/>
        <store xmlns="urn:xmpp:hints"/>
      </message>`),
    );
  });

  test.each(LANGUAGES)("is told in %s as something that the bot does", (language) => {
    const body = bodyOf(toWithdrawal(direct, { language, id: "w1", withdraws: "a1" }));
    expect(body).toBe(voiceOf(language).say(withdrawal, "retracted"));
    expect(body).toMatch(/^\/me \p{Ll}.*\.$/u);
  });
});

test("a chat state is for now, and kept by nobody", () => {
  expect(canonical(toState(inPrivate, "composing"))).toBe(
    meaningOf(`<message to="${room}/ana" type="chat">
      <composing xmlns="http://jabber.org/protocol/chatstates"/>
      <no-store xmlns="urn:xmpp:hints"/>
      <x xmlns="http://jabber.org/protocol/muc#user"/>
    </message>`),
  );
  expect(toState(said, "paused").attrs).toEqual({ to: room, type: "groupchat" });
});

test("a receipt names the message that arrived", () => {
  expect(canonical(toReceipt(direct))).toBe(
    meaningOf(
      `<message to="ana@example.org/a" type="chat"><received xmlns="urn:xmpp:receipts" id="1"/></message>`,
    ),
  );
});

test("whatever anybody is called or says, it stays in its line, and clients find the answer behind it", () => {
  const text = fc.string({ unit: "binary" });
  const nickname = text.filter((nick) => parseJid(`${room}/${nick}`) !== undefined);
  fc.assert(
    fc.property(nickname, text, fc.string({ minLength: 1 }), (nick, question, answer) => {
      const sent = toLetter(
        { ...said, from: `${room}/${nick}`, text: question },
        { ...letter, text: answer },
      );
      expect(bodyOf(sent).indexOf("\n")).toBe(bodyOf(sent).length - answer.length - 1);
      const received = element(serialize(sent).text.replace("<message ", `<message from="${room}/x" `));
      const hearing = { nicks: new Map([[room, "newsstand"]]), own: "bot@example.org", now: 0 };
      const arrived = parseUtterance(received, hearing);
      expect(arrived?.text ?? "").toBe(answer.trim() === "" ? "" : answer);
    }),
  );
});
