/** What people are told of an issue. */

import { describe, expect, test } from "vitest";
import { addressesOf, toAnnouncement, toMessage } from "../../src/announce/announcement.ts";
import { parseIssue, type Issue } from "../../src/newsletter/issue.ts";
import type { Places } from "../../src/publish/places.ts";
import { readStyling } from "../newsletter/message-styling.ts";
import { element, xmlEqual } from "../support/conversation.ts";
import { masthead } from "../support/masthead.ts";

const places: Places = {
  service: "pubsub.example.org",
  issues: "news",
  translations: "news-{lang}",
  items: undefined,
  language: "en",
};

function issueOf(settings: string, body = "What happened in May.\n", file = "2026-11-05-news.md"): Issue {
  return parseIssue(file, `---\ndate: 2026-11-05\n${settings}\n---\n${body}`);
}

const told = (issue: Issue) => toAnnouncement(issue, addressesOf(issue, masthead, places));

describe("an announcement", () => {
  test("is the title in bold, the summary, the page and the address of the item", () => {
    expect(told(issueOf("title: The News\nsummary: All of it.")).text).toBe(
      [
        "*The News*",
        "All of it.",
        "https://news.example.org/2026/11/the-news/",
        "xmpp:pubsub.example.org?;node=news;item=2026-11-05-news",
      ].join("\n"),
    );
  });

  test("takes a summary from the text where the author wrote none", () => {
    expect(told(issueOf("title: The News")).text.split("\n")[1]).toBe("What happened in May.");
  });

  test("has no line for a summary where there are no words", () => {
    expect(told(issueOf("title: The News", "")).text.split("\n")[1]).toMatch(/^https:/u);
  });

  test("names the page and the node of a translation, and its language", () => {
    const issue = issueOf("title: Neues", "Etwas ist im Mai geschehen.\n", "2026-11-05-news.de.md");
    expect(told(issue).language).toBe("de");
    expect(told(issue).text).toContain("\nhttps://news.example.org/de/2026/11/neues/\n");
    expect(told(issue).text).toContain("xmpp:pubsub.example.org?;node=news-de;item=");
  });

  test("stays short whatever an author writes", () => {
    const long = "word ".repeat(1000);
    const [title = "", summary = ""] = told(issueOf(`title: ${long}\nsummary: ${long}`)).text.split("\n");
    expect(title.length).toBeLessThanOrEqual(202);
    expect(summary.length).toBeLessThanOrEqual(400);
  });

  test("shows the author's signs as signs, and nothing of the summary in a style", () => {
    const summary = "> ```*not bold* _nor this_ `nor that`";
    const { text } = told(issueOf(`title: "2 * 3"\nsummary: "${summary}"`));
    const [first = "", second = ""] = text.split("\n");
    expect(
      readStyling(first)
        .map(({ character }) => character)
        .join(""),
    ).toContain("2*3");
    expect(readStyling(second).flatMap(({ styles }) => styles)).toEqual([]);
  });

  test("comes with a preview of the page, for which title and summary stand", () => {
    const body = "Words.\n\n![A picture](https://example.org/a.png)\n";
    const issue = issueOf("title: The 😀 News\nsummary: All of it.", body);
    const message = toMessage(told(issue), { to: "room@rooms.example.org", type: "groupchat", id: "a1" });
    const expected = element(`
      <message to="room@rooms.example.org" type="groupchat" id="a1" xml:lang="en">
        <body>${told(issue).text}</body>
        <origin-id xmlns="urn:xmpp:sid:0" id="a1"/>
        <rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:og="https://ogp.me/ns#"
            rdf:about="${addressesOf(issue, masthead, places).page.href}">
          <og:title>The 😀 News</og:title><og:description>All of it.</og:description>
          <og:url>${addressesOf(issue, masthead, places).page.href}</og:url>
          <og:image>https://example.org/a.png</og:image><og:type>article</og:type>
        </rdf:Description>
        <fallback xmlns="urn:xmpp:fallback:0" for="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <body start="0" end="24"/></fallback>
      </message>`);
    expect(xmlEqual(message, expected)).toBe(true);
  });

  test("can go into several messages", () => {
    const announcement = told(issueOf("title: The News"));
    const [one, other] = ["a", "b"].map((id) =>
      toMessage(announcement, { to: "a@example.org", type: "chat", id }),
    );
    expect(one?.getChildElements().length).toBe(other?.getChildElements().length);
    expect(one?.getChildElements()[2]).not.toBe(other?.getChildElements()[2]);
  });
});
