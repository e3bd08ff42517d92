/** What the account's archive has of a conversation. */

import { expect, test } from "vitest";
import { recallWith } from "../../src/xmpp/mam-with.ts";
import { conversation } from "../support/conversation.ts";

const QUERY = `<query xmlns="urn:xmpp:mam:2"><x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden"><value>urn:xmpp:mam:2</value></field><field var="with"><value>ana@chat.example</value></field></x><set xmlns="http://jabber.org/protocol/rsm"><max>30</max><before/></set></query>`;
const ANA = { jid: "ana@chat.example", max: 30 };

test("the newest messages of a conversation are asked for", async () => {
  const xmpp = conversation({ sends: QUERY, to: "bot@example.org", type: "set" });
  await recallWith(xmpp, "bot@example.org", ANA);
  xmpp.end();
});

test("an account without an archive refuses", async () => {
  const refusal = `<error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;
  const xmpp = conversation({ sends: QUERY, fails: refusal });
  await expect(recallWith(xmpp, "bot@example.org", ANA)).rejects.toThrow("service-unavailable");
});
