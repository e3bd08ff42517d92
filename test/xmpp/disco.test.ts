/** XEP-0030: service discovery. */

import { expect, test } from "vitest";
import * as disco from "../../src/xmpp/disco.ts";
import { conversation, element, xmlEqual } from "../support/conversation.ts";

test("an entity says what it is and can do", async () => {
  const xmpp = conversation({
    to: "pubsub.example.org",
    sends: `<query xmlns="http://jabber.org/protocol/disco#info" node="news"/>`,
    receives: `
      <query xmlns="http://jabber.org/protocol/disco#info" node="news">
        <identity category="pubsub" type="leaf" name="News"/><feature var="a"/><feature var="b"/>
        <x xmlns="jabber:x:data" type="result"><field var="pubsub#title"><value>News</value></field></x>
      </query>`,
  });
  expect(await disco.describe(xmpp, "pubsub.example.org", "news")).toEqual({
    identities: [{ category: "pubsub", type: "leaf", name: "News", lang: undefined }],
    features: ["a", "b"],
    forms: [new Map([["pubsub#title", ["News"]]])],
  });
  xmpp.end();
});

test("the answer repeats the node that was asked for", () => {
  const answer = disco.toElement(
    { identities: [{ category: "client", type: "bot", name: "n" }], features: ["f"] },
    "x#y",
  );
  const expected = element(`
    <query xmlns="http://jabber.org/protocol/disco#info" node="x#y">
      <identity category="client" type="bot" name="n"/><feature var="f"/>
    </query>`);
  expect(xmlEqual(answer, expected)).toBe(true);
});
