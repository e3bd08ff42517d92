/** What holds for any text at all. */

import * as fc from "fast-check";
import type { Nodes } from "mdast";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { problemsOf } from "../../src/newsletter/check.ts";
import { IssueError, lineOf, parseIssue, type Issue } from "../../src/newsletter/issue.ts";
import { isParent, parseMarkdown, walk, wordsOf } from "../../src/newsletter/markdown.ts";
import { items } from "../../src/newsletter/items.ts";
import { xepMentions } from "../../src/newsletter/mentions.ts";
import { partToText } from "../../src/newsletter/part-text.ts";
import { pageUrl } from "../../src/newsletter/permalink.ts";
import { firstPicture } from "../../src/newsletter/pictures.ts";
import { toPlain } from "../../src/newsletter/plain.ts";
import { contents, sections } from "../../src/newsletter/sections.ts";
import { toStyling } from "../../src/newsletter/styling.ts";
import { summaryOf } from "../../src/newsletter/summary.ts";
import { toText } from "../../src/newsletter/text.ts";
import { partToXhtml, toXhtml } from "../../src/newsletter/xhtml.ts";
import { site } from "./issues.ts";

const HEAD = "---\ntitle: T\ndate: 2031-04-06\n---\n";
const ELEMENTS = "div h1 h2 h3 h4 h5 h6 p ul ol li a img blockquote em strong code pre br span".split(" ");
const INLINE = "a img em strong code br span".split(" ");
const EMPTY = '<div xmlns="http://www.w3.org/1999/xhtml"/>';
const ADDRESS = /^(?:https?|xmpp|mailto|tel|geo|ftp|gemini|ircs?|sip):[^\s"<>]*$/;

/** Everything that is made of an issue; `undefined` when it is refused. */
function everything(text: string): { issue: Issue; xhtml: string; parts: readonly string[] } | undefined {
  try {
    const issue = parseIssue("2031-04-05-a.md", text);
    const place = { site, page: pageUrl(issue, site) };
    contents(issue);
    xepMentions(issue);
    firstPicture(issue, place);
    toText(issue, place);
    summaryOf(issue);
    problemsOf(issue);
    const parts = items(issue).map(({ nodes }) => {
      toPlain(nodes, issue, place);
      toStyling(nodes, issue, place);
      partToText(nodes, issue, place);
      return partToXhtml(nodes, issue, place).toString();
    });
    return { issue, xhtml: toXhtml(issue, place).toString(), parts };
  } catch (error) {
    if (error instanceof IssueError) return undefined;
    throw error;
  }
}

/** What is wrong with the form, the elements, the attributes or the nesting of XHTML. */
function faultsOf(xhtml: string): readonly string[] {
  const faults: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  const open: string[] = [];
  parser.on("error", ({ message }) => faults.push(message));
  parser.on("opentag", ({ local, uri, attributes }) => {
    const parent = open.at(-1) ?? "";
    if (uri !== "http://www.w3.org/1999/xhtml" || !ELEMENTS.includes(local)) faults.push(`<${local}>`);
    if (!mayHold(parent, local)) faults.push(`<${local}> in <${parent}>`);
    const { xmlns, href, src, style, ...others } = attributes;
    if (style !== undefined && `${local} ${style.value}` !== "span text-decoration:line-through") {
      faults.push(`style ${style.value}`);
    }
    if ((xmlns === undefined) !== open.length > 0) faults.push(`xmlns on <${local}>`);
    for (const address of [href?.value, src?.value]) {
      if (address !== undefined && !ADDRESS.test(address)) faults.push(`address ${address}`);
    }
    if (local === "img" && others["alt"] === undefined) faults.push("no alt");
    faults.push(...Object.keys(others).filter((name) => name !== "alt" && name !== "title"));
    open.push(local);
  });
  parser.on("closetag", () => open.pop());
  parser.write(xhtml).close();
  return faults;
}

function mayHold(parent: string, child: string): boolean {
  const isInline = INLINE.includes(child);
  if (parent === "") return child === "div";
  if (parent === "ul" || parent === "ol") return child === "li";
  if (parent === "div" || parent === "blockquote") return !isInline && child !== "div" && child !== "li";
  return parent === "li" ? child !== "li" && child !== "div" : isInline;
}

const syntax = fc.constantFrom(
  ...'# |## |- |1. |> |  |    |\n|\n\n|*|**|_|~~|`|```|[|](|)|![|]|[^a]|[^a]: |[a]: |<b>|</b>|<!--|-->|\\|&lt;|&#8;||||---|:|/a|#a|https://b.example|javascript:x|a@b.example|{{< figure src="|{{< |>}}|{{%|" caption="|" >}}|{{< /|XEP-0313|word|é|\u0000|\u0008|\uD800|😀|\t|{#|}'.split(
    "|",
  ),
);
const markdown = fc.array(fc.oneof({ weight: 9, arbitrary: syntax }, fc.string({ unit: "binary" })), {
  maxLength: 60,
});

test("any Markdown gives clean XHTML or an IssueError", () => {
  fc.assert(
    fc.property(markdown, (parts) => {
      const made = everything(HEAD + parts.join(""));
      for (const xhtml of [made?.xhtml ?? EMPTY, ...(made?.parts ?? [])]) {
        expect(faultsOf(xhtml)).toEqual([]);
      }
    }),
    { numRuns: 1_500 },
  );
});

/** The addresses of a text that lead elsewhere than an address may. */
function harmfulIn(text: string): readonly string[] {
  return [...walk(parseMarkdown(text))]
    .flatMap((node) => ("url" in node ? [node.url] : []))
    .filter((url) => !ADDRESS.test(URL.parse(url, site.href)?.protocol ?? "https:"));
}

const harm = fc.constantFrom(
  ...'[ ] ( ) ! < > ` * \\ " \' | & # [a] [a]: [^a]: [b](/c) ]( ![ <> ") () word /c https://b.example x@b.example'.split(
    " ",
  ),
  ..."javascript:x &#106;avascript:x javascript&colon;x java\\script:x JavaScript:y <data:x> <data:](/c)>".split(
    " ",
  ),
  ...'](javascript:x)~](&#106;avascript:x)~](javascript:x "~](&Tab;data:x (~[a]: data:x~|\n|---|\n|'.split(
    "~",
  ),
  " ",
  "\n",
  "\n\n",
  "    ",
  "> ",
  "- ",
  "\u00a0",
  "\t",
);

test("the text of any Markdown, parsed again, leads nowhere that could do harm", () => {
  const place = { site, page: site };
  fc.assert(
    fc.property(fc.array(harm, { maxLength: 24 }), (parts) => {
      const issue = everything(HEAD + parts.join(""))?.issue;
      expect(issue === undefined ? [] : harmfulIn(toText(issue, place))).toEqual([]);
    }),
    { numRuns: 4_000 },
  );
});

/** What a tree says, without its addresses and places. */
function shapeOf(node: Nodes): unknown {
  const said = node.type === "text" ? node.value : [node.type, wordsOf(node)];
  return isParent(node) ? [node.type, node.children.map(shapeOf)] : said;
}

test("the text of any Markdown, parsed again, says the same", () => {
  const place = { site, page: site };
  const harmless = syntax.filter((part) => !/javascript|\{|\}|figure|<!--/.test(part));
  fc.assert(
    fc.property(fc.array(harmless, { maxLength: 25 }), (parts) => {
      const issue = everything(`${HEAD}word${parts.join("")}word`)?.issue;
      if (issue === undefined) return;
      expect(shapeOf(parseMarkdown(toText(issue, place)))).toEqual(shapeOf(issue.tree));
    }),
    { numRuns: 1_000 },
  );
});

test("any text is an issue or an IssueError", () => {
  const yaml = fc.constantFrom(
    "title",
    "date",
    ": ",
    "\n",
    "- ",
    "[",
    "{",
    "&a",
    "*a",
    "|",
    '"',
    "2031-04-06",
    "!!js",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(yaml, fc.string({ unit: "binary" }))), (parts) => {
      expect(() => everything(parts.join(""))).not.toThrow();
      expect(() => everything(`---\n${parts.join("")}\n---\n`)).not.toThrow();
    }),
    { numRuns: 500 },
  );
});

