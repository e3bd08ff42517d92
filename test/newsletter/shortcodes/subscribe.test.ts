import { expect, test } from "vitest";
import { parseMarkdown, walk } from "../../../src/newsletter/markdown.ts";
import { subscribeSentence } from "../../../src/newsletter/shortcodes/subscribe.ts";

function links(markdown: string): readonly string[] {
  return [...walk(parseMarkdown(markdown))].flatMap((node) => (node.type === "link" ? [node.url] : []));
}

const LANGUAGES = ["en", "de", "es", "fr", "it", "pt"];
const follow = "xmpp:pubsub.example.org?pubsub;action=subscribe;node=News%20(all)";

test("every language has a sentence of its own", () => {
  expect(new Set(LANGUAGES.map((language) => subscribeSentence(language, follow))).size).toBe(6);
  expect(subscribeSentence("sw", follow)).toBe(subscribeSentence("en", follow));
});

test.each(LANGUAGES)("in %s it names e-mail, and the node where there is one", (language) => {
  expect(links(subscribeSentence(language, follow))).toEqual(["./", follow]);
  expect(links(subscribeSentence(language, undefined))).toEqual(["./"]);
  expect(subscribeSentence(language, undefined)).toMatch(/\)\.$/);
});
