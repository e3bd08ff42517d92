/** The front matter of an issue: YAML between two lines of `---`, read without ever running code. */

import matter from "gray-matter";
import { IssueError, type Problem } from "./problem.ts";
import { readYaml, type Fields } from "./front-matter/yaml.ts";

export interface FrontMatter {
  /** By key, in lower case. */
  readonly fields: Fields;
  readonly body: string;
  /** Line of the file that the body begins at. */
  readonly bodyLine: number;
  readonly problems: readonly Problem[];
}

/** Longest front matter, in characters; real ones have less than 2,000. */
const MAX_LENGTH = 32_768;

/**
 * Splits an issue, whose lines end with LF, into front matter and body. A text that begins with words is all body, with no
 * fields. Throws an `IssueError`.
 */
export function splitFrontMatter(file: string, text: string): FrontMatter {
  const start = /^[^\S\n]*(?:\n|$)/.test(text) ? text.length - text.trimStart().length : 0;
  const source = text.slice(start);
  if (!hasFence(file, source, lineAt(text, start))) {
    const message = "There is no front matter; an issue begins with YAML between two lines of ---.";
    return { fields: new Map(), body: text, bodyLine: 1, problems: [{ file, line: 1, message }] };
  }
  checkEnd(file, source, lineAt(text, start));
  let fields: Fields = new Map();
  const problems: Problem[] = [];
  if (start > 0) {
    problems.push({ file, line: 1, message: "Blank lines stand before the front matter; leave them out." });
  }
  const refuse = (): never => {
    throw new IssueError(file, 1, "The front matter must be YAML; code is not run.");
  };
  const { content } = matter(source, {
    // An options object also keeps gray-matter from its cache, which forgets errors.
    language: "yaml",
    engines: {
      yaml: (yaml: string) => {
        const read = readYaml(file, yaml.replace(NO_BREAK, " "), lineAt(text, start) - 1);
        fields = read.fields;
        problems.push(...read.problems);
        return {};
      },
      json: refuse,
      javascript: refuse,
      js: refuse,
      coffee: refuse,
      coffeescript: refuse,
      cson: refuse,
      toml: refuse,
    },
  });
  return { fields, body: content, bodyLine: lineAt(text, text.length - content.length), problems };
}

/** Blanks that YAML takes for letters: `title:` and one of them is no setting. */
const NO_BREAK = /[\u00A0\u2007\u202F]/g;

/** Whether a text begins with the line that opens YAML. Throws an `IssueError` for front matter of another kind. */
function hasFence(file: string, text: string, line: number): boolean {
  const opening = /^[^\n]*/.exec(text)?.[0] ?? "";
  if (/^---[^\S\n]*$/.test(opening)) return true;
  const another = opening.startsWith("+++") ? "TOML (+++)" : /^\{(?!\{)/.test(opening) ? "JSON ({)" : "";
  if (another !== "") {
    throw new IssueError(
      file,
      line,
      `The front matter is ${another}; write it as YAML between two lines of ---.`,
    );
  }
  if (!opening.startsWith("---")) return false;
  throw new IssueError(
    file,
    line,
    "The first line must be --- and nothing else: only YAML is read, and code is never run.",
  );
}

/** What gray-matter leaves unsaid: whether the front matter ends, where it does, and that it is not too long. */
function checkEnd(file: string, text: string, line: number): void {
  const end = text.indexOf("\n---", 3);
  if (end === -1) {
    throw new IssueError(file, line, "The front matter is not closed by a second line of ---.");
  }
  if (end > MAX_LENGTH) {
    throw new IssueError(file, line, `The front matter is longer than ${MAX_LENGTH} characters.`);
  }
  if (!/^\n---[^\S\n]*(?:\n|$)/.test(text.slice(end, end + 200))) {
    throw new IssueError(
      file,
      line + lineAt(text, end + 1) - 1,
      "The line that closes the front matter must be --- and nothing else.",
    );
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
