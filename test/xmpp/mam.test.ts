/** XEP-0313: archives. */

import { expect, test } from "vitest";
import * as mam from "../../src/xmpp/mam.ts";
import { conversation, element } from "../support/conversation.ts";

const room = "room@rooms.example.org";
const result = (inside: string): string =>
  `<message from="${room}"><result xmlns="urn:xmpp:mam:2" id="1">${inside}</result></message>`;

test("an archive is asked for the messages from a moment on", async () => {
  const xmpp = conversation({
    to: room,
    type: "set",
    sends: `
      <query xmlns="urn:xmpp:mam:2">
        <x xmlns="jabber:x:data" type="submit">
          <field var="FORM_TYPE" type="hidden"><value>urn:xmpp:mam:2</value></field>
          <field var="start"><value>2026-11-20T10:00:00.000Z</value></field>
        </x>
        <set xmlns="http://jabber.org/protocol/rsm"><max>50</max></set>
      </query>`,
    receives: `<fin xmlns="urn:xmpp:mam:2" complete="true"/>`,
  });
  await mam.recall(xmpp, room, { start: new Date("2026-11-20T10:00:00Z"), max: 50 });
  xmpp.end();
});

test("what an archive gives back is the message as it was", () => {
  const forwarded = `
    <forwarded xmlns="urn:xmpp:forward:0"><delay xmlns="urn:xmpp:delay" stamp="2026-11-20T10:00:00Z"/>
      <message xmlns="jabber:client" from="${room}/ana" id="7"><body>x</body></message></forwarded>`;
  expect(mam.fromArchive(element(result(forwarded)))?.attrs["id"]).toBe("7");
});

test.each([
  ["a message of now", `<message from="${room}/ana" id="7"><body>x</body></message>`],
  ["a result without a message", result(`<forwarded xmlns="urn:xmpp:forward:0"/>`)],
  ["an empty result", result("")],
  ["an answer", `<iq><result xmlns="urn:xmpp:mam:2"/></iq>`],
])("%s is not from an archive", (_, stanza) => {
  expect(mam.fromArchive(element(stanza))).toBeUndefined();
});

const CONVERSATION = `<query xmlns="urn:xmpp:mam:2"><x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden"><value>urn:xmpp:mam:2</value></field><field var="with"><value>ana@chat.example</value></field></x><set xmlns="http://jabber.org/protocol/rsm"><max>30</max><before/></set></query>`;
const ANA = { jid: "ana@chat.example", max: 30 };

test("the newest messages of a conversation are asked for", async () => {
  const xmpp = conversation({ sends: CONVERSATION, to: "bot@example.org", type: "set" });
  await mam.recallWith(xmpp, "bot@example.org", ANA);
  xmpp.end();
});

test("an account without an archive refuses", async () => {
  const refusal = `<error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;
  const xmpp = conversation({ sends: CONVERSATION, fails: refusal });
  await expect(mam.recallWith(xmpp, "bot@example.org", ANA)).rejects.toThrow("service-unavailable");
});
