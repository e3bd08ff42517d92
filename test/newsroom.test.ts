/** What the commands may consult about the issues, and where these are followed. */

import { expect, test } from "vitest";
import type { Archive } from "../src/newsletter/archive.ts";
import { parseIssue } from "../src/newsletter/issue.ts";
import { createNewsroom, feedOf } from "../src/newsroom.ts";
import { masthead } from "./support/masthead.ts";

const places = {
  service: "pubsub.example.org",
  issues: "news",
  translations: "news-{lang}",
  items: "news-{concept}",
  language: "en",
};

const issue = (day: string, language = "", front = "") =>
  parseIssue(
    `${day}-newsletter${language}.md`,
    `---\ntitle: News of ${day}${language}\ndate: ${day}\n${front}---\n## Events\n\n- [XEP-0313](https://xmpp.org/extensions/xep-0313.html) on ${day}${language}\n`,
  );
const newsroom = (...issues: Archive["issues"]) => {
  let archive: Archive = { issues, broken: [] };
  const room = createNewsroom({
    masthead,
    places,
    archive: () => archive,
    now: () => new Date("2024-07-01T00:00:00Z"),
  });
  return { ...room, become: (next: Archive) => (archive = next) };
};

test("the issues that are out are found, the newest first, with their addresses", async () => {
  const { news } = newsroom(
    issue("2024-04-05"),
    issue("2024-05-05"),
    issue("2024-06-05", ".de"),
    issue("2024-06-06", "", "draft: true\n"),
    issue("2024-08-05"),
  );
  const { results, total } = await news.issues({ language: "en" });
  expect(total).toBe(2);
  expect(results[0]).toMatchObject({
    title: "News of 2024-05-05",
    date: new Date("2024-05-05T00:00:00Z"),
    contents: ["Events"],
    page: "https://news.example.org/2024/05/news-of-2024-05-05/",
    uri: "xmpp:pubsub.example.org?;node=news;item=2024-05-05-newsletter",
    follow: "xmpp:pubsub.example.org?pubsub;action=subscribe;node=news",
    summary: undefined,
  });
  expect((await news.issues({ language: "de" })).results[0]).toMatchObject({
    title: "News of 2024-06-05.de",
    follow: "xmpp:pubsub.example.org?pubsub;action=subscribe;node=news-de",
  });
});

test("a XEP was in the news where an issue of the main language names it, the newest first", async () => {
  const { news } = newsroom(issue("2024-04-05"), issue("2024-05-05"), issue("2024-05-05", ".de"));
  expect(
    (await news.mentions(313)).map(({ issue: { title }, section, text }) => ({ title, section, text })),
  ).toEqual([
    { title: "News of 2024-05-05", section: "Events", text: "XEP-0313 on 2024-05-05" },
    { title: "News of 2024-04-05", section: "Events", text: "XEP-0313 on 2024-04-05" },
  ]);
  expect(await news.mentions(45)).toEqual([]);
});

test("new content brings new mentions", async () => {
  const { news, become } = newsroom(issue("2024-04-05"));
  expect((await news.mentions(313)).length).toBe(1);
  become({ issues: [issue("2024-04-05"), issue("2024-05-05")], broken: [] });
  expect((await news.mentions(313)).length).toBe(2);
});

test("a XEP was in the news of a translation where no issue is in the main language", async () => {
  const { news } = newsroom(issue("2024-04-05", ".fr"));
  expect((await news.mentions(313)).map(({ issue: { title } }) => title)).toEqual(["News of 2024-04-05.fr"]);
});

test("an issue that becomes due is known without new content", async () => {
  let now = new Date("2024-05-01T00:00:00Z");
  const archive: Archive = { issues: [issue("2024-05-05")], broken: [] };
  const { news } = createNewsroom({
    masthead,
    places,
    archive: () => archive,
    now: () => now,
  });
  expect([(await news.issues({})).total, await news.mentions(313)]).toEqual([0, []]);
  now = new Date("2024-05-06T00:00:00Z");
  expect((await news.issues({})).results[0]?.title).toBe("News of 2024-05-05");
  expect((await news.mentions(313)).length).toBe(1);
});

test("news are found with the address of their own entry and of their issue's, at the nodes where these are", async () => {
  const { news } = newsroom(issue("2024-04-05"));
  const { results, total } = await news.items({ words: "xep 313" });
  expect(total).toBe(1);
  expect(results[0]).toMatchObject({
    uri: `xmpp:pubsub.example.org?;node=news-events;item=${results[0]?.id}`,
    page: "https://news.example.org/2024/04/news-of-2024-04-05/#events",
    issue: { uri: "xmpp:pubsub.example.org?;node=news;item=2024-04-05-newsletter" },
  });
});

test("an item that has no entry of its own has the address of its issue's", async () => {
  const { news } = newsroom(issue("2024-04-05", ".de"));
  expect((await news.items({ words: "xep 313" })).results[0]).toMatchObject({
    uri: "xmpp:pubsub.example.org?;node=news-de;item=2024-04-05-newsletter-de",
  });
});

test("the library knows new content as soon as somebody asks", async () => {
  const { news, become, refresh } = newsroom(issue("2024-04-05"));
  await refresh();
  become({ issues: [issue("2024-04-05"), issue("2024-05-05")], broken: [] });
  const { results, total } = await news.issues({ language: "en", limit: 1 });
  expect(total).toBe(2);
  expect(results[0]).toMatchObject({
    title: "News of 2024-05-05",
    uri: "xmpp:pubsub.example.org?;node=news;item=2024-05-05-newsletter",
  });
});

test("words that nobody wrote are likely to mean others", async () => {
  expect(await newsroom(issue("2024-04-05")).news.nearest("evnets")).toBe("events");
});

test("the newsletter is followed at its node, and at that of this year where each year has its own", () => {
  const date = new Date("2024-07-01T00:00:00Z");
  expect(feedOf({ masthead, places }, "bot@example.org", date)).toEqual({
    service: "pubsub.example.org",
    node: "news",
    follow: "xmpp:pubsub.example.org?pubsub;action=subscribe;node=news",
    site: "https://news.example.org/",
    jid: "bot@example.org",
  });
  const yearly = { ...places, issues: "news-{year}" };
  expect(feedOf({ masthead, places: yearly }, "bot@example.org", date)).toMatchObject({
    node: "news-2024",
    follow: "xmpp:pubsub.example.org?pubsub;action=subscribe;node=news-2024",
  });
});
