import { describe, expect, test } from "vitest";
import { formatProblem, IssueError, lineOf, parseIssue } from "../../src/newsletter/issue.ts";
import { walk } from "../../src/newsletter/markdown.ts";
import { fixture, issueOf } from "./issues.ts";

const file = "2031-04-05-gazette.md";

function errorOf(text: string): IssueError {
  try {
    parseIssue(file, text);
  } catch (error) {
    if (error instanceof IssueError) return error;
    throw error;
  }
  throw new Error("the issue was accepted");
}

test("front matter is read whatever the case of its keys", () => {
  const issue = fixture(file);
  expect(issue).toMatchObject({
    file,
    id: "2031-04-05-gazette",
    language: "en",
    title: "The Heron Gazette: March & April 2031",
    date: new Date("2031-04-06T00:00:00Z"),
    lastmod: new Date("2031-04-07T06:30:00Z"),
    draft: false,
    authors: ["Ada"],
    tags: ["Gazette", "birds"],
    summary: "Two herons and a bridge.",
    slug: undefined,
    url: undefined,
    warnings: [],
  });
});

describe("what cannot be an issue is refused with line and reason", () => {
  test.each([
    ["no front matter", "Hello", 1, /no front matter/],
    ["an empty file", "", 1, /no front matter/],
    ["empty front matter and nothing else", "---\n---\n", 1, /no front matter with a title, and no heading/],
    ["a page of another kind", "<html><p>Hello</p></html>\n", 1, /no front matter/],
    ["JSON", '{\n  "title": "T"\n}\n', 1, /JSON/],
    ["TOML after blank lines", "\n\n+++\ntitle = 'T'\n+++\n", 3, /TOML/],
    ["TOML", "+++\ntitle = 'T'\n+++\n", 1, /TOML/],
    ["code as front matter", "---js\nglobalThis.hacked = true\n---\n", 1, /never run/],
    ["code after a blank", "--- javascript\n({})\n---\n", 1, /never run/],
    ["CoffeeScript", "---coffee\ntitle: 1\n---\n", 1, /never run/],
    ["front matter without an end", "---\ntitle: T\n", 1, /not closed/],
    ["a closing line with words", "---\ntitle: T\n---- more\n", 3, /closes/],
    ["bad YAML", "---\ntitle: T\ndate: [2031\n---\n", 3, /not valid YAML/],
    [
      "a title with a colon",
      "---\ntitle: Herons: a report\n---\n",
      2,
      /colons, quotes or other signs belongs in quotes/,
    ],
    ["a title that begins with a quotation", '---\ntitle: "Herons" report\n---\n', 2, /belongs in quotes/],
    ["a title with emphasis", "---\ntitle: *Herons*\n---\n", 2, /put the text in quotes/],
    ["YAML that is a list", "---\n- a\n---\n", 2, /not a list of settings/],
    ["YAML that is a text", "---\njust words\n---\n", 2, /not a list of settings/],
    ["a YAML alias", "---\ntitle: &a T\nsummary: *a\n---\n", 3, /alias/],
    ["bad YAML after blank lines", "\n\n---\ntitle: [\n---\n", 4, /not valid YAML/],
    ["no title", "---\nheadline: T\ndate: 2031-04-06\n---\n# H\n", 1, /no title, only headline, date/],
    ["an empty title", '---\ntitle: " "\ndate: 2031-04-06\n---\n', 2, /title is empty/],
    ["a title of the wrong type", "---\ntitle: [a]\ndate: 2031-04-06\n---\n", 2, /title must be text/],
    ["a month that is none", "---\ntitle: T\ndate: 2023-13-45\n---\n", 3, /not a date.*2023-13-45/],
    ["a day that is none", "---\ntitle: T\ndate: 2023-02-30\n---\n", 3, /not a date/],
    ["an hour that is none", "---\ntitle: T\ndate: 2023-02-03 24:00\n---\n", 3, /not a date/],
    [
      "an expiry date that is none",
      "---\ntitle: T\ndate: 2023-02-03\nexpiryDate: never\n---\n",
      4,
      /expirydate is not a date.*never/,
    ],
    [
      "a publish date that is none",
      "---\ntitle: T\ndate: 2023-02-03\npublishDate: [soon]\n---\n",
      4,
      /publishdate is not a date/,
    ],
    [
      "a year after the last",
      "---\ntitle: T\ndate: 9998-12-31T23:59:59-10:00\n---\n",
      3,
      /1970 to 9998 \(UTC\): 9998-12/,
    ],
    [
      "a year before the first",
      "---\ntitle: T\ndate: 1970-01-01T00:00:00+05:00\n---\n",
      3,
      /date must be in the years/,
    ],
    [
      "a year before zero",
      "---\ntitle: T\ndate: 0000-01-01T00:00:00+05:00\n---\n",
      3,
      /date must be in the years/,
    ],
    ["draft that is neither", "---\ntitle: T\ndate: 2023-02-03\ndraft: maybe\n---\n", 4, /true or false/],
    ["binary", "---\ntitle: T\ndate: 2023-02-03\n---\nab\0cd", 5, /NUL/],
  ])("%s", (_, text, line, reason) => {
    const error = errorOf(text);
    expect(error.line).toBe(line);
    expect(error.message).toMatch(reason);
    expect(error.message.startsWith(`${file}:${line}: `)).toBe(true);
    expect(globalThis).not.toHaveProperty("hacked");
  });
});

