/** Issues for the tests: read from the fixtures, or made of a few lines. */

import { readFileSync } from "node:fs";
import { parseIssue, type Issue } from "../../src/newsletter/issue.ts";
import type { Place } from "../../src/newsletter/links.ts";

export const site = new URL("https://news.example/");
export const place: Place = { site, page: new URL("https://news.example/2031/04/gazette/") };

export const folder = new URL("../fixtures/issues/", import.meta.url);

export function fixture(file: string): Issue {
  return parseIssue(file, readFileSync(new URL(file, folder), "utf8"));
}

/** An issue of this body; the body begins at line 5. */
export function issueOf(body: string, file = "2031-04-05-gazette.md"): Issue {
  return parseIssue(file, `---\ntitle: A title\ndate: 2031-04-06\n---\n${body}`);
}
