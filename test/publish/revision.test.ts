/** What an entry keeps when it takes the place of a published one. */

import { describe, expect, test } from "vitest";
import { digestOf } from "../../src/publish/digest.ts";
import { identityOf, isSame, revise } from "../../src/publish/revision.ts";
import { entry } from "../support/entries.ts";

const now = new Date("2024-06-01T12:00:00Z");
const replies = { rel: "replies", href: "xmpp:x?;node=y" };

test("an edit keeps id and date of publication", () => {
  const before = identityOf({ ...entry("One"), id: "tag:x", published: "2024-01-01T00:00:00Z" });
  expect(revise(entry("Two"), before, now)).toEqual({
    ...entry("Two"),
    id: "tag:x",
    published: "2024-01-01T00:00:00Z",
    updated: "2024-06-01T12:00:00Z",
  });
});

test("a date of publication that is none is mended", () => {
  const before = { ...entry("One"), published: "" };
  expect(isSame(before, digestOf(entry("One")))).toBe(false);
  expect(revise(entry("One"), identityOf(before), now).published).toBe("2024-05-01T00:00:00Z");
});

test("an entry that went out without comments is not given any", () => {
  const desired = { ...entry("One"), links: [replies] };
  expect(isSame(entry("One"), digestOf(desired))).toBe(true);
  expect(revise(desired, identityOf(entry("Old")), now).links).toEqual([]);
  expect(revise(desired, identityOf({ ...entry("Old"), links: [replies] }), now).links).toEqual([replies]);
});

describe("`updated` becomes", () => {
  test.each([
    [
      "what the author says, if that is later",
      "2024-02-01T00:00:00Z",
      "2024-03-01T00:00:00Z",
      "2024-03-01T00:00:00Z",
    ],
    [
      "now, if the author says nothing new",
      "2024-02-01T00:00:00Z",
      "2024-01-01T00:00:00Z",
      "2024-06-01T12:00:00Z",
    ],
    [
      "a second later, if the clock is behind",
      "2025-01-01T00:00:00Z",
      "2024-01-01T00:00:00Z",
      "2025-01-01T00:00:01Z",
    ],
    ["now, if the node has no date", "", "2024-01-01T00:00:00Z", "2024-06-01T12:00:00Z"],
  ])("%s", (_, before, said, expected) => {
    const published = identityOf({ ...entry("One"), updated: before });
    expect(revise({ ...entry("Two"), updated: said }, published, now).updated).toBe(expected);
  });
});

describe("two entries have the same digest", () => {
  const digest = digestOf(entry("One"));

  test("of twelve characters when they differ only in what is kept", () => {
    const other = { ...entry("One"), id: "tag:y", published: "x", updated: "y", links: [replies] };
    expect([digestOf(other), digest]).toEqual([digest, expect.stringMatching(/^[\w-]{12}$/)]);
  });

  test.each([
    ["title", { title: "Two" }],
    ["language", { language: "de" }],
    ["author", { author: { name: "Ana", uri: "xmpp:other@example.org" } }],
    ["summary", { summary: "S" }],
    ["rights", { rights: "R" }],
    ["categories", { categories: ["a"] }],
    ["links", { links: [{ rel: "alternate", href: "https://example.org/" }] }],
    ["XHTML", { xhtml: "<div/>" }],
    ["text", { text: "Two" }],
  ])("but not when they differ in %s", (_, difference) => {
    expect(digestOf({ ...entry("One"), ...difference })).not.toBe(digest);
  });

  test("but not when words only moved from one value to another", () => {
    const one = { ...entry("One"), categories: ["a", "b"] };
    expect(digestOf(one)).not.toBe(digestOf({ ...one, categories: ["a,b"] }));
  });
});
