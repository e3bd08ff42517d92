/** What people call what they can subscribe to. */

import { expect, test } from "vitest";
import { kinds } from "../../src/commands/sections.ts";
import { isEverything, offer, readTopics, topicName, topicWord } from "../../src/commands/topics.ts";
import { newsAbout } from "../../src/announce/topics.ts";
import { type Language, LANGUAGES as VOICES, voiceOf } from "../../src/words/voice.ts";

const LANGUAGES = ["en", "de", "fr", "pt-BR"];
const read = (line: string, language: Language = "en") => readTopics(line.split(" "), LANGUAGES, language);
const english = voiceOf("en");

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

test.each<[Language, string, readonly string[]]>([
  ["de", "die Ausgaben auf Französisch und Server", ["issues:fr", "items:servers"]],
  ["es", "las noticias de servidores y de clientes", ["items:servers", "items:clients"]],
  ["es", "de", ["issues:de"]],
  ["fr", "de", ["issues:de"]],
  ["fr", "les nouvelles de serveurs", ["items:servers"]],
  ["en", "de servers", ["issues:de", "items:servers"]],
  ["it", "le notizie sui server", ["items:servers"]],
  ["pt", "as notícias dos servidores", ["items:servers"]],
])("who speaks %s says %j", (language, line, topics) => {
  expect(read(line, language)).toEqual({ topics, unknown: [] });
});

test.each(VOICES)("in %s each topic has a word by which it is found again", (language) => {
  const voice = voiceOf(language);
  for (const topic of [...kinds.map(newsAbout), "issues:pt-br", "issues:en"] as const)
    expect([topic, ...read(topicWord(topic, voice), language).topics]).toEqual([topic, topic]);
});

test("topics have names that can be said", () => {
  expect(topicName("issues:pt-br", english)).toBe("each issue in Brazilian Portuguese");
  expect(topicName("items:servers", english)).toBe("the section Servers");
  expect(topicName("issues:en", voiceOf("fr"))).toBe("chaque numéro en anglais");
  expect(topicName("items:servers", voiceOf("de"))).toBe("die Rubrik Server");
});

test("a section that there is no longer is called by its concept", () => {
  expect(topicName("items:teapots", english)).toBe("the section teapots");
});

test("what there is is said in a sentence", () => {
  expect(offer(["en", "de"], english)).toMatch(
    /^There are the issues in English and German, and the sections .*Servers.* and XEPs\.$/u,
  );
  expect(offer(["en"], voiceOf("es"))).toMatch(/^Hay números en inglés, y las secciones .*Servidores/u);
});

test("a language whose code nobody knows is called by it", () => {
  expect(topicName("issues:x-odd", english)).toBe("each issue in x-odd");
  expect(topicName("issues:en-ab-cd", english)).toBe("each issue in en-ab-cd");
});

test("everything has a word in each language", () => {
  for (const word of ["all", "ALLES", "todo", "tout", "tutto", "tudo"]) expect(isEverything(word)).toBe(true);
  expect(isEverything("servers")).toBe(false);
});
