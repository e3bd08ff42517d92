/** What people subscribe to, and what of an issue that is. */

import { expect, test } from "vitest";
import { dueOf, isAbout, isTopic, issuesIn, newsAbout } from "../../src/announce/topics.ts";
import type { Concept } from "../../src/newsletter/concepts.ts";

const concepts: readonly Concept[] = ["servers", "clients", "new", "events"];
const english = { language: "en", concepts };

test("the whole issue goes before parts of it, in whatever order somebody subscribed", () => {
  expect(dueOf(["items:servers", "issues:en"], english)).toEqual(["issues:en"]);
});

test("every other topic that the issue has something of is sent by itself", () => {
  expect(dueOf(["items:servers", "items:events", "items:talks", "issues:de"], english)).toEqual([
    "items:servers",
    "items:events",
  ]);
});

test("what is within a wider topic is not sent again", () => {
  expect(dueOf(["items:servers", "items:software"], english)).toEqual(["items:software"]);
  expect(dueOf(["items:extensions", "items:new"], english)).toEqual(["items:extensions"]);
});

test("a wider topic that has nothing else in this issue is sent once", () => {
  const few = { language: "en", concepts: ["servers"] as const };
  expect(dueOf(["items:servers", "items:software"], few)).toEqual(["items:servers"]);
  expect(dueOf(["items:software", "items:servers"], few)).toEqual(["items:software"]);
});

test("languages are told apart without regard to case", () => {
  expect(dueOf([issuesIn("pt-BR")], { language: "pt-BR", concepts: [] })).toEqual(["issues:pt-br"]);
  expect(dueOf([issuesIn("pt")], { language: "pt-BR", concepts: [] })).toEqual([]);
});

test("software is all kinds of software, and extensions are all states of XEPs", () => {
  expect(isAbout("items:software", "libraries")).toBe(true);
  expect(isAbout("items:extensions", "last-call")).toBe(true);
  expect(isAbout("items:events", "talks")).toBe(false);
  expect(isAbout(newsAbout("events"), undefined)).toBe(false);
});

test("a topic is known by its two words", () => {
  expect(["issues:de", "items:last-call"].every(isTopic)).toBe(true);
  expect(["issues", "items:a b", "other:de", "failed:2", "issues:"].some(isTopic)).toBe(false);
});
