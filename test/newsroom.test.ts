/** What the commands may consult. */

import { expect, test } from "vitest";
import type { Archive } from "../src/newsletter/archive.ts";
import { parseIssue } from "../src/newsletter/issue.ts";
import { createNewsroom } from "../src/newsroom.ts";
import { createRegistry } from "../src/xeps/registry.ts";
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
    registry: () => createRegistry([]),
    now: () => new Date("2024-07-01T00:00:00Z"),
  });
  return { ...room, become: (next: Archive) => (archive = next) };
};

test("the latest issue is the newest that is out, in the main language", () => {
  const { issues } = newsroom(
    issue("2024-04-05"),
    issue("2024-05-05"),
    issue("2024-06-05", ".de"),
    issue("2024-06-06", "", "draft: true\n"),
    issue("2024-08-05"),
  );
  expect(issues.latest()).toMatchObject({
    title: "News of 2024-05-05",
    date: new Date("2024-05-05T00:00:00Z"),
    contents: ["Events"],
    page: "https://news.example.org/2024/05/news-of-2024-05-05/",
    uri: "xmpp:pubsub.example.org?;node=news;item=2024-05-05-newsletter",
    summary: undefined,
  });
  expect(issues.latest("de")?.title).toBe("News of 2024-06-05.de");
});

test("where there is nothing, there is no latest issue", () => {
  expect(newsroom().issues.latest()).toBeUndefined();
});

test("a XEP was in the news where an issue of the main language names it, the newest first", async () => {
  const { issues } = newsroom(issue("2024-04-05"), issue("2024-05-05"), issue("2024-05-05", ".de"));
  expect(
    (await issues.mentions(313)).map(({ issue: { title }, section, text }) => ({ title, section, text })),
  ).toEqual([
    { title: "News of 2024-05-05", section: "Events", text: "XEP-0313 on 2024-05-05" },
    { title: "News of 2024-04-05", section: "Events", text: "XEP-0313 on 2024-04-05" },
  ]);
  expect(await issues.mentions(45)).toEqual([]);
});

test("new content brings new mentions", async () => {
  const { issues, become } = newsroom(issue("2024-04-05"));
  expect((await issues.mentions(313)).length).toBe(1);
  become({ issues: [issue("2024-04-05"), issue("2024-05-05")], broken: [] });
  expect((await issues.mentions(313)).length).toBe(2);
});

test("a language that no issue has is not answered with another one, unless it is the main one", () => {
  expect(newsroom(issue("2024-04-05")).issues.latest("fr")).toBeUndefined();
  expect(newsroom(issue("2024-04-05", ".fr")).issues.latest()?.title).toBe("News of 2024-04-05.fr");
});

test("an issue that becomes due is known without new content", async () => {
  let now = new Date("2024-05-01T00:00:00Z");
  const archive: Archive = { issues: [issue("2024-05-05")], broken: [] };
  const { issues } = createNewsroom({
    masthead,
    places,
    archive: () => archive,
    registry: () => createRegistry([]),
    now: () => now,
  });
  expect([issues.latest(), await issues.mentions(313)]).toEqual([undefined, []]);
  now = new Date("2024-05-06T00:00:00Z");
  expect(issues.latest()?.title).toBe("News of 2024-05-05");
  expect((await issues.mentions(313)).length).toBe(1);
});

test("news are found with the address of their own entry and of their issue's, at the nodes where these are", async () => {
  const { library } = newsroom(issue("2024-04-05"));
  const { results, total } = await library.items({ words: "xep 313" });
  expect(total).toBe(1);
  expect(results[0]).toMatchObject({
    uri: `xmpp:pubsub.example.org?;node=news-events;item=${results[0]?.id}`,
    page: "https://news.example.org/2024/04/news-of-2024-04-05/#events",
    issue: { uri: "xmpp:pubsub.example.org?;node=news;item=2024-04-05-newsletter" },
  });
});

test("an item that has no entry of its own has the address of its issue's", async () => {
  const { library } = newsroom(issue("2024-04-05", ".de"));
  expect((await library.items({ words: "xep 313" })).results[0]).toMatchObject({
    uri: "xmpp:pubsub.example.org?;node=news-de;item=2024-04-05-newsletter-de",
  });
});

test("the library knows new content as soon as somebody asks", async () => {
  const { library, become, refresh } = newsroom(issue("2024-04-05"));
  await refresh();
  become({ issues: [issue("2024-04-05"), issue("2024-05-05")], broken: [] });
  const { results, total } = await library.issues({ language: "en", limit: 1 });
  expect(total).toBe(2);
  expect(results[0]).toMatchObject({
    title: "News of 2024-05-05",
    uri: "xmpp:pubsub.example.org?;node=news;item=2024-05-05-newsletter",
  });
});

test("the node is followed by its URI, and that of this year where each year has its own", () => {
  expect(newsroom().follow).toBe("xmpp:pubsub.example.org?pubsub;action=subscribe;node=news");
  const { follow } = createNewsroom({
    masthead,
    places: { ...places, issues: "news-{year}" },
    archive: () => ({ issues: [], broken: [] }),
    registry: () => createRegistry([]),
    now: () => new Date("2024-07-01T00:00:00Z"),
  });
  expect(follow).toBe("xmpp:pubsub.example.org?pubsub;action=subscribe;node=news-2024");
});