test("every node is at a line of the file", () => {
  fc.assert(
    fc.property(markdown, (parts) => {
      const text = HEAD + parts.join("");
      const issue = everything(text)?.issue;
      if (issue === undefined) return;
      const last = text.split(/\r\n?|\n/).length;
      const lines = [...walk(issue.tree)]
        .map((node) => lineOf(issue, node))
        .filter((line) => line !== undefined);
      for (const line of lines) expect(line >= 5 && line <= last).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("every anchor is there once", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "a-1", "A", "b", "!", "a 1")), (titles) => {
      const found = sections(parseIssue("a.md", HEAD + titles.map((title) => `# ${title}\n`).join("")));
      expect(new Set(found.map(({ anchor }) => anchor)).size).toBe(titles.length);
    }),
  );
});

test.each([
  ["10,000 quotes", ">".repeat(10_000)],
  ["10,000 lists", `${"- ".repeat(10_000)}a`],
  ["a staircase of lists", Array.from({ length: 300 }, (_, step) => `${"  ".repeat(step)}- a`).join("\n")],
  ["nested emphasis", `${"*a ".repeat(5_000)}${"b*".repeat(5_000)}`],
  ["a line of 10 MB", "a".repeat(10_000_000)],
  ["brackets", "[".repeat(200_000) + "]".repeat(200_000)],
  ["stars", "**a*".repeat(200_000)],
  ["open comments", "a <![CDATA[".repeat(50_000)],
  ["blank lines", "\n".repeat(1_000_000)],
  ["front matter without an end", "- [".repeat(100_000)],
  ["unclosed shortcodes", "{{< ".repeat(200_000)],
  ["figures", '{{< figure src="a" caption="*a _b" >}}\n'.repeat(5_000)],
])("%s: refused, and in time", (_, body) => {
  const start = performance.now();
  expect(everything(HEAD + body)).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(2_000);
});

test.each([
  ["YAML nested 10,000 deep", `---\na: ${"[".repeat(10_000)}\n---\n`],
  ["YAML of many keys", `---\n${Array.from({ length: 20_000 }, (_, key) => `k${key}: 1\n`).join("")}---\n`],
])("%s: refused, and in time", (_, text) => {
  const start = performance.now();
  expect(everything(text)).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(2_000);
});

test.each([
  ["a long line", "word ".repeat(150_000)],
  ["many addresses", "https://b.example/a ".repeat(20_000)],
  [
    "many XEPs",
    `- ${Array.from({ length: 9_000 }, (_, n) => `XEP-${String(n + 2).padStart(4, "0")}`).join("\n  ")}`,
  ],
  ["many headings", "# a\n\n".repeat(5_000)],
])("%s: accepted, and in time", (_, body) => {
  const start = performance.now();
  expect(everything(HEAD + body)).toBeDefined();
  expect(performance.now() - start).toBeLessThan(8_000);
});
