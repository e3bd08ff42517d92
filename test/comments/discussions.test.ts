/** What is found for somebody who asks what people say. */

import { expect, test } from "vitest";
import { createDiscussions } from "../../src/comments/discussions.ts";
import type { Topic } from "../../src/comments/topic.ts";
import { conversation, type Step } from "../support/conversation.ts";

const NS = `xmlns="http://jabber.org/protocol/pubsub"`;
const issues: readonly Topic[] = [
  { id: "2023-05-05-news", title: "The Kettle April 2023", language: "en", date: new Date("2023-05-05") },
  { id: "2023-06-05-news", title: "The Kettle May 2023", language: "en", date: new Date("2023-06-05") },
  {
    id: "2023-06-05-news-fr",
    title: "La bouilloire, août 2023",
    language: "fr",
    date: new Date("2023-06-05"),
  },
  { id: "2023-07-05-draft", title: "Nowhere May 2023", language: "en", date: new Date("2023-07-05") },
];
const MAY = "2023-06-05-news";
const item = (id: string): string =>
  `<item id="${id}"><entry xmlns="http://www.w3.org/2005/Atom"><title>${id}</title></entry></item>`;
const reads = (id: string, items = "", count = ""): Step => ({
  to: "pubsub.example.org",
  sends: `<pubsub ${NS}><items node="urn:xmpp:microblog:0:comments/${id}" max_items="30"/></pubsub>`,
  receives: `<pubsub ${NS}><items node="x">${items}</items>${count}</pubsub>`,
});
const discussionsOf = (xmpp: ReturnType<typeof conversation>, now = () => 0) =>
  createDiscussions({
    xmpp,
    issues: () => issues,
    placeOf: ({ id }) => (id.endsWith("draft") ? undefined : { service: "pubsub.example.org", node: "news" }),
    now,
  });

test("an issue that is out is found by its id, a translation too", async () => {
  const xmpp = conversation(reads("2023-06-05-news-fr"));
  expect((await discussionsOf(xmpp).of("2023-06-05-news-fr"))?.uri).toBe(
    "xmpp:pubsub.example.org?;node=news;item=2023-06-05-news-fr",
  );
  xmpp.end();
});

test("of an issue that does not exist, or that no node has, nothing is asked", async () => {
  const discussions = discussionsOf(conversation());
  expect(await discussions.of("2023-08-05-news")).toBeUndefined();
  expect(await discussions.of("2023-07-05-draft")).toBeUndefined();
});

test("comments come with their number", async () => {
  const xmpp = conversation(reads("2023-06-05-news", item("a") + item("b")));
  expect(await discussionsOf(xmpp).of(MAY)).toMatchObject({
    title: "The Kettle May 2023",
    count: 2,
    isLeast: false,
    comments: [{ text: "a" }, { text: "b" }],
  });
});

test("of more than can be read at once, the number is what the service tells", async () => {
  const many = Array.from({ length: 30 }, (_, at) => item(String(at))).join("");
  const set = `<set xmlns="http://jabber.org/protocol/rsm"><count>412</count></set>`;
  const found = (count: string) => discussionsOf(conversation(reads("2023-06-05-news", many, count))).of(MAY);
  expect(await found(set)).toMatchObject({ count: 412, isLeast: false });
  expect(await found("")).toMatchObject({ count: 30, isLeast: true });
});

test("many who ask within ten seconds cost one request", async () => {
  let now = 0;
  const xmpp = conversation(
    reads("2023-06-05-news"),
    reads("2023-05-05-news"),
    reads("2023-06-05-news"),
    reads("2023-06-05-news"),
  );
  const discussions = discussionsOf(xmpp, () => now);
  await Promise.all([discussions.of(MAY), discussions.of(MAY)]);
  await discussions.of("2023-05-05-news");
  await discussions.of(MAY);
  now = 10_000;
  await discussions.of(MAY);
  xmpp.end();
});

test("what failed is asked again", async () => {
  const fails = `<error type="wait"><internal-server-error xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;
  const xmpp = conversation({ ...reads("2023-06-05-news"), fails }, reads("2023-06-05-news", item("a")));
  const discussions = discussionsOf(xmpp);
  await expect(discussions.of(MAY)).rejects.toThrow("internal-server-error");
  expect((await discussions.of(MAY))?.count).toBe(1);
});
