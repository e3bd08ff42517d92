/** The front matter as Hugo means it; what stands here was seen on a site that Hugo 0.111 made. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatProblem, IssueError, parseIssue, type Issue } from "../../../src/newsletter/issue.ts";

const file = "2031-04-05-gazette.md";

function read(settings: string, name = file): Issue {
  return parseIssue(name, `---\n${settings}\n---\nText.\n`);
}

function warnings(settings: string): readonly string[] {
  return read(`title: T\ndate: 2031-04-06\n${settings}`).warnings.map(formatProblem);
}

const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe("one date stands in for another", () => {
  test.each([
    ["publishDate: 2031-05-01", "2031-05-01"],
    ["pubdate: 2031-05-01\nlastmod: 2031-06-01", "2031-05-01"],
    ["published: 2031-05-01\npublishdate: 2031-04-01", "2031-04-01"],
    ["lastmod: 2031-06-01", "2031-06-01"],
    ["modified: 2031-06-01", "2031-06-01"],
    ['date: ""\npublishdate: 2031-04-01', "2031-04-01"],
    ["date:\nlastmod: 2031-04-01", "2031-04-01"],
    ["lastmod: 2031-06-01\ndate: 2030-01-01", "2030-01-01"],
    ["DATE: 2030-01-01", "2030-01-01"],
    ["date: 1938420000", "2031-06-05"],
  ])("%j is of %s", (settings, date) => {
    const issue = read(`title: T\n${settings}`);
    expect(issue).toMatchObject({ day: date, warnings: [] });
  });

  test("where there is none, the date is that of the file name, with a warning", () => {
    const issue = read("title: T\nexpiryDate: 2032-01-01");
    expect(issue).toMatchObject({ date: day("2031-04-05"), expiryDate: day("2032-01-01") });
    expect(issue.warnings.map(formatProblem)).toEqual([
      `${file}:1: No date is set; that of the file name is taken: 2031-04-05`,
    ]);
    expect(() => read("title: T", "gazette.md")).toThrow(
      "gazette.md:1: The front matter has no date, only title",
    );
    expect(() => read("title: T\ndate:", "gazette.md")).toThrow("gazette.md:3: The date is empty.");
  });
});

test.each([
  ["publishDate: 2031-05-01", { publishDate: day("2031-05-01") }],
  ["pubDate: 2031-05-01", { publishDate: day("2031-05-01") }],
  ["published: 2031-05-01", { publishDate: day("2031-05-01"), draft: false }],
  ["lastMod: 2031-05-01", { lastmod: day("2031-05-01"), publishDate: undefined }],
  ["lastmod: 2031-05-01\nmodified: 2031-06-01", { lastmod: day("2031-05-01") }],
  ["modified: 2031-05-01", { lastmod: day("2031-05-01") }],
  ["expiryDate: 2031-05-01", { expiryDate: day("2031-05-01") }],
  ["unpublishdate: 2031-05-01", { expiryDate: day("2031-05-01") }],
  ["draft: true", { draft: true }],
  ["draft: yes", { draft: true }],
  ["Draft: 'True'", { draft: true }],
  ["draft: 1", { draft: true }],
  ["draft: off", { draft: false }],
  ["draft:", { draft: false }],
  ["published: false", { draft: true, publishDate: undefined }],
  ["published: 0", { draft: true, publishDate: undefined }],
  ["published: true", { draft: false, publishDate: undefined }],
  ["published: false\ndraft: false", { draft: false }],
  ["author: Ada", { authors: ["Ada"] }],
  ["author: [Ada, Grace]\nauthors: Ada", { authors: ["Ada", "Grace"] }],
  ["author: {name: Ada, email: a@example.org}", { authors: ["Ada"] }],
  ["authors:\n  - name: Ada\n  - Grace\n  -", { authors: ["Ada", "Grace"] }],
  ["categories: news\ntags: [a, news, 3, true]", { tags: ["news", "a", "3", "true"] }],
  ["aliases: /old/", { aliases: ["/old/"] }],
  ["Aliases:\n- /old/\n- older", { aliases: ["/old/", "older"] }],
  ["images: /a.png", { images: ["/a.png"] }],
  ["images: [/a.png, b.jpg]", { images: ["/a.png", "b.jpg"] }],
  ["keywords: [a, b]", { keywords: ["a", "b"] }],
  ["summary: >\n  Two\n  lines.", { summary: "Two lines." }],
  ["description: D\nslug: s\nurl: /u/", { description: "D", slug: "s", url: "/u/" }],
  ["slug: 2031", { slug: "2031" }],
  ["layout: x\nbuild: {render: never}\n3: 4\n? [a]\n: b", { title: "T" }],
])("%j is read without a warning", (settings, expected) => {
  const issue = read(`title: T\ndate: 2031-04-06\n${settings}`);
  expect(issue).toMatchObject(expected);
  expect(issue.warnings).toEqual([]);
});

test.each([
  ["title: 2031", "2031"],
  ["title: 1.50", "1.5"],
  ["title: '  A \u00A0 B '", "A B"],
  ["title: A &amp; **B** “c”", "A &amp; **B** “c”"],
  ["title:\u00A0A", "A"],
  ["\u00A0title: A\n\u00A0draft: false", "A"],
])("the title of %j is %j", (settings, title) => {
  const date = settings.startsWith("\u00A0") ? "\u00A0date: 2031-04-06" : "date: 2031-04-06";
  expect(read(`${settings}\n${date}`)).toMatchObject({ title, warnings: [] });
});

describe("what cannot be read and does not decide about the release is left out with a warning", () => {
  test.each([
    ["summary: [x]", [`summary must be text; put it in quotes. It is left out.`]],
    ["tags: {a: b}", ["tags must be a text or a list of texts. It is left out."]],
    ["tags: [[a]]", ["tags must be a text or a list of texts. It is left out."]],
    ["lastmod: 2031-02-30", ["lastmod is not a date such as 2023-06-05: 2031-02-30. It is left out."]],
    ["slug: {a: b}", ["slug must be text; put it in quotes. It is left out."]],
    ["tags: a\nTags: b", ["The front matter says tags twice; the last counts."]],
    ["slug: a\nslug: b", ["The front matter says slug twice; the last counts."]],
  ])("%j", (settings, expected) => {
    expect(warnings(settings).map((warning) => warning.replace(/^\S+ /, ""))).toEqual(expected);
  });

  test("the last of two counts", () => {
    expect(read("title: T\ndate: 2031-04-06\nSlug: a\nslug: b").slug).toBe("b");
  });
});

describe("translated names are taken for what they mean, with a warning", () => {
  test.each([
    ["Titel: T\nDatum: 2031-04-06\nEntwurf: true"],
    ["titre: T\ndate: 2031-04-06\nbrouillon: yes"],
    ["título: T\nfecha: 2031-04-06\nborrador: true"],
    ["titulo: T\ndata: 2031-04-06\nrascunho: true"],
    ["titolo: T\ndata: 2031-04-06\nbozza: true"],
  ])("%j", (settings) => {
    const issue = read(settings);
    expect(issue).toMatchObject({ title: "T", date: day("2031-04-06"), draft: true });
    expect(issue.warnings.length).toBeGreaterThan(0);
  });

  test("the warning says the line and the right name", () => {
    const issue = read("date: 2031-04-06\nTitre: T\ncatégories: [a]\nétiquettes: b");
    expect(issue).toMatchObject({ title: "T", tags: ["a", "b"] });
    expect(issue.warnings.map(formatProblem)).toEqual([
      `${file}:3: titre is taken for title; the site knows only that.`,
      `${file}:4: catégories is taken for categories; the site knows only that.`,
      `${file}:5: étiquettes is taken for tags; the site knows only that.`,
    ]);
  });

  test("the right name wins, and a mapping is no date", () => {
    expect(read("title: T\ntitre: U\ndate: 2031-04-06\ndata: {a: b}")).toMatchObject({
      title: "T",
      day: "2031-04-06",
      warnings: [],
    });
  });
});

test("whatever the values are, there is an issue with title and date, or an error that names the line", () => {
  const names =
    "title date publishDate published lastmod expiryDate draft author authors categories tags aliases slug url images titre data x";
  const written = fc.dictionary(fc.constantFrom(...names.split(" ")), fc.jsonValue({ maxDepth: 2 }));
  fc.assert(
    fc.property(written, (values) => {
      const lines = Object.entries(values).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
      const { title, line } = outcome(`${lines.join("\n")}\nlayout: y`);
      expect(title ?? line).toBeTruthy();
    }),
  );
});

function outcome(settings: string): { title?: string; line?: number | undefined } {
  try {
    const { title, date } = read(settings);
    return Number.isNaN(date.getTime()) ? {} : { title };
  } catch (error) {
    if (error instanceof IssueError) return { line: error.line };
    throw error;
  }
}
