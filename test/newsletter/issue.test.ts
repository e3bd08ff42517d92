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

test.each([
  ["2031-04-06T10:00:00Z", "2031-04-06T10:00:00.000Z"],
  ["2031-04-06 10:00", "2031-04-06T10:00:00.000Z"],
  ["2031-04-06T10:00:00.25-03:00", "2031-04-06T13:00:00.250Z"],
  ["2028-02-29", "2028-02-29T00:00:00.000Z"],
  ["1970-01-01", "1970-01-01T00:00:00.000Z"],
  ["9998-12-31T23:59:59Z", "9998-12-31T23:59:59.000Z"],
])("the date %s is %s", (written, moment) => {
  expect(parseIssue(file, `---\ntitle: T\ndate: ${written}\n---\n`).date.toISOString()).toBe(moment);
});

describe("what cannot be an issue is refused with line and reason", () => {
  test.each([
    ["no front matter", "Hello", 1, /no front matter/],
    ["an empty file", "", 1, /no front matter/],
    ["a blank line first", "\n---\ntitle: T\n---\n", 1, /Blank lines/],
    ["TOML", "+++\ntitle = 'T'\n+++\n", 1, /TOML/],
    ["code as front matter", "---js\nglobalThis.hacked = true\n---\n", 1, /never run/],
    ["code after a blank", "--- javascript\n({})\n---\n", 1, /never run/],
    ["CoffeeScript", "---coffee\ntitle: 1\n---\n", 1, /never run/],
    ["front matter without an end", "---\ntitle: T\n", 1, /not closed/],
    ["a closing line with words", "---\ntitle: T\n---- more\n", 3, /closes/],
    ["bad YAML", "---\ntitle: T\ndate: [2031\n---\n", 3, /not valid YAML/],
    ["a key twice", "---\ntitle: T\ntitle: U\n---\n", 3, /not valid YAML/],
    ["a key twice in different case", "---\ntitle: T\nTitle: U\n---\n", 3, /title twice/],
    ["YAML that is a list", "---\n- a\n---\n", 2, /not a list of settings/],
    ["YAML that is a text", "---\njust words\n---\n", 2, /not a list of settings/],
    ["a YAML alias", "---\ntitle: &a T\nsummary: *a\n---\n", 3, /alias/],
    ["no title", "---\nTitel: T\ndate: 2031-04-06\n---\n", 1, /no title, only titel, date/],
    ["an empty title", '---\ntitle: " "\ndate: 2031-04-06\n---\n', 2, /title is empty/],
    ["a title of the wrong type", "---\ntitle: [a]\ndate: 2031-04-06\n---\n", 2, /title must be text/],
    ["no date", "---\ntitle: T\n---\n", 1, /no date/],
    ["a month that is none", "---\ntitle: T\ndate: 2023-13-45\n---\n", 3, /not a date.*2023-13-45/],
    ["a day that is none", "---\ntitle: T\ndate: 2023-02-30\n---\n", 3, /not a date/],
    ["an hour that is none", "---\ntitle: T\ndate: 2023-02-03 24:00\n---\n", 3, /not a date/],
    [
      "a year after the last",
      "---\ntitle: T\ndate: 9998-12-31T23:59:59-10:00\n---\n",
      3,
      /1970 to 9998 \(UTC\): 9998-12/,
    ],
    [
      "a lastmod of five digits",
      "---\ntitle: T\ndate: 2023-02-03\nlastmod: 9999-12-31T23:59:59-10:00\n---\n",
      4,
      /^\S+ lastmod must be in the years/,
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
    ["tags that are mappings", "---\ntitle: T\ndate: 2023-02-03\ntags: {a: b}\n---\n", 4, /list of texts/],
    ["binary", "---\ntitle: T\ndate: 2023-02-03\n---\nab\0cd", 5, /NUL/],
  ])("%s", (_, text, line, reason) => {
    const error = errorOf(text);
    expect(error.line).toBe(line);
    expect(error.message).toMatch(reason);
    expect(error.message.startsWith(`${file}:${line}: `)).toBe(true);
    expect(globalThis).not.toHaveProperty("hacked");
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
