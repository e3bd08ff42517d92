/** To whom an issue goes next. */

import { expect, test } from "vitest";
import { bucketOf, type Subscriber } from "../../src/announce/buckets.ts";
import { toMailing } from "../../src/announce/mailing.ts";
import { type Milestone, START } from "../../src/announce/passage.ts";
import type { Topic } from "../../src/announce/topics.ts";
import { people } from "./post.ts";
import { issueOf } from "./room.ts";

const site = new URL("https://example.org/");

function mailingOf(subscribers: readonly Subscriber[], language = "en") {
  const buckets = Map.groupBy(subscribers, ({ jid }) => bucketOf(jid));
  return toMailing(issueOf(20), {
    addresses: { page: site, site, uri: "xmpp:news.example.org" },
    language,
    key: "key",
    people: (bucket) => buckets.get(bucket)?.toSorted((a, b) => (a.jid < b.jid ? -1 : 1)) ?? [],
  });
}
const person = (jid: string, ...topics: readonly Topic[]): Subscriber => ({
  jid,
  topics,
  failures: 0,
  tried: false,
});

test("everybody is come to once, so many at a time", () => {
  const all = people(100);
  const mailing = mailingOf(all.map((jid) => person(jid, "issues:en")));
  const seen: string[] = [];
  let from: Milestone = START;
  for (let next = mailing.next(from, 7); next !== undefined; next = mailing.next(from, 7)) {
    expect(next.letters.length).toBeLessThanOrEqual(7);
    seen.push(...next.letters.map(({ jid }) => jid));
    from = next.upTo;
  }
  expect(seen.toSorted()).toEqual(all.toSorted());
});

test("who gets nothing of the issue is passed over", () => {
  const mailing = mailingOf([
    person("a@chat.example", "issues:de"),
    person("b@chat.example", "items:servers"),
  ]);
  expect(mailing.next(START, 10)).toBeUndefined();
});

test("a letter is wanted as long as somebody is subscribed to its topic", () => {
  const mailing = mailingOf([]);
  const letter = { jid: "a@chat.example", topic: "issues:en" } as const;
  expect(mailing.isWanted(letter, person("a@chat.example", "issues:en"))).toBe(true);
  expect(mailing.isWanted(letter, person("a@chat.example", "issues:de"))).toBe(false);
  expect(mailing.isWanted(letter, undefined)).toBe(false);
});

test("the id of a letter is its own, and the same at every time", () => {
  const ids = (["issues:en", "items:servers"] as const).flatMap((topic) =>
    ["a@chat.example", "b@chat.example"].map((jid) => mailingOf([]).idOf({ jid, topic })),
  );
  expect(new Set(ids).size).toBe(4);
  expect(mailingOf([]).idOf({ jid: "a@chat.example", topic: "issues:en" })).toBe(ids[0]);
});
