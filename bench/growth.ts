/** Whether the time grows with the size of an issue and no faster, also of one that was made to hurt. */

import { IssueError, parseIssue } from "../src/newsletter/issue.ts";
import { createIssue } from "./issues.ts";
import { measure, median, ratio, type Work } from "./measure.ts";
import type { Goal, Part } from "./report.ts";
import { convert } from "./speed.ts";

const KILOBYTES = [10, 30, 100, 300];
/** Times a hostile text of 10,000 characters. */
const TIMES = [1, 2, 4, 8];
const BASE = 10_000;
/** More than this is more than linear, and no noise. */
const LIMIT = 2;

/** What many parsers of Markdown need quadratic time for. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  "open brackets": repeated("["),
  "open pictures": repeated("![a"),
  "open links": repeated("[a]("),
  "open addresses": repeated("[a](<b"),
  backticks: (size) => {
    const runs = Array.from({ length: Math.floor(Math.sqrt(size * 2)) }, (_, length) => "`".repeat(length));
    return runs.join(" ");
  },
  "open emphasis": repeated("*a **b "),
  "closed emphasis": repeated("a* b** "),
  underscores: repeated("_a __b "),
  tildes: repeated("~~a ~b "),
  quotes: repeated(`"a 'b `),
  "open tags": repeated('<a b="'),
  "open comments": repeated("<!-- a "),
  "quotes in quotes": (size) => lines(size, ({ length }) => `${"> ".repeat(1 + (length % 40))}a`),
  "lists in lists": (size) => lines(size, ({ length }) => `${"  ".repeat(length % 40)}- a`),
  "one long line": repeated("words and words "),
  "bare addresses": repeated("https://a.example/b?c=d "),
  "addresses without an end": repeated("https://a.example/("),
  "mail addresses": repeated("a@b.example,"),
  references: (size) => lines(size, ({ length }) => `[a${length}]: /b`),
  footnotes: (size) => lines(size, ({ length }) => `a[^${length}]`),
  "table rows": (size) => `| a | b |\n| - | - |\n${"| c | d |\n".repeat(size / 10)}`,
  "open shortcodes": repeated("{{< a "),
  entities: repeated("&amp&"),
  headings: (size) => lines(size, () => "## a"),
};

export function growth(): readonly Part[] {
  return [ofSize(), ofHostility()];
}

function ofSize(): Part {
  const works = new Map(
    KILOBYTES.map((size) => {
      const { file, text } = createIssue(0, size * 1_000);
      return [size, () => convert(parseIssue(file, text))] as const;
    }).map(([size, work]): [string, Work] => [`${size} KB`, work]),
  );
  const times = measure(works, { rounds: 5, least: 20 });
  const first = times.get(`${KILOBYTES[0]} KB`);
  const rows = KILOBYTES.map((size) => {
    const own = times.get(`${size} KB`);
    const factor = (ratio(own, first) / size) * (KILOBYTES[0] ?? 1);
    return { name: `${size} KB`, figures: { "ms/KB": median(own) / size, "of 10 KB": factor } };
  });
  return { name: "Growth of a common issue", rows, goals: [worst("time per KB, largest to 10 KB", rows)] };
}

function ofHostility(): Part {
  const rows = Object.entries(HOSTILE).map(([name, text]) => {
    const works = new Map(TIMES.map((times) => [String(times), () => attempt(text(BASE * times))]));
    const times = measure(works, { rounds: 3, least: 5 });
    const figures = TIMES.map((factor) => [`ms at ${factor}×`, median(times.get(String(factor)))] as const);
    const growing = Math.max(
      ...TIMES.map((factor) => ratio(times.get(String(factor)), times.get("1")) / factor),
    );
    return { name, figures: { ...Object.fromEntries(figures), "of linear": growing } };
  });
  return { name: "Growth of hostile text", rows, goals: [worst("time, of linear, at worst", rows)] };
}

function worst(name: string, rows: Part["rows"]): Goal {
  const factors = rows.map(({ figures }) => figures["of linear"] ?? figures["of 10 KB"] ?? 0);
  return { name, value: Math.max(...factors), at: "most", limit: LIMIT };
}

/** A text that is refused has to be refused as fast. */
function attempt(body: string): void {
  try {
    convert(parseIssue("2031-04-05-hostile.md", `---\ntitle: A\ndate: 2031-04-05\n---\n${body}`));
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
  }
}

function repeated(part: string): (size: number) => string {
  return (size) => part.repeat(size / part.length);
}

function lines(size: number, line: (before: readonly string[]) => string): string {
  const all: string[] = [];
  for (let length = 0; length < size; length += (all.at(-1)?.length ?? 0) + 1) all.push(line(all));
  return all.join("\n");
}
