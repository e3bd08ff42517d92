import * as fc from "fast-check";
import { expect, test } from "vitest";
import { problemsOf, problemsOfArchive, remarksOfArchive } from "../../src/newsletter/check.ts";
import { IssueError } from "../../src/newsletter/issue.ts";
import { formatProblem } from "../../src/newsletter/problem.ts";
import { check, dated } from "./check/checked.ts";
import { fixture, issueOf } from "./issues.ts";

test("what reading the issue has shown is told with it, in the order of the file", () => {
  expect(check("{{< box >}}\n\n[a]()\n\n{{< figure >}}").map((text) => text.replace(/:\d*: /, " "))).toEqual([
    '1 The shortcode "box" is not known; it is left out.',
    "3 The link has no address.",
    "5 The figure has no src, thus no picture.",
  ]);
});

test("lines and columns are those of the file, also below a figure", () => {
  const [problem] = problemsOf(issueOf('{{< figure src="/a.png"\n  caption="A" >}}\n\na [b]()'));
  expect(problem === undefined ? "" : formatProblem(problem)).toBe(
    "2031-04-05-gazette.md:8:3: The link has no address.",
  );
});

test.each([
  [
    "links",
    '[a](https://b.example/c_(d)) [b [c]](/d "e") <https://f.example> g@h.example https://i.example/j.',
  ],
  ["links in parentheses", "(see [a](/b), [c](/d)) :) and ([e](/f))"],
  ["reference links", "[a] [b][a] [c][]\n\n[a]: /d\n[c]: <https://e.example>"],
  [
    "links of XMPP",
    "[a](xmpp:b@c.example?join) [d](mailto:e@f.example) [g](/h/#i) [j](./) [k](2031-03-05-gazette.md)",
  ],
  [
    "encoded addresses",
    "[a](https://b.example/c%20d) [e](https://münchen.example/ü) [f](http://localhost:5280)",
  ],
  ["brackets", "a [b] (c) [d]: e [XEP] (see below) a)[b]"],
  ["stars and dashes", "2 * 3 * 4, Autor*innen, snake_case, a -b -- c\n\n5*3\n-based -5 °C"],
  ["escaped marks", "\\*\\*a \\[b\\](https://c.example) \\`"],
  ["code", "`[a](b c)` ``**`` \n\n```html\n<b>\n##a\n-b\n```"],
  ["emphasis", "**a** *b* _c_ __d__ ~~e~~ ***f*** **[g](/h)**"],
  ["hashtags and numbers", "#xmpp is here\n\n2.0 is out, 1.5.3 too"],
  ["HTML that nobody misses", "a<br>b <!-- c -->\n\n<!-- d -->"],
  ["lists of any depth", "- a\n    - b\n        - c\n\n\n\n1. d\n\n   e"],
  ["footnotes", "a[^1]\n\n[^1]: b"],
  ["tables", "| a | b |\n|---|---|\n| `c` | [d](/e) |"],
  ["headings", "# A\n\nb\n\n## C & D {#e}\n\n[f](#e)\n\n# Ελληνικά и кириллица\n\ng"],
])("no false alarm: %s", (_, body) => {
  expect(check(body)).toEqual([]);
});

test("an issue without slips has no problems", () => {
  expect(problemsOf(fixture("2031-04-05-gazette.md")).map(formatProblem)).toEqual([
    expect.stringContaining('The section "Servers" is empty'),
  ]);
});

test("a date of another month than the file name's is a problem", () => {
  expect(problemsOf(dated("2031-04-05-a.md", "title: T\ndate: 2031-03-05"))).toMatchObject([
    { message: expect.stringContaining("Its date 2031-03-05 is 31 days before that of the file name") },
  ]);
  expect(problemsOf(dated("2031-04-05-a.md", "title: T\ndate: 2031-04-20"))).toEqual([]);
});

test("a file that is no issue is a problem in its line", () => {
  const error = new IssueError("a.md", 3, "It is broken.");
  const broken = [{ file: "a.md", id: "a", error }];
  expect(problemsOfArchive({ issues: [], broken }).map(formatProblem)).toEqual(["a.md:3: It is broken."]);
});

test("drafts, future and expired issues, and translations without original, are remarks", () => {
  const issues = [
    dated("2031-01-05-a.md", "title: A\ndate: 2031-01-05\ndraft: true"),
    dated("2031-02-05-a.md", "title: B\ndate: 2031-02-05\nexpiryDate: 2031-03-01"),
    dated("2031-04-05-a.md", "title: C\ndate: 2031-04-05"),
    dated("2031-05-05-a.de.md", "title: D\ndate: 2031-03-20"),
  ];
  const now = new Date("2031-04-01T00:00:00Z");
  expect(remarksOfArchive({ issues, broken: [] }, now).map(formatProblem)).toEqual([
    "2031-01-05-a.md: It is a draft, and not published.",
    "2031-02-05-a.md: It is out no more since 2031-03-01.",
    "2031-04-05-a.md: It is published on 2031-04-05.",
    "2031-05-05-a.de.md: There is no original for this translation into de.",
  ]);
});

const syntax = fc.constantFrom(
  ..."[ ] ( ) ]( ] ( )[ ** * _ ~~ ` ## # - 1. > | # <b> </b> <!-- --> https:/ https://a.example # %E2 @a@b.example [^a] \\ words".split(
    " ",
  ),
  " ",
  "\n",
  "\n\n",
  "\t",
  "\u200B",
  '{{< figure src="a" >}}',
  "{{< ",
);

test("any text is checked, and every problem is in a line of the file", () => {
  fc.assert(
    fc.property(fc.array(syntax, { maxLength: 50 }), (parts) => {
      const body = parts.join("");
      const last = body.split("\n").length + 4;
      for (const { line, column } of problemsOf(issueOf(body))) {
        expect(line === undefined || (line >= 1 && line <= last)).toBe(true);
        expect(column === undefined || column >= 1).toBe(true);
      }
    }),
    { numRuns: 800 },
  );
});

test.each([
  ["open links", "[a](b c ".repeat(10_000)],
  ["brackets", "[".repeat(20_000)],
  ["links with a parenthesis too many", "[a](/b))".repeat(10_000)],
  ["anchors", "[a](#b) ".repeat(10_000)],
  ["stars", "**a ".repeat(10_000)],
  ["blanks", `a${" ".repeat(50_000)}b`],
  ["tags", "a <b ".repeat(10_000)],
  ["headings", "# a\n\n".repeat(4_000)],
])("%s are checked in time", (_, body) => {
  const start = performance.now();
  expect(check(body).length).toBeGreaterThanOrEqual(0);
  expect(performance.now() - start).toBeLessThan(2_500);
});
