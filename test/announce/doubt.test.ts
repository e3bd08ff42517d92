/** What the account's archive tells of messages that were on their way. */

import { expect, test } from "vitest";
import { createArchive } from "../../src/announce/doubt.ts";
import { conversation, element, type Step } from "../support/conversation.ts";

const BOT = "bot@example.org";
const ANA = "ana@chat.example";
const prefs = (inside = "", policy = "always"): Step => ({
  sends: `<prefs xmlns="urn:xmpp:mam:2"/>`,
  to: BOT,
  type: "get",
  receives: `<prefs xmlns="urn:xmpp:mam:2" default="${policy}"><always/><never>${inside}</never></prefs>`,
});
const query: Step = {
  sends: `<query xmlns="urn:xmpp:mam:2"><x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden"><value>urn:xmpp:mam:2</value></field><field var="with"><value>${ANA}</value></field></x><set xmlns="http://jabber.org/protocol/rsm"><max>30</max><before/></set></query>`,
  to: BOT,
  type: "set",
  receives: `<fin xmlns="urn:xmpp:mam:2" complete="true"/>`,
};
const REFUSED = `<error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;

/** A message of the archive of `from` that somebody sent. */
const archived = (id: string, by = `${BOT}/1`, from = ` from="${BOT}"`) =>
  element(
    `<message${from} to="${BOT}/1"><result xmlns="urn:xmpp:mam:2"><forwarded xmlns="urn:xmpp:forward:0"><message xmlns="jabber:client" from="${by}" to="${ANA}" id="${id}"/></forwarded></result></message>`,
  );

/** What became of the message `x`, where these messages are heard while the archive is asked. */
async function fate(
  steps: readonly Step[],
  ...heard: readonly ReturnType<typeof element>[]
): Promise<string> {
  const xmpp = conversation(...steps);
  const archive = createArchive(
    {
      ...xmpp,
      async set(payload, to) {
        const answer = xmpp.set(payload, to);
        for (const each of heard) archive.heard(each);
        return answer;
      },
    },
    BOT,
  );
  const result = await archive.fateOf(ANA, "x");
  xmpp.end();
  return result;
}

test("a message that is in the archive was sent", async () => {
  expect(await fate([prefs(), query], archived("other"), archived("x"))).toBe("sent");
});

test("an archive needs not say that it is the account's own", async () => {
  expect(await fate([prefs(), query], archived("x", `${BOT}/1`, ""))).toBe("sent");
});

test("a message that is not in an archive of everything was lost", async () => {
  expect(await fate([prefs(), query], archived("other"))).toBe("lost");
});

test("what somebody else says in the name of the archive, or has said with the same id, tells nothing", async () => {
  expect(
    await fate([prefs(), query], archived("x", `${BOT}/1`, ` from="${ANA}"`), archived("x", `${ANA}/1`)),
  ).toBe("lost");
});

test.each([
  ["that keeps what contacts say", prefs("", "roster")],
  ["that keeps nothing of this person", prefs(`<jid>${ANA}</jid>`)],
  ["that does not say what it keeps", { ...prefs(), fails: REFUSED }],
])("an archive %s is not asked", async (_, step) => {
  expect(await fate([step])).toBe("unknown");
});

test("a server that has no time is asked again later", async () => {
  const busy = `<error type="wait"><resource-constraint xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;
  await expect(fate([{ ...prefs(), fails: busy }])).rejects.toThrow("resource-constraint");
});
