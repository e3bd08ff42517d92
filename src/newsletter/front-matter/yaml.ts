/** YAML → the settings of a front matter, each with its line. */

import { isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from "yaml";
import { IssueError, type Problem } from "../problem.ts";

/** A setting. */
export interface Field {
  /** The YAML value: text, number, boolean, `null`, list or `Map`. Dates are text. */
  readonly value: unknown;
  /** Line of the file. */
  readonly line: number;
}

/** Settings by name, in lower case. */
export type Fields = ReadonlyMap<string, Field>;

/** What the library says of a text that has to be in quotes. */
const UNQUOTED: ReadonlySet<string> = new Set([
  "BLOCK_AS_IMPLICIT_KEY",
  "UNEXPECTED_TOKEN",
  "BAD_SCALAR_START",
]);

interface Read {
  readonly fields: Fields;
  readonly problems: readonly Problem[];
}

/** Reads YAML that begins after this line of the file. Throws an `IssueError`, and no other error. */
export function readYaml(file: string, source: string, after: number): Read {
  try {
    return read(file, source, after);
  } catch (error) {
    if (error instanceof IssueError) throw error;
    // The library calls itself for each level.
    throw new IssueError(file, after + 1, "The front matter is not valid YAML: it is nested too deeply.");
  }
}

function read(file: string, source: string, after: number): Read {
  const lines = new LineCounter();
  const line = (offset: number | undefined): number => after + Math.max(1, lines.linePos(offset ?? 0).line);
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "silent",
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error) {
    const isDeep = error.message.includes("call stack");
    const reason = isDeep ? "it is nested too deeply." : error.message.replace(/\s+/g, " ");
    const advice = UNQUOTED.has(error.code)
      ? "; a text with colons, quotes or other signs belongs in quotes"
      : "";
    throw new IssueError(file, line(error.pos[0]), `The front matter is not valid YAML: ${reason}${advice}`);
  }
  visit(document, {
    Alias(_, alias) {
      throw new IssueError(
        file,
        line(alias.range?.[0]),
        "The front matter uses a YAML alias (*); write it out, or put the text in quotes.",
      );
    },
  });
  if (!isMap(document.contents)) {
    throw new IssueError(file, after + 2, "The front matter is not a list of settings such as `title: …`.");
  }
  const fields = new Map<string, Field>();
  const problems: Problem[] = [];
  for (const { key, value } of document.contents.items) {
    const name = isScalar(key) ? String(key.value).toLowerCase() : "";
    const place = line(isScalar(key) ? key.range?.[0] : undefined);
    if (fields.has(name)) {
      problems.push({ file, line: place, message: `The front matter says ${name} twice; the last counts.` });
    }
    fields.set(name, { value: toValue(value, document), line: place });
  }
  return { fields, problems };
}

function toValue(node: unknown, document: Document): unknown {
  return isNode(node) ? node.toJS(document, { mapAsMap: true }) : node;
}
