/** Issue → Entry. */

import { expect, test } from "vitest";
import { parseIssue } from "../../src/newsletter/issue.ts";
import { bytes, commentsNode, fit, toEntry } from "../../src/publish/entry.ts";
import { masthead } from "../support/masthead.ts";

const issue = (front = "", body = "Hello.\n", file = "2024-05-05-newsletter.md") =>
  parseIssue(file, `---\ntitle: News of April\ndate: 2024-05-05\n${front}---\n\n${body}`);

test("an issue becomes an entry that names its item, its page, its comments and its publisher", () => {
  expect(
    toEntry(issue("categories: ['Newsletter']\n", "Hello.\n\n## XMPP Events\n\n- A meeting.\n"), masthead),
  ).toEqual({
    id: "tag:news.example.org,2024-05-05:newsletter-2024-05-05",
    title: "News of April",
    language: "en",
    published: "2024-05-05T00:00:00Z",
    updated: "2024-05-05T00:00:00Z",
    author: { name: "The Editors", uri: "xmpp:bot@example.org" },
    summary: undefined,
    rights: "CC BY-SA 4.0",
    categories: ["newsletter", "xmpp-events"],
    links: [
      {
        rel: "alternate",
        type: "text/html",
        href: "https://news.example.org/2024/05/news-of-april/",
        title: undefined,
        hreflang: undefined,
      },
      {
        rel: "alternate",
        href: "xmpp:pubsub.example.org?;node=news;item=2024-05-05-newsletter",
        type: undefined,
        title: undefined,
        hreflang: undefined,
      },
      {
        rel: "replies",
        title: "comments",
        href: "xmpp:pubsub.example.org?;node=urn%3Axmpp%3Amicroblog%3A0%3Acomments%2F2024-05-05-newsletter",
        type: undefined,
        hreflang: undefined,
      },
    ],
    xhtml:
      '<div xmlns="http://www.w3.org/1999/xhtml"><p>Hello.</p><h2>XMPP Events</h2><ul><li>A meeting.</li></ul></div>',
    text: expect.stringContaining("## XMPP Events"),
  });
});

test("a summary and authors come from the front matter alone", () => {
  const entry = toEntry(issue("summary: ' In short. '\nauthors: [Ana, Ben]\n"), masthead);
  expect(entry.summary).toBe("In short.");
  expect(entry.author).toEqual({ name: "Ana, Ben", uri: "xmpp:bot@example.org" });
});

test("`updated` is what the author says, but never before the date", () => {
  expect(toEntry(issue("lastmod: 2024-05-07T10:00:00Z\n"), masthead).updated).toBe("2024-05-07T10:00:00Z");
  expect(toEntry(issue("lastmod: 2024-01-01\n"), masthead).updated).toBe("2024-05-05T00:00:00Z");
});

test("the first real picture is an enclosure, with its alternative text", () => {
  const { links } = toEntry(issue("", "![A *cat*](/images/cat.png)\n"), masthead);
  expect(links.at(-1)).toEqual({
    rel: "enclosure",
    type: "image/png",
    title: "A cat",
    href: "https://news.example.org/images/cat.png",
    hreflang: undefined,
  });
});

test("translations are linked with their language, after the page and the item", () => {
  const german = issue("", "Hallo.\n", "2024-05-05-newsletter.de.md");
  const { links } = toEntry(issue(), masthead, [german]);
  expect(links[2]).toMatchObject({
    rel: "alternate",
    hreflang: "de",
    href: "https://news.example.org/de/2024/05/news-of-april/",
  });
});

test("a term has no blanks and no capitals, and is said once", () => {
  const { categories } = toEntry(issue("tags: ['Ünï Cødé', NEWS, news, '&']\n"), masthead);
  expect(categories).toEqual(["ünï-cødé", "news"]);
});

test("an entry that is too large goes without its text, then without its content", () => {
  const entry = toEntry(issue("summary: In short.\n", "word ".repeat(2000)), masthead);
  expect(fit(entry, bytes(entry))).toEqual({ entry });
  const smaller = fit(entry, bytes(entry) - 1);
  expect(smaller.entry).toMatchObject({ text: undefined, xhtml: entry.xhtml });
  expect(smaller.without).toBe("its text content");
  const smallest = fit(entry, 2000);
  expect(smallest.entry).toMatchObject({
    xhtml: undefined,
    summary: undefined,
    text: "In short.\n\nhttps://news.example.org/2024/05/news-of-april/",
  });
  expect(bytes(smallest.entry)).toBeLessThan(2000);
});

test("the comments of an item have the name that clients expect (XEP-0277)", () => {
  expect(commentsNode(masthead.at, "x")).toEqual({
    service: "pubsub.example.org",
    node: "urn:xmpp:microblog:0:comments/x",
  });
});
