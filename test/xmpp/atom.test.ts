/** RFC 4287, XEP-0472: entries. */

import { expect, test } from "vitest";
import * as atom from "../../src/xmpp/atom.ts";
import { element, xmlEqual } from "../support/conversation.ts";

const entry: atom.Entry = {
  id: "tag:example.org,2024-05-01:news",
  title: "News & <more>",
  language: "en",
  published: "2024-05-01T00:00:00Z",
  updated: "2024-05-02T10:00:00Z",
  author: { name: "Ana", uri: "xmpp:bot@example.org" },
  summary: "Short.",
  rights: "CC BY-SA 4.0",
  categories: ["newsletter", "events"],
  links: [
    {
      rel: "alternate",
      href: "https://example.org/",
      type: "text/html",
      title: undefined,
      hreflang: undefined,
    },
    { rel: "alternate", href: "https://example.org/de/", type: "text/html", title: "Neues", hreflang: "de" },
  ],
  xhtml: `<div xmlns="http://www.w3.org/1999/xhtml"><p>Hello <em>you</em></p></div>`,
  text: "Hello *you*\n",
};

const written = `
  <entry xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
    <title type="text">News &amp; &lt;more&gt;</title>
    <id>tag:example.org,2024-05-01:news</id>
    <published>2024-05-01T00:00:00Z</published>
    <updated>2024-05-02T10:00:00Z</updated>
    <author><name>Ana</name><uri>xmpp:bot@example.org</uri></author>
    <summary type="text">Short.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hello <em>you</em></p></div></content>
    <content type="text">Hello *you*
</content>
    <link rel="alternate" type="text/html" href="https://example.org/"/>
    <link rel="alternate" type="text/html" hreflang="de" title="Neues" href="https://example.org/de/"/>
    <category term="newsletter"/><category term="events"/>
    <rights type="text">CC BY-SA 4.0</rights>
  </entry>`;

test("an entry is written with the XHTML first, then the text, as XEP-0472 wants", () => {
  expect(xmlEqual(atom.toElement(entry), element(written))).toBe(true);
});

test("the namespace is declared on the entry itself, without a prefix", () => {
  expect(atom.toElement(entry).toString()).toMatch(/^<entry xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/);
});

test("what was written is read as the same entry, however the server writes it", () => {
  expect(atom.fromElement(atom.toElement(entry))).toEqual(entry);
  const rewritten = written.replace(/<(\/?)(?=[a-z])(?!div|p>|em)/gu, "<$1a:").replace("xmlns=", "xmlns:a=");
  expect(atom.fromElement(element(rewritten.replaceAll(/>\s+</gu, "><")))).toEqual(entry);
});

test("an entry without summary, rights and content has no such elements", () => {
  const bare = { ...entry, summary: undefined, rights: undefined, xhtml: undefined, text: undefined };
  const names = atom
    .toElement(bare)
    .getChildElements()
    .map((child) => child.name);
  expect(names.filter((name) => ["summary", "rights", "content"].includes(name))).toEqual([]);
  expect(atom.fromElement(atom.toElement(bare))).toEqual(bare);
});

test("another payload is no entry", () => {
  expect(atom.fromElement(undefined)).toBeUndefined();
  expect(atom.fromElement(element(`<entry xmlns="urn:other"/>`))).toBeUndefined();
});

test("an entry of somebody else is read as far as it goes", () => {
  expect(atom.fromElement(element(`<entry xmlns="http://www.w3.org/2005/Atom"/>`))).toMatchObject({
    id: "",
    title: "",
    links: [],
    xhtml: undefined,
    text: undefined,
  });
});
