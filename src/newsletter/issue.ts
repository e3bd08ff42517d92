/** Front matter and body of a newsletter file → Issue. */

import type { Nodes, Root } from "mdast";
import { legal } from "./characters.ts";
import { readDate, readFlag, readList, readText } from "./fields.ts";
import { fileLanguage, itemId } from "./file-name.ts";
import { splitFrontMatter, type Field, type FrontMatter } from "./front-matter.ts";
import { ComplexityError, MAX_BODY, parseMarkdown } from "./markdown.ts";
import { IssueError, type Problem } from "./problem.ts";
import { renderShortcodes, type Rendered } from "./shortcodes.ts";

export { itemId, tagUri } from "./file-name.ts";
export { formatProblem, IssueError, type Problem } from "./problem.ts";

/** One number of the newsletter in one language. */
export interface Issue {
  /** Base name of its file. */
  readonly file: string;
  /** Item id, from the file name. */
  readonly id: string;
  /** BCP 47, from the file name or the main language of the newsletter. */
  readonly language: string;
  readonly title: string;
  readonly date: Date;
  readonly lastmod: Date | undefined;
  readonly draft: boolean;
  readonly authors: readonly string[];
  /** Categories, then tags, as written, each once. */
  readonly tags: readonly string[];
  readonly summary: string | undefined;
  readonly slug: string | undefined;
  readonly url: string | undefined;
  /** The body, its shortcodes rendered as Markdown. */
  readonly markdown: string;
  /** The tree of `markdown`; its positions are those of `markdown`. */
  readonly tree: Root;
  /** For each line of `markdown` the line of the file. */
  readonly lines: readonly number[];
  readonly warnings: readonly Problem[];
}

export interface IssueOptions {
  /** Main language of the newsletter, that of file names without a language; BCP 47. Default `en`. */
  readonly language?: string;
}

/** Reads an issue. Throws nothing but an `IssueError`, in time that grows with the length of the text. */
export function parseIssue(file: string, text: string, { language: main = "en" }: IssueOptions = {}): Issue {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  checkText(file, source);
  const { fields, body, bodyLine } = splitFrontMatter(file, source);
  const language = fileLanguage(file) ?? main;
  const { rendered, tree } = readBody(file, legal(body), bodyLine, language);
  const optional = (name: string): string | undefined => readText(file, fields, name);
  return {
    file,
    id: itemId(file),
    language,
    title: optional("title") ?? missing(file, fields, "title"),
    date: readDate(file, fields, "date") ?? missing(file, fields, "date"),
    lastmod: readDate(file, fields, "lastmod"),
    draft: readFlag(file, fields, "draft"),
    authors: unique([...readList(file, fields, "author"), ...readList(file, fields, "authors")]),
    tags: unique([...readList(file, fields, "categories"), ...readList(file, fields, "tags")]),
    summary: optional("summary"),
    slug: optional("slug"),
    url: optional("url"),
    markdown: rendered.markdown,
    tree,
    lines: rendered.lines.map((line) => line + bodyLine - 1),
    warnings: [
      ...controlCharacters(file, source),
      ...rendered.problems.map(({ line, message }) => ({ file, line: line + bodyLine - 1, message })),
    ],
  };
}

/** The line of the file that a node of the tree begins at. */
export function lineOf(issue: Issue, node: Nodes): number | undefined {
  return node.position === undefined ? undefined : issue.lines[node.position.start.line - 1];
}

function checkText(file: string, source: string): void {
  const nul = source.indexOf("\0");
  if (nul !== -1) {
    const line = source.slice(0, nul).split("\n").length;
    throw new IssueError(file, line, "This is no text: it holds a NUL character.");
  }
  if (source.length > MAX_BODY) {
    throw new IssueError(file, undefined, `The file is longer than ${MAX_BODY} characters.`);
  }
}

function readBody(
  file: string,
  body: string,
  bodyLine: number,
  language: string,
): { rendered: Rendered; tree: Root } {
  let rendered: Rendered | undefined;
  try {
    rendered = renderShortcodes(body, language);
    return { rendered, tree: parseMarkdown(rendered.markdown) };
  } catch (error) {
    if (!(error instanceof ComplexityError)) throw error;
    const line = rendered?.lines[error.line - 1] ?? error.line;
    throw new IssueError(file, line + bodyLine - 1, error.message);
  }
}

function missing(file: string, fields: FrontMatter["fields"], name: string): never {
  const field: Field | undefined = fields.get(name);
  if (field !== undefined) throw new IssueError(file, field.line, `The ${name} is empty.`);
  const found = legal([...fields.keys()].join(", ")).slice(0, 200);
  throw new IssueError(file, 1, `The front matter has no ${name}${found === "" ? "" : `, only ${found}`}.`);
}

/** The first character that XML cannot hold; all of them are left out. */
function controlCharacters(file: string, source: string): readonly Problem[] {
  if (legal(source) === source) return [];
  const line = source.split("\n").findIndex((text) => legal(text) !== text) + 1;
  return [{ file, line, message: "A control character is left out: XML cannot hold it." }];
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
