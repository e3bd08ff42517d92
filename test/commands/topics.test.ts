/** What people call what they can subscribe to. */

import { expect, test } from "vitest";
import { nameOf, offer, readTopics, wordFor } from "../../src/commands/topics.ts";

const LANGUAGES = ["en", "de", "fr", "pt-BR"];
const read = (line: string) => readTopics(line.split(" "), LANGUAGES);

test.each([
  ["de", ["issues:de"]],
  ["Deutsch", ["issues:de"]],
  ["allemand", ["issues:de"]],
  ["Tedesco", ["issues:de"]],
  ["français", ["issues:fr"]],
  ["francais", ["issues:fr"]],
  ["pt", ["issues:pt-br"]],
  ["português", ["issues:pt-br"]],
  ["pt-br", ["issues:pt-br"]],
  ["servers", ["items:servers"]],
  ["Serveurs", ["items:servers"]],
  ["Bibliotheken", ["items:libraries"]],
  ["xeps", ["items:extensions"]],
  ["last call", ["items:last-call"]],
  ["de servers", ["issues:de", "items:servers"]],
  ["events, talks", ["items:events", "items:talks"]],
  ["to the news about servers and clients", ["items:servers", "items:clients"]],
  ["servers servers", ["items:servers"]],
])("%s", (line, topics) => {
  expect(read(line)).toEqual({ topics, unknown: [] });
});

test.each([
  ["foo", ["foo"]],
  ["German please", ["please"]],
  ["ja", ["ja"]],
  ["thanks", ["thanks"]],
])("in %s nobody knows %j", (line, unknown) => {
  expect(read(line).unknown).toEqual(unknown);
});

test("nothing is named by nothing", () => {
  expect(read(", ;")).toEqual({ topics: [], unknown: [] });
});

test("topics have names that can be said, and words by which they are found again", () => {
  for (const topic of ["issues:pt-br", "items:last-call", "items:extensions"] as const)
    expect(read(wordFor(topic)).topics).toEqual([topic]);
  expect(nameOf("issues:pt-br")).toBe("each issue in Brazilian Portuguese");
  expect(nameOf("items:last-call")).toBe("the news about XEPs (last call)");
});

test("what there is is said in a sentence", () => {
  expect(offer(["en", "de"])).toMatch(
    /^There are the issues in English, German, and the news about .*servers.*XEPs\.$/u,
  );
});

test("a language whose code nobody knows is called by it", () => {
  expect(nameOf("issues:x-odd")).toBe("each issue in x-odd");
});
