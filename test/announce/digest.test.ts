/** What an issue reports of one kind of news, as a message. */

import { expect, test } from "vitest";
import { conceptsIn, toDigest } from "../../src/announce/digest.ts";
import { parseIssue } from "../../src/newsletter/issue.ts";

const place = { site: new URL("https://example.org/"), page: new URL("https://example.org/2026/11/news/") };
const BODY = `
Hello.

## Software

### Clients

- [Kettle 2.0](https://kettle.example/2) whistles.

### Servers

- [Pot 1.1](https://pot.example/1.1) boils faster.
- *Ladle* stays as it *is*.

## Thanks

- To you.
`;
const issue = parseIssue(
  "2026-11-20-news.md",
  `---\ntitle: News of November\ndate: 2026-11-20\n---\n${BODY}`,
);

test("a digest has the title, the items of that kind with their links, and the page", () => {
  expect(toDigest(issue, "items:servers", place).text).toBe(
    [
      "*News of November: Servers*",
      "- Pot 1.1 boils faster",
      "  https://pot.example/1.1",
      "- Ladle stays as it is",
      "https://example.org/2026/11/news/",
    ].join("\n"),
  );
});

test("a wider topic has the items of all its kinds, and names their sections", () => {
  const [title = "", ...lines] = toDigest(issue, "items:software", place).text.split("\n");
  expect(title).toContain("Clients, Servers");
  expect(lines.filter((line) => line.startsWith("- "))).toHaveLength(3);
});

test("nothing that an author wrote into a title styles anything", () => {
  const styled = { ...issue, title: "*All* `of` _it_" };
  expect(toDigest(styled, "items:clients", place).text).not.toMatch(/(?:^|\s)[*_`]\w/u);
});

test("of very many items some are shown, and the others counted", () => {
  const many = Array.from({ length: 500 }, (_, at) => `- [Pot ${at}](https://pot.example/${at}) boils.\n`);
  const large = parseIssue(
    "2026-11-20-news.md",
    `---\ntitle: News\ndate: 2026-11-20\n---\n## Servers\n\n${many.join("")}`,
  );
  const { text } = toDigest(large, "items:servers", place);
  expect(text).toContain("\n+ 480\n");
  expect(text.length).toBeLessThan(3_000);
});

test("what every issue repeats is no kind of news", () => {
  expect(conceptsIn(issue)).toEqual(["clients", "servers"]);
});
