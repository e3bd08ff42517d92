/** What a person is shown of a change. */

import { describe, expect, test } from "vitest";
import { differences } from "../../src/publish/differences.ts";
import type { Entry } from "../../src/xmpp/atom.ts";
import { entry } from "../support/entries.ts";

const NUMBERS = Array.from({ length: 40 }, (_, index) => `w${index}`);

function xhtml(inside: string): Entry {
  return {
    ...entry("News"),
    xhtml: `<div xmlns="http://www.w3.org/1999/xhtml">${inside}</div>`,
    text: inside,
  };
}

function text(content: string): Entry {
  return { ...entry("News"), text: content };
}

/** The words that two texts differ in, as `before => after`. */
function words(before: string, after: string): string[] {
  return differences(text(before), text(after)).words.map((each) => `${each.before} => ${each.after}`);
}

test("equal entries differ in nothing, whenever they were updated", () => {
  expect(differences(entry("News"), { ...entry("News"), updated: "2025-01-01T00:00:00Z" })).toEqual({
    title: undefined,
    links: { added: [], removed: [] },
    words: [],
    other: [],
  });
});

test("another title is given with the one before", () => {
  expect(differences(entry("News"), { ...entry("News"), title: "Olds" }).title).toEqual({
    before: "News",
    after: "Olds",
  });
});

describe("words", () => {
  test("a word that changed stands among three others on each side", () => {
    const after = NUMBERS.with(20, "other");
    expect(words(NUMBERS.join(" "), after.join(" "))).toEqual([
      "… w17 w18 w19 w20 w21 w22 w23 … => … w17 w18 w19 other w21 w22 w23 …",
    ]);
  });

  test("at the start and at the end of the text nothing is left out", () => {
    expect(words("a b c", "x b c")).toEqual(["a b c => x b c"]);
    expect(words("a b c", "a b x")).toEqual(["a b c => a b x"]);
  });

  test("what is added has no side before, what is removed none after", () => {
    expect(words("a b", "a new b")).toEqual([" => a new b"]);
    expect(words("a old b", "a b")).toEqual(["a old b => "]);
    expect(words("", "all of it")).toEqual([" => all of it"]);
  });

  test("changes close together are one passage, others are passages of their own, in order", () => {
    const near = NUMBERS.with(5, "x").with(8, "y").join(" ");
    expect(words(NUMBERS.join(" "), near)).toEqual([
      "… w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 … => … w2 w3 w4 x w6 w7 y w9 w10 w11 …",
    ]);
    const far = NUMBERS.with(5, "x").with(30, "y").join(" ");
    expect(words(NUMBERS.join(" "), far)).toHaveLength(2);
  });

  test("white space is none of it", () => {
    expect(words("a  b\nc", "a b c")).toEqual([]);
  });

  test("a script without blanks is compared by its letters", () => {
    expect(words("昨日今日明日也是好天气", "昨日今日明日也是坏天气")).toEqual([
      "… 日也是好天气 => … 日也是坏天气",
    ]);
  });

  test("they are those that people read: no marks, no addresses, pictures by their description", () => {
    const before = xhtml(`<p>See <a href="https://a.example/">this</a> now</p><p>Bye</p>`);
    const after = xhtml(
      `<p>See <a href="https://a.example/">that</a> now</p><p>Bye</p><p><img alt="A cat" src="https://a.example/cat.png"/></p>`,
    );
    expect(differences(before, after)).toMatchObject({
      words: [{ before: "See this now Bye", after: "See that now Bye A cat" }],
      links: { added: ["https://a.example/cat.png"], removed: [] },
      other: [],
    });
  });

  test("of a long passage only the start is given", () => {
    const [passage = ""] = words("a", `a ${"long ".repeat(1_000)}`);
    expect(passage.length).toBeLessThan(420);
    expect(passage).toMatch(/ long…$/u);
  });

  test("a text that was written anew is not taken apart, but named with its sizes", () => {
    const other = Array.from({ length: 3_000 }, (_, index) => `x${index}`).join(" ");
    expect(differences(text("y ".repeat(3_000)), text(other))).toMatchObject({
      words: [],
      other: [`content (rewritten, from 6000 to ${other.length} characters)`],
    });
  });
});

test("links are compared by their addresses, those of the entry and those in its content", () => {
  const translation = { rel: "alternate", href: "https://a.example/de/", hreflang: "de" };
  const before = xhtml(`<p><a href="https://a.example/old">it</a></p>`);
  const after = { ...xhtml(`<p><a href="https://a.example/new">it</a></p>`), links: [translation] };
  expect(differences(before, after)).toEqual({
    title: undefined,
    links: { added: ["https://a.example/de/", "https://a.example/new"], removed: ["https://a.example/old"] },
    words: [],
    other: [],
  });
});

test("without XHTML, addresses are found in the text", () => {
  expect(differences(text("See <https://a.example/x>."), text("See (https://b.example/)."))).toMatchObject({
    links: { added: ["https://b.example/"], removed: ["https://a.example/x"] },
  });
});

test("what else differs is named as Atom calls it", () => {
  const before = entry("News");
  const after = {
    ...before,
    summary: "Short",
    rights: "None",
    categories: ["x"],
    language: "de",
    author: { name: "Bo", uri: "xmpp:bo@example.org" },
    published: "2020-01-01T00:00:00Z",
    links: [{ rel: "replies", href: "xmpp:pubsub.example.org" }],
  };
  expect(differences(before, after).other).toEqual([
    "xml:lang",
    "published",
    "author",
    "summary",
    "category",
    "rights",
    "link",
  ]);
});

test("content that reads the same but is marked otherwise is named", () => {
  expect(differences(xhtml("<p>so</p>"), xhtml("<p><em>so</em></p>")).other).toEqual(["content"]);
});

test.each([
  ["blanks", " ", "\t"],
  ["one word again and again", "a ", "b a "],
  ["two words in turn", "a b ", "b a "],
  ["an address", "https://x.example/ ", "https://y.example/ "],
  ["one letter", "a", "b"],
  ["letters without blanks", "好", "坏好"],
])("a megabyte of %s is compared in a moment", (_, one, other) => {
  const begin = performance.now();
  differences(text(one.repeat(1_000_000 / one.length)), text(other.repeat(1_000_000 / other.length)));
  expect(performance.now() - begin).toBeLessThan(2_000);
});
