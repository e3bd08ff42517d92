/** Which nodes there are for issues of some languages and years, and what goes there. */

import { expect, test } from "vitest";
import type { Places } from "../../src/publish/places.ts";
import { nodesOf } from "../../src/publish/roles.ts";

const places: Places = {
  service: "pubsub.example.org",
  issues: "newsletter",
  translations: undefined,
  items: undefined,
  language: "en",
};
const issue = (language: string, year = 2031) => ({ language, date: new Date(Date.UTC(year, 4, 5)) });
const both = [issue("en"), issue("de"), issue("de", 2030)];

test("issues in the main language have their node, others have none unless they are given one", () => {
  expect(Object.fromEntries(nodesOf(both, places))).toEqual({
    newsletter: { kinds: ["issue"], languages: ["en"], concepts: [], years: [] },
  });
});

test("every language has a node of its own by template", () => {
  const roles = nodesOf(both, { ...places, translations: "newsletter-{lang}" });
  expect([...roles.keys()]).toEqual(["newsletter", "newsletter-de"]);
  expect(roles.get("newsletter-de")?.languages).toEqual(["de"]);
});

test("languages may share a node", () => {
  const roles = nodesOf(both, { ...places, translations: "newsletter" });
  expect(roles.get("newsletter")?.languages).toEqual(["en", "de"]);
});

test("every year has a node of its own by template", () => {
  const roles = nodesOf(both, { ...places, translations: "n-{lang}-{year}" });
  expect([...roles.keys()].toSorted()).toEqual(["n-de-2030", "n-de-2031", "newsletter"]);
  expect(roles.get("n-de-2030")?.years).toEqual([2030]);
});

test("items have a node, or share that of the issues", () => {
  expect(nodesOf(both, { ...places, items: "items" }).get("items")).toEqual({
    kinds: ["item"],
    languages: ["en"],
    concepts: [],
    years: [],
  });
  expect(nodesOf(both, { ...places, items: "newsletter" }).get("newsletter")?.kinds).toEqual([
    "issue",
    "item",
  ]);
});

test("every kind of news can have a node, also the news of no kind, and boilerplate has none", () => {
  const roles = nodesOf(both, { ...places, items: "newsletter-{concept}" });
  expect(roles.get("newsletter-servers")).toEqual({
    kinds: ["item"],
    languages: ["en"],
    concepts: ["servers"],
    years: [],
  });
  expect(roles.get("newsletter-news")?.concepts).toEqual(["news"]);
  expect(roles.has("newsletter-proposed")).toBe(true);
  expect(roles.has("newsletter-licence")).toBe(false);
});

test("a node of a language is not taken for one of a kind of news", () => {
  const roles = nodesOf(both, {
    ...places,
    translations: "newsletter-{lang}",
    items: "newsletter-{concept}",
  });
  expect(roles.get("newsletter-de")).toMatchObject({ kinds: ["issue"], languages: ["de"] });
});
