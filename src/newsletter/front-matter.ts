/** The front matter of an issue: YAML between two lines of `---`, read without ever running code. */

import matter from "gray-matter";
import { isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from "yaml";
import { IssueError } from "./problem.ts";

export interface Field {
  /** The YAML value: text, number, boolean, `null`, list or mapping. Dates are text. */
  readonly value: unknown;
  /** Line of the file. */
  readonly line: number;
}

export interface FrontMatter {
  /** By key, in lower case. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly body: string;
  /** Line of the file that the body begins at. */
  readonly bodyLine: number;
}

/** Longest front matter, in characters; real ones have less than 2,000. */
const MAX_LENGTH = 32_768;

/** Splits an issue, whose lines end with LF, into front matter and body. Throws an `IssueError`. */
export function splitFrontMatter(file: string, text: string): FrontMatter {
  checkFences(file, text);
  let fields: ReadonlyMap<string, Field> = new Map();
  const refuse = (): never => {
    throw new IssueError(file, 1, "The front matter must be YAML; code is not run.");
  };
  const { content } = matter(text, {
    // An options object also keeps gray-matter from its cache, which forgets errors.
    language: "yaml",
    engines: {
      yaml: (source: string) => {
        fields = readYaml(file, source);
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
  return { fields, body: content, bodyLine: lineAt(text, text.length - content.length) };
}

function checkFences(file: string, text: string): void {
  const opening = /^[^\n]*/.exec(text)?.[0] ?? "";
  if (opening.startsWith("+++")) {
    throw new IssueError(
      file,
      1,
      "The front matter is TOML (+++); write it as YAML between two lines of ---.",
    );
  }
  if (/^\s*\n---/.test(text.slice(0, 1000))) {
    throw new IssueError(
      file,
      1,
      "Blank lines stand before the front matter; its --- must be the first line.",
    );
  }
  if (!/^---[ \t]*$/.test(opening)) {
    throw new IssueError(
      file,
      1,
      opening.startsWith("---")
        ? "The first line must be --- and nothing else: only YAML is read, and code is never run."
        : "There is no front matter; an issue begins with YAML between two lines of ---.",
    );
  }
  const end = text.indexOf("\n---", 3);
  if (end === -1) throw new IssueError(file, 1, "The front matter is not closed by a second line of ---.");
  if (end > MAX_LENGTH) {
    throw new IssueError(file, 1, `The front matter is longer than ${MAX_LENGTH} characters.`);
  }
  if (!/^\n---[ \t]*(?:\n|$)/.test(text.slice(end, end + 200))) {
    throw new IssueError(
      file,
      lineAt(text, end + 1),
      "The line that closes the front matter must be --- and nothing else.",
    );
  }
}

/** Reads the YAML after the opening `---`, so that line 1 of it is line 1 of the file. */
function readYaml(file: string, source: string): ReadonlyMap<string, Field> {
  const lines = new LineCounter();
  const line = (offset: number | undefined): number => Math.max(1, lines.linePos(offset ?? 0).line);
  const document = parse(file, source, lines);
  const [error] = document.errors;
  if (error) {
    const reason = error.message.replace(/\s+/g, " ");
    throw new IssueError(file, line(error.pos[0]), `The front matter is not valid YAML: ${reason}`);
  }
  visit(document, {
    Alias(_, alias) {
      throw new IssueError(
        file,
        line(alias.range?.[0]),
        "The front matter uses a YAML alias (*); write it out.",
      );
    },
  });
  if (!isMap(document.contents)) {
    throw new IssueError(file, 2, "The front matter is not a list of settings such as `title: …`.");
  }
  const fields = new Map<string, Field>();
  for (const { key, value } of document.contents.items) {
    const name = isScalar(key) ? String(key.value).toLowerCase() : "";
    const place = line(isScalar(key) ? key.range?.[0] : undefined);
    if (fields.has(name)) throw new IssueError(file, place, `The front matter says ${name} twice.`);
    fields.set(name, { value: toValue(value, document), line: place });
  }
  return fields;
}

function parse(file: string, source: string, lineCounter: LineCounter): Document {
  try {
    return parseDocument(source, { lineCounter, prettyErrors: false, logLevel: "silent" });
  } catch {
    throw new IssueError(file, 2, "The front matter is not valid YAML: it is nested too deeply.");
  }
}

/** Mappings within settings are of no use here. */
function toValue(node: unknown, document: Document): unknown {
  if (isMap(node)) return {};
  return isNode(node) ? node.toJS(document) : node;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
