/** Issues have the words, links, pictures, headings and anchors that the newsletter's website shows, in the same order. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { anchorsOf } from "../../src/newsletter/headings.ts";
import { parseIssue } from "../../src/newsletter/issue.ts";
import { pageUrl } from "../../src/newsletter/permalink.ts";
import { toXhtml } from "../../src/newsletter/xhtml.ts";
import { type Outline, outline, renderSite, type SitePage } from "../support/site.ts";

const folder = join(import.meta.dirname, "..", "fixtures", "site");
const files = readdirSync(folder).filter((name) => name.endsWith(".md"));
const texts = Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
const site = new URL("https://xmpp.org/");
let pages: ReadonlyMap<string, SitePage>;

beforeAll(async () => {
  pages = await renderSite(texts);
});

/** The page as the site has it, and as an entry has it. */
function read(file: string): {
  theirs: SitePage & { outline: Outline; anchors: readonly string[] };
  ours: { href: string; outline: Outline; anchors: readonly string[] };
} {
  const { href, html } = pages.get(file) ?? { href: "", html: "" };
  const issue = parseIssue(file, texts[file] ?? "");
  const page = pageUrl(issue, site);
  return {
    theirs: { href, html, outline: outline(html, href), anchors: anchorsIn(html) },
    ours: {
      href: page.href,
      outline: outline(toXhtml(issue, { page, site }).toString(), page.href),
      anchors: [...anchorsOf(issue.tree, issue.markdown).values()],
    },
  };
}

function anchorsIn(html: string): readonly string[] {
  return [...html.matchAll(/<h[1-6]\b[^>]*?\sid="([^"]*)"/gu)].map(([, id = ""]) => id);
}

describe.each(files)("%s", (file) => {
  test("has the address of the site's page", () => {
    const { ours, theirs } = read(file);
    expect(theirs.html).not.toBe("");
    expect(ours.href).toBe(theirs.href);
  });

  test.each(["words", "links", "pictures", "headings"] as const)("has the %s of the site's page", (what) => {
    const { ours, theirs } = read(file);
    expect(ours.outline[what]).toEqual(theirs.outline[what]);
  });

  test("has the anchors of the site's page", () => {
    const { ours, theirs } = read(file);
    expect(ours.anchors).toEqual(theirs.anchors);
  });
});
