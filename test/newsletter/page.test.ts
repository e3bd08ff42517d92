import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { parseIssue } from "../../src/newsletter/issue.ts";
import { toPage } from "../../src/newsletter/page.ts";
import { place } from "./issues.ts";

const issue = parseIssue(
  "2031-04-05-gazette.fr.md",
  "---\ntitle: A <b> & c\ndate: 2031-04-06\nauthors: [Ana, Ben]\n---\n[d](/e) ![f](/g.png)\n\n```\n```\n",
);

test("a page has title, date and authors, and the content with absolute addresses", () => {
  const page = toPage(issue, place);
  expect(page).toMatch(/^<!doctype html>\n<html lang="fr">/u);
  expect(page).toContain("<title>A &lt;b&gt; &amp; c</title>");
  expect(page).toContain("<p>6 avril 2031 · Ana, Ben</p>");
  expect(page).toContain('<a href="https://news.example/e">d</a>');
  expect(page).toContain('<img src="https://news.example/g.png" alt="f"/>');
  expect(page).toContain(`href="${place.page.href}"`);
});

test("the translations are linked by the names of their languages", () => {
  const page = toPage(issue, place, [
    { language: "de", href: "https://news.example/de/" },
    { language: "pt-BR", href: "https://news.example/pt-br/" },
  ]);
  expect(page).toContain('<a href="https://news.example/de/" hreflang="de">Deutsch</a> · <a');
  expect(page).toContain('hreflang="pt-BR">português (Brasil)</a>');
});

test("a browser reads it as it is meant: no element but those without an end is closed at once", () => {
  const page = toPage(issue, place);
  expect(page).toContain("<pre><code></code></pre>");
  const faults: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", ({ message }) => faults.push(message));
  parser.on("opentag", ({ name, isSelfClosing }) => {
    if (isSelfClosing !== ["br", "img", "link", "meta"].includes(name)) faults.push(name);
  });
  parser.write(page.slice(page.indexOf("\n") + 1)).close();
  expect(faults).toEqual([]);
});