describe("front matter that is an attack is refused at once", () => {
  const nested = (open: string, close: string, depth: number) =>
    `---\ntitle: T\nx: ${open.repeat(depth)}${close.repeat(depth)}\n---\n`;
  test.each([
    ["a megabyte", `---\ntitle: T\nx: ${"a".repeat(1_000_000)}\n---\n`, /longer than 32768/],
    ["a megabyte without an end", `---\n${"a: b\n".repeat(200_000)}`, /not closed/],
    [
      "the billion laughs",
      `---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c\n---\n`,
      /uses a YAML alias/,
    ],
    ["lists in lists", nested("[", "]", 16_000), /nested too deeply/],
    ["mappings in mappings", nested("{a: ", "}", 6_000), /nested too deeply/],
    ["lists in lists, open", nested("[", "", 32_000), /not valid YAML/],
    ["a merge of itself", "---\ntitle: T\n<<: *a\na: &a b\n---\n", /YAML/],
  ])("%s", (_, text, reason) => {
    const start = performance.now();
    expect(errorOf(text).message).toMatch(reason);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

test("a broken issue is refused the second time as well", () => {
  const text = "---\ntitle: [\n---\n";
  expect(errorOf(text).message).toBe(errorOf(text).message);
});

test("a BOM and CRLF change nothing", () => {
  const plain = "---\ntitle: T\ndate: 2031-04-06\n---\nOne\n\nTwo\n";
  const { markdown } = parseIssue(file, plain);
  expect(parseIssue(file, `\uFEFF${plain.replaceAll("\n", "\r\n")}`).markdown).toBe(markdown);
});

test("nodes know their line of the file, before and after shortcodes", () => {
  const issue = issueOf('\nOne\n\n{{< figure\n  src="/a.png"\n  caption="A" >}}\n\nTwo `x`\n');
  const lines = [...walk(issue.tree)]
    .filter(({ type }) => type === "paragraph")
    .map((node) => lineOf(issue, node));
  expect(lines).toEqual([6, 8, 8, 12]);
});

test("without front matter the first heading is the title and the file name has the date, with a warning", () => {
  const text = "\uFEFFHello.\n\n## The *Heron* Gazette {#top}\n\nText.\n";
  const issue = parseIssue(file, text);
  expect(issue).toMatchObject({
    title: "The Heron Gazette",
    date: new Date("2031-04-05T00:00:00Z"),
    day: "2031-04-05",
    markdown: text.slice(1),
  });
  expect(issue.lines[2]).toBe(3);
  expect(issue.warnings.map(({ message }) => message)).toEqual([
    "There is no front matter; an issue begins with YAML between two lines of ---.",
    "No date is set; that of the file name is taken: 2031-04-05",
    "No title is set; the first heading is taken: The Heron Gazette",
  ]);
  expect(() => parseIssue("about.md", text)).toThrow(/no date at the beginning of the file name/);
});

test("an empty front matter is none", () => {
  const issue = parseIssue(file, "---\n# nothing yet\n---\n# Gazette\n");
  expect(issue).toMatchObject({ title: "Gazette", day: "2031-04-05", markdown: "# Gazette\n" });
  expect(issue.warnings).toHaveLength(2);
});

test("a body that begins with a shortcode is no JSON", () => {
  expect(parseIssue(file, '{{< figure src="/a.png" >}}\n\n# Gazette\n').title).toBe("Gazette");
});

test("blank lines before the front matter are only worth a warning", () => {
  const issue = parseIssue(file, "\n \n---\ntitle: T\ndate: 2031-04-06\nlastmod: soon\n---\nText\n");
  expect(issue).toMatchObject({ title: "T", markdown: "Text\n", lines: [8, 9] });
  expect(issue.warnings.map(formatProblem)).toEqual([
    `${file}:1: Blank lines stand before the front matter; leave them out.`,
    `${file}:6: lastmod is not a date such as 2023-06-05: soon. It is left out.`,
  ]);
});

test("the language comes from the file name, whatever the text says", () => {
  const text = "---\ntitle: Le bulletin\ndate: 2031-04-06\nlang: fr\n---\nC’est en français.\n";
  expect(parseIssue("2031-04-05_gazette.de.md", text).language).toBe("de");
  expect(parseIssue("2031-04-05_gazette.md", text).language).toBe("en");
});

test("readers are told where to follow the newsletter", () => {
  const text = "---\ntitle: T\ndate: 2031-04-06\n---\n{{< newsletter-subscribe >}}\n";
  const follow = "xmpp:news.example?pubsub;action=subscribe;node=gazette";
  expect(parseIssue(file, text, { follow }).markdown).toContain(follow);
});

test("the tree is the same one while an issue is worked on, and equal when it is parsed again", () => {
  const issue = issueOf("One *two* [three](/four)\n");
  const { tree } = issue;
  expect(issue.tree).toBe(tree);
  for (let other = 0; other < 20; other += 1) issueOf(`Other ${other}\n`);
  expect(issue.tree).not.toBe(tree);
  expect(issue.tree).toEqual(tree);
});

test("a control character is left out with a warning", () => {
  const issue = issueOf("a\n\nb\u0008c\n");
  expect(issue.markdown).toBe("a\n\nbc\n");
  expect(issue.warnings.map(formatProblem)).toEqual([
    `${file}:7: A control character is left out: XML cannot hold it.`,
  ]);
});

test("the language is that of the file name, or the main one", () => {
  const text = "---\ntitle: T\ndate: 2031-04-06\n---\n";
  expect(parseIssue("a.pt-br.md", text).language).toBe("pt-BR");
  expect(parseIssue("a.md", text, { language: "de" }).language).toBe("de");
});

describe("lastmod", () => {
  const dated = (front: string, changed: string | undefined) =>
    parseIssue(file, `---\ntitle: T\ndate: 2031-04-06\n${front}---\nText\n`, {
      lastmod: (name) => (name === file && changed !== undefined ? new Date(changed) : undefined),
    }).lastmod;

  test("is when the file was changed, where the front matter does not say", () => {
    expect(dated("", "2031-05-01")).toEqual(new Date("2031-05-01"));
    expect(dated("lastmod: 2031-04-20\n", "2031-05-01")).toEqual(new Date("2031-04-20"));
    expect(dated("lastmod: soon\n", "2031-05-01")).toEqual(new Date("2031-05-01"));
  });

  test.each(["2031-04-01", "2031-04-06", undefined])(
    "is none when that was at the date or before: %s",
    (changed) => {
      expect(dated("", changed)).toBeUndefined();
    },
  );
});
