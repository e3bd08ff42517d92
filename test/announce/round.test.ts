/** An issue goes from subscriber to subscriber. */

import { expect, test } from "vitest";
import { bucketOf, type Subscriber } from "../../src/announce/buckets.ts";
import { toMailing } from "../../src/announce/mailing.ts";
import { type Passage, START } from "../../src/announce/passage.ts";
import { createRound } from "../../src/announce/round.ts";
import { issueOf } from "./room.ts";

const ANA: Subscriber = { jid: "ana@chat.example", topics: ["issues:en"], failures: 0, tried: false };
const site = new URL("https://example.org/");

/** A round to Ana; `saved` is called when it has been noted down that she is next. */
function roundOf(saved: () => void, find: () => Subscriber | undefined) {
  const sent: string[] = [];
  const passages: Passage[] = [];
  const mailing = toMailing(issueOf(20), {
    addresses: { page: site, site, uri: "xmpp:news.example.org" },
    language: "en",
    key: "key",
    people: (bucket) => (bucket === bucketOf(ANA.jid) ? [ANA] : []),
  });
  const round = createRound(
    mailing,
    { issue: issueOf(20).id, upTo: START, doubt: [], letters: 0 },
    {
      send: ({ attrs }) => void sent.push(attrs["to"] ?? ""),
      async save(passage) {
        await Promise.resolve();
        passages.push(passage);
        saved();
      },
      finish: () => Promise.resolve(),
      fateOf: () => Promise.resolve("unknown"),
      isWanted: () => true,
      subscribers: { find, sending: () => {} },
      pace: { run: (_, task) => task() },
      log: { info: () => {}, warn: () => {}, debug: () => {} },
    },
  );
  return { round, sent, passages };
}

test("a letter is noted down before it is sent", async () => {
  const { round, sent, passages } = roundOf(
    () => expect(sent).toEqual([]),
    () => ANA,
  );
  await round.run();
  expect(sent).toEqual([ANA.jid]);
  expect(passages).toEqual([
    {
      issue: issueOf(20).id,
      upTo: { bucket: bucketOf(ANA.jid), jid: ANA.jid },
      doubt: [{ jid: ANA.jid, topic: "issues:en" }],
      letters: 1,
    },
  ]);
});

test("who unsubscribes while their letter is being noted down is not sent it", async () => {
  let ana: Subscriber | undefined = ANA;
  const { round, sent } = roundOf(
    () => (ana = undefined),
    () => ana,
  );
  await round.run();
  expect(sent).toEqual([]);
});
