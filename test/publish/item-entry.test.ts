/** NewsItem → Entry. */

import { expect, test } from "vitest";
import { parseIssue } from "../../src/newsletter/issue.ts";
import type { NewsItem } from "../../src/newsletter/items.ts";
import { sections } from "../../src/newsletter/sections.ts";
import { toItemEntry } from "../../src/publish/item-entry.ts";
import { fromElement, toElement } from "../../src/xmpp/atom.ts";
import { masthead } from "../support/masthead.ts";

const issue = parseIssue(
  "2024-05-05-newsletter.de.md",
  `---
title: Neues & mehr
date: 2024-05-05
lastmod: 2024-05-07T10:00:00Z
authors: [Ana, Ben]
tags: [Monatsbrief]
---

Vorab.

## Server & Dienste

- [Kestrel 2.0](/kestrel/) spricht *fließend* XEP-0313: ![Ein Vogel](/vogel.png)
  - noch eins [hier][1]

[1]: #hier
`,
);
const [section] = sections(issue);
const list = issue.tree.children.find((node) => node.type === "list");

function item(more: Partial<NewsItem> = {}): NewsItem {
  return {
    id: "2024-05-05-newsletter-de-servers-kestrel",
    title: "Kestrel 2.0 spricht",
    concept: "servers",
    section,
    nodes: list?.type === "list" ? (list.children[0]?.children ?? []) : [],
    line: 14,
    link: "/kestrel/",
    xeps: [313, 4],
    ...more,
  };
}

const PAGE = "https://news.example.org/de/2024/05/neues-mehr/";

test("an item becomes an entry with its own words, the dates of its issue and no comments", () => {
  const { xhtml, ...entry } = toItemEntry(issue, item(), masthead);
  expect(entry).toEqual({
    id: "tag:news.example.org,2024-05-05:newsletter-de-2024-05-05/servers-kestrel",
    title: "Kestrel 2.0 spricht",
    language: "de",
    published: "2024-05-05T00:00:00Z",
    updated: "2024-05-07T10:00:00Z",
    author: { name: "Ana, Ben", uri: "xmpp:bot@example.org" },
    summary: undefined,
    rights: "CC BY-SA 4.0",
    categories: ["servers", "server-dienste", "xep-0313", "xep-0004", "monatsbrief"],
    links: [
      { rel: "alternate", type: "text/html", href: "https://news.example.org/kestrel/" },
      {
        rel: "alternate",
        href: "xmpp:pubsub.example.org?;node=news;item=2024-05-05-newsletter-de-servers-kestrel",
      },
      { rel: "via", type: "text/html", title: "Neues & mehr", href: `${PAGE}#server--dienste` },
      { rel: "enclosure", type: "image/png", title: "Ein Vogel", href: "https://news.example.org/vogel.png" },
    ].map((link) => expect.objectContaining(link)),
    text: `[Kestrel 2.0](https://news.example.org/kestrel/) spricht *fließend* XEP-0313: ![Ein Vogel](https://news.example.org/vogel.png)

- noch eins [hier][1]

[1]: ${PAGE}#hier
`,
  });
  expect(xhtml).toContain('<a href="https://news.example.org/kestrel/">Kestrel 2.0</a>');
  expect(xhtml).not.toContain("Vorab");
});

test("it is the same when it has been on the wire", () => {
  const entry = toItemEntry(issue, item(), masthead);
  expect(fromElement(toElement(entry))).toEqual(entry);
});

test.each([
  ["without a link", undefined],
  ["that leads into a room", "xmpp:room@rooms.example?join"],
  ["that leads nowhere", "javascript:x"],
])("an item %s is read on at its section of the issue's page", (_, link) => {
  const [first, , via] = toItemEntry(issue, item({ link }), masthead).links;
  expect(first).toMatchObject({ rel: "alternate", type: "text/html", href: `${PAGE}#server--dienste` });
  expect(via?.href).toBe(first?.href);
});

test("an item before the first heading is on the issue's page", () => {
  const { links, categories } = toItemEntry(
    issue,
    item({ section: undefined, concept: undefined, link: undefined, xeps: [] }),
    masthead,
  );
  expect(links[0]?.href).toBe(PAGE);
  expect(categories).toEqual(["monatsbrief"]);
});

test("the Atom id is that of no other item, nor of another issue", () => {
  const ids = [
    toItemEntry(issue, item(), masthead),
    toItemEntry(issue, item({ id: "2024-05-05-newsletter-de-servers-kestrel-2" }), masthead),
    toItemEntry(issue, item({ id: "kestrel" }), masthead),
  ].map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
  for (const id of ids)
    expect(id).toMatch(/^tag:news\.example\.org,2024-05-05:newsletter-de-2024-05-05\/[a-z0-9-]+$/u);
});
