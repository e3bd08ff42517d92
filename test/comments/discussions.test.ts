/** What is found for somebody who asks what people say. */

import { describe, expect, test } from "vitest";
import { createDiscussions, type Which } from "../../src/comments/discussions.ts";
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
    language: "en",
    issues: () => issues,
    placeOf: ({ id }) => (id.endsWith("draft") ? undefined : { service: "pubsub.example.org", node: "news" }),
    now,
  });

describe("the issue is", () => {
  test.each<[what: string, which: Which, id: string]>([
    ["the newest in the main language", { ago: 0 }, "2023-06-05-news"],
    ["the one before it", { ago: 1 }, "2023-05-05-news"],
    ["the newest with the words in its title", { words: ["APRIL", "2023"] }, "2023-05-05-news"],
    [
      "the one in the main language, where a translation has the words too",
      { words: ["2023-06-05"] },
      "2023-06-05-news",
    ],
    [
      "a translation, where nothing else has the words, with or without accents",
      { words: ["aout"] },
      "2023-06-05-news-fr",
    ],
  ])("%s", async (_, which, id) => {
    const xmpp = conversation(reads(id));
    expect((await discussionsOf(xmpp).of(which))?.uri).toBe(`xmpp:pubsub.example.org?;node=news;item=${id}`);
    xmpp.end();
  });

  test("none where nothing fits", async () => {
    const discussions = discussionsOf(conversation());
    expect(await discussions.of({ ago: 2 })).toBeUndefined();
    expect(await discussions.of({ words: ["nowhere"] })).toBeUndefined();
  });
});

test("comments come with their number", async () => {
  const xmpp = conversation(reads("2023-06-05-news", item("a") + item("b")));
  expect(await discussionsOf(xmpp).of({ ago: 0 })).toMatchObject({
    title: "The Kettle May 2023",
    count: "2",
    comments: [{ text: "a" }, { text: "b" }],
  });
});

test("of more than can be read at once, the number is what the service tells", async () => {
  const many = Array.from({ length: 30 }, (_, at) => item(String(at))).join("");
  const set = `<set xmlns="http://jabber.org/protocol/rsm"><count>412</count></set>`;
  const countOf = async (count: string) =>
    (await discussionsOf(conversation(reads("2023-06-05-news", many, count))).of({ ago: 0 }))?.count;
  expect(await countOf(set)).toBe("412");
  expect(await countOf("")).toBe("30 or more");
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
  await Promise.all([discussions.of({ ago: 0 }), discussions.of({ words: ["may"] })]);
  await discussions.of({ ago: 1 });
  await discussions.of({ ago: 0 });
  now = 10_000;
  await discussions.of({ ago: 0 });
  xmpp.end();
});

test("what failed is asked again", async () => {
  const fails = `<error type="wait"><internal-server-error xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>`;
  const xmpp = conversation({ ...reads("2023-06-05-news"), fails }, reads("2023-06-05-news", item("a")));
  const discussions = discussionsOf(xmpp);
  await expect(discussions.of({ ago: 0 })).rejects.toThrow("internal-server-error");
  expect((await discussions.of({ ago: 0 }))?.count).toBe("1");
});
