/** Front matter and body of a newsletter file → Issue. */

import type { Nodes, Root } from "mdast";
import { legal } from "./characters.ts";
import { fileLanguage, itemId } from "./file-name.ts";
import { splitFrontMatter } from "./front-matter.ts";
import { ComplexityError, MAX_BODY, parseMarkdown, plainText } from "./markdown.ts";
import { IssueError, type Problem } from "./problem.ts";
import { readSettings, type Settings } from "./front-matter/settings.ts";
import { renderShortcodes, type Rendered } from "./shortcodes.ts";
import { keepTree, treeOf } from "./trees.ts";

export { itemId, tagUri } from "./file-name.ts";
export { formatProblem, IssueError, type Problem } from "./problem.ts";

/** One number of the newsletter in one language. */
export interface Issue extends Settings {
  /** Base name of its file. */
  readonly file: string;
  /** Item id, from the file name. */
  readonly id: string;
  /** BCP 47, from the file name or the main language of the newsletter. */
  readonly language: string;
  /** The body, its shortcodes rendered as Markdown. */
  readonly markdown: string;
  /**
   * The tree of `markdown`; its positions are those of `markdown`. It is parsed again when other issues were worked on
   * meanwhile, so its nodes are to be kept no longer than the work on this issue goes on.
   */
  readonly tree: Root;
  /** For each line of `markdown` the line of the file. */
  readonly lines: readonly number[];
  readonly warnings: readonly Problem[];
}

export interface IssueOptions {
  /** Main language of the newsletter, that of file names without a language; BCP 47. Default `en`. */
  readonly language?: string;
  /** The `xmpp:` address at which readers follow the newsletter. */
  readonly follow?: string | undefined;
  /** When a file was changed last, by its history: counts where the front matter has no lastmod, if it is after the date. */
  readonly lastmod?: ((file: string) => Date | undefined) | undefined;
}

/** Reads an issue. Throws nothing but an `IssueError`, in time that grows with the length of the text. */
export function parseIssue(
  file: string,
  text: string,
  { language: main = "en", follow, lastmod }: IssueOptions = {},
): Issue {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  checkText(file, source);
  const { fields, body, bodyLine, problems } = splitFrontMatter(file, source);
  const language = fileLanguage(file) ?? main;
  const { rendered, tree } = readBody(file, legal(body), bodyLine, { language, follow });
  const { settings, problems: slips } = readSettings(file, fields, firstHeading(tree));
  const issue: Issue = {
    ...settings,
    lastmod: settings.lastmod ?? after(settings.date, lastmod?.(file)),
    file,
    id: itemId(file),
    language,
    markdown: rendered.markdown,
    get tree() {
      return treeOf(issue);
    },
    lines: rendered.lines.map((line) => line + bodyLine - 1),
    warnings: [
      ...problems,
      ...slips,
      ...controlCharacters(file, source),
      ...rendered.problems.map((problem) => ({ file, ...problem, line: problem.line + bodyLine - 1 })),
    ],
  };
  keepTree(issue, tree);
  return issue;
}

function after(date: Date, moment: Date | undefined): Date | undefined {
  return moment !== undefined && moment > date ? moment : undefined;
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
  options: { readonly language: string; readonly follow: string | undefined },
): { rendered: Rendered; tree: Root } {
  let rendered: Rendered | undefined;
  try {
    rendered = renderShortcodes(body, options);
    return { rendered, tree: parseMarkdown(rendered.markdown) };
  } catch (error) {
    if (!(error instanceof ComplexityError)) throw error;
    const line = rendered?.lines[error.line - 1] ?? error.line;
    throw new IssueError(file, line + bodyLine - 1, error.message);
  }
}

function firstHeading(tree: Root): string | undefined {
  const heading = tree.children.find((node) => node.type === "heading");
  return heading && plainText(heading);
}

/** The first character that XML cannot hold; all of them are left out. */
function controlCharacters(file: string, source: string): readonly Problem[] {
  if (legal(source) === source) return [];
  const line = source.split("\n").findIndex((text) => legal(text) !== text) + 1;
  return [{ file, line, message: "A control character is left out: XML cannot hold it." }];
}
