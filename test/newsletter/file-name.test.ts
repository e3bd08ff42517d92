import { expect, test } from "vitest";
import { fileLanguage, issueNumber, itemId, originalId, tagUri } from "../../src/newsletter/file-name.ts";

test.each([
  ["2023-06-05-newsletter.md", "2023-06-05-newsletter"],
  ["2024-12-05_newsletter.de.md", "2024-12-05-newsletter-de"],
  ["2025-05-05-newsletter.pt-br.md", "2025-05-05-newsletter-pt-br"],
  ["Été à Łódź, Straße.md", "ete-a-lodz-strasse"],
  ["新.md", "u65b0"],
  ["!!.md", "issue"],
])("the item id of %s is %s", (file, id) => {
  expect(itemId(file)).toBe(id);
});

test.each([
  ["2023-06-05-newsletter.md", "tag:xmpp.org,2023-06-05:newsletter-2023-06-05"],
  ["2024-12-05_newsletter.de.md", "tag:xmpp.org,2024-12-05:newsletter-de-2024-12-05"],
  ["2023-06-05.md", "tag:xmpp.org,2023-06-05:2023-06-05"],
  ["special.md", "tag:xmpp.org,2026:special"],
  ["2023-02-30-newsletter.md", "tag:xmpp.org,2026:2023-02-30-newsletter"],
])("the tag URI of %s is %s", (file, tag) => {
  expect(tagUri(file, new URL("https://xmpp.org/"))).toBe(tag);
  expect(tagUri({ file }, new URL("https://xmpp.org/"))).toBe(tag);
});

test.each([
  ["a.md", undefined],
  ["a.fr.md", "fr"],
  ["a.pt-br.md", "pt-BR"],
  ["a.PT-BR.md", "pt-BR"],
  ["2031-04-05_gazette.de.md", "de"],
  ["2031-04-05.gazette.md", undefined],
  ["a.draft.md", undefined],
  ["a.old.md", undefined],
  ["version-1.2.md", undefined],
])("the language of %s is %s", (file, language) => {
  expect(fileLanguage(file)).toBe(language);
});

test("translations share their number, whatever separates the words", () => {
  expect(issueNumber("2024-12-05_newsletter.de.md")).toBe(issueNumber("2024-12-05-newsletter.md"));
  expect(issueNumber("special.fr.md")).toBe(issueNumber("special.md"));
  expect(issueNumber("special.md")).not.toBe(issueNumber("other.md"));
});

test("a translation has the id of its original but for the language", () => {
  expect(originalId("2031-04-05_gazette.pt-br.md")).toBe(itemId("2031-04-05-gazette.md"));
  expect(originalId("2031-04-05-gazette.md")).toBe("2031-04-05-gazette");
});
