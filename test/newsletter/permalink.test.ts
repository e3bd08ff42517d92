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
  ["a - b--c  d", "a-b-c-d"],
  ["Version 1.2_3", "version-1.2_3"],
])("the path of %j is %s", (title, path) => {
  expect(urlize(title)).toBe(path);
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

test("slug and url of the front matter are honoured", () => {
  expect(page("title: June\nslug: Six")).toBe("https://xmpp.org/2022/02/six/");
  expect(page("title: June\nurl: /special/", "a.de.md")).toBe("https://xmpp.org/special/");
  expect(page("title: June\nurl: special/", "a.de.md")).toBe("https://xmpp.org/de/special/");
});

test("a url that leaves the site is none", () => {
  expect(page("title: June\nurl: https://evil.example/")).toBe("https://xmpp.org/2022/02/june/");
  expect(page('title: June\nurl: "javascript:alert(1)"')).toBe("https://xmpp.org/2022/02/june/");
});

test("a title without letters leaves the item id", () => {
  expect(page('title: "!!!"')).toBe("https://xmpp.org/2022/02/2022-02-05-newsletter/");
});

test("a site in a folder keeps its folder", () => {
  const issue = parseIssue("a.md", "---\ndate: 2022-02-06\ntitle: June\n---\n");
  expect(pageUrl(issue, new URL("https://example.org/blog")).href).toBe(
    "https://example.org/blog/2022/02/june/",
  );
});
