import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseIssue } from "../../src/newsletter/issue.ts";
import { pageUrl, urlize } from "../../src/newsletter/permalink.ts";

const site = new URL("https://xmpp.org/");

function page(settings: string, file = "2022-02-05-newsletter.md", main = "en"): string {
  const issue = parseIssue(file, `---\ndate: 2022-02-06\n${settings}\n---\n`, { language: main });
  return pageUrl(issue, site, main).href;
}

test.each([
  ["The XMPP Newsletter December 2021 & January 2022", "the-xmpp-newsletter-december-2021-january-2022"],
  ['Say "hello", it\'s: me!', "say-hello-its-me"],
  ["Ein Bär – und noch einer", "ein-bär-und-noch-einer"],
  ["a - b--c  d - - e", "a-b--c-d--e"],
  ["- a -", "-a-"],
  ["Version 1.2_3.", "version-1.2_3."],
  ["50% off, 100%41", "50-off-100%41"],
  ["@me ~ #5", "@me-~-#5"],
  ["L’été — c’est l’été…", "lété-cest-lété"],
  ["¡Hola! ¿qué? «sí» № ½ x²", "hola-qué-sí-x"],
  ["新闻 第一期 😀!", "新闻-第一期"],
  ["ΟΔΟΣ İstanbul ẞ", "οδοσ-istanbul-ß"],
  ["a\u00A0b\u2003c\u00ADd", "a-b-cd"],
])("the path of %j is %s", (title, path) => {
  expect(urlize(title)).toBe(path);
});

/** Seen on a site of Hugo 0.111 with the rule `/:year/:month/:title/`. */
test.each([
  ["C++ & C", "c-c/"],
  ["News of C++", "news-of-c-/"],
  ["a + b", "a--b/"],
  ["a%2Bb", "a-b/"],
  ["50%20off %41", "50-off-a/"],
  ["a % b %", "a-b/"],
  ["user@host", "user@host/"],
  ["a/b/ and / c", "a/b/-and-/-c/"],
  ["a\\\\b", "a%5Cb/"],
  ["Été", "%C3%A9t%C3%A9/"],
  ["c# talk", "c%23-talk/"],
  ["talk of c#", "talk-of-c/"],
  ["#50: talk of c#", "%2350-talk-of-c%23/"],
  ["..", "../"],
  ["!!!", ""],
  ["😀", ""],
])("the page of %j is %s", (title, path) => {
  expect(page(`title: "${title}"`)).toBe(new URL(path, "https://xmpp.org/2022/02/").href);
});

test("year and month are those of the zone that the date was written in", () => {
  const issue = parseIssue("a.md", "---\ntitle: T\ndate: 2023-05-31T23:30:00-05:00\n---\n");
  expect(issue.date.toISOString()).toBe("2023-06-01T04:30:00.000Z");
  expect(pageUrl(issue, site).pathname).toBe("/2023/05/t/");
});

test("the page is at year, month and title of the front matter", () => {
  expect(page("title: June")).toBe("https://xmpp.org/2022/02/june/");
  expect(page("title: Été")).toBe("https://xmpp.org/2022/02/%C3%A9t%C3%A9/");
});

test("other languages than the main one have a folder", () => {
  expect(page("title: Juni", "a.de.md")).toBe("https://xmpp.org/de/2022/02/juni/");
  expect(page("title: Junho", "a.pt-br.md")).toBe("https://xmpp.org/pt-br/2022/02/junho/");
  expect(page("title: Juni", "a.de.md", "de")).toBe("https://xmpp.org/2022/02/juni/");
});

test("a slug changes nothing: the rule names the title", () => {
  expect(page("title: June\nslug: Six")).toBe("https://xmpp.org/2022/02/june/");
});

test.each([
  ["/special/", "/special/"],
  ["special/", "/de/special/"],
  ["special", "/de/special/"],
  ["/special", "/special/"],
  ["/special.html", "/special.html"],
  ["/de/special/", "/de/special/"],
  ["de/special/", "/de/de/special/"],
  ["/A B/Ü/", "/A%20B/%C3%9C/"],
  ["/x%20y/", "/x%20y/"],
  ["/a&b=c/", "/a&b=c/"],
  ["/why?/#5/", "/why%3F/%235/"],
  ["//evil.example/x/", "/evil.example/x/"],
  ["/2023/:title/", "/2023/:title/"],
  ["/", "/"],
  ["", "/de/2022/02/june/"],
  ["https://xmpp.org/own/", "/own/"],
])("the url %j of a German issue is the page %s", (url, path) => {
  expect(page(`title: June\nurl: ${JSON.stringify(url)}`, "a.de.md")).toBe(`https://xmpp.org${path}`);
});

test("a url that leaves the site is none", () => {
  expect(page("title: June\nurl: https://evil.example/")).toBe("https://xmpp.org/2022/02/june/");
  expect(page('title: June\nurl: "javascript:alert(1)"')).toBe("https://xmpp.org/2022/02/june/");
});

test("a site in a folder keeps its folder", () => {
  const at = (settings: string) =>
    pageUrl(
      parseIssue("a.md", `---\ndate: 2022-02-06\n${settings}\n---\n`),
      new URL("https://example.org/blog"),
    ).href;
  expect(at("title: June")).toBe("https://example.org/blog/2022/02/june/");
  expect(at("title: June\nurl: /own/")).toBe("https://example.org/blog/own/");
});

test("whatever title and url are, the page is on the site", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("/", ".", "%", "2", "f", "é", ":", "#", "?", "\\\\", " ", "+", "a") }),
  );
  fc.assert(
    fc.property(text, text, (title, url) => {
      const { origin, search, hash } = new URL(page(`title: ${quoted(`T${title}`)}\nurl: ${quoted(url)}`));
      expect({ origin, search, hash }).toEqual({ origin: "https://xmpp.org", search: "", hash: "" });
    }),
  );
});

function quoted(text: string): string {
  return JSON.stringify(text.replaceAll("\0", ""));
}
