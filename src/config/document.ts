/** The configuration file: YAML → settings as they were written, each with its line. */

import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from "yaml";

/** A setting of the file. The text is what was written, so that `30` and `"30"` are the same; `undefined` is nothing. */
export interface Written {
  readonly name: string;
  readonly line: number;
  readonly text: string | readonly string[] | undefined;
  /** The lines of the entries when the text is a list. */
  readonly lines: readonly number[];
}

/** A complaint about a line. */
export interface Complaint {
  readonly line: number;
  readonly message: string;
}

export interface Document {
  readonly written: readonly Written[];
  readonly complaints: readonly Complaint[];
}

type LineOf = (node: unknown) => number;

/** Reads the settings. Values are never resolved, so aliases and tags have no effect: they are refused. */
export function parseSettings(text: string): Document {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: false });
  const broken = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    line: counter.linePos(pos[0]).line,
    message: `this is not the YAML of a configuration: ${withoutSource(message)}.`,
  }));
  if (broken.length > 0) return { written: [], complaints: broken };
  const lineOf: LineOf = (node) => counter.linePos(startOf(node)).line;
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { written: [], complaints: [] };
  if (!isMap(root)) {
    return {
      written: [],
      complaints: [
        { line: lineOf(root), message: "a configuration is made of lines such as `nick: newsstand`." },
      ],
    };
  }
  return readMap(root, lineOf);
}

function readMap(root: YAMLMap, lineOf: LineOf): Document {
  const written = new Map<string, Written>();
  const complaints: Complaint[] = [];
  for (const pair of root.items) {
    const line = lineOf(pair.key);
    const setting = readPair(pair, lineOf);
    if (typeof setting === "string") complaints.push({ line, message: setting });
    else if (written.has(setting.name)) {
      const first = written.get(setting.name)?.line ?? line;
      complaints.push({
        line,
        message: `${setting.name} stands here and in line ${first}: keep one of them.`,
      });
    } else written.set(setting.name, setting);
  }
  return { written: [...written.values()], complaints };
}

/** A setting, or the sentence that says why the line is none. */
function readPair({ key, value }: Pair, lineOf: LineOf): Written | string {
  if (!isScalar(key)) return "the name of a setting is one word.";
  const name = textOf(key) ?? "null";
  const line = lineOf(key);
  if (isSeq(value)) {
    const texts = value.items.map(textOf);
    const isList = texts.every((text) => text !== undefined);
    return isList
      ? { name, line, text: texts, lines: value.items.map(lineOf) }
      : `${quoted(name)} must be a list of single values.`;
  }
  if (isMap(value)) return `${quoted(name)} has settings below it, but must be a single value or a list.`;
  if (isAlias(value)) return `${quoted(name)} is an alias: write the value out.`;
  return { name, line, text: textOf(value), lines: [] };
}

/** What was written; a value that is absent, `~` or `null` is nothing. */
function textOf(node: unknown): string | undefined {
  if (!isScalar(node) || node.value === null) return undefined;
  return typeof node.value === "string" ? node.value : node.source;
}

/** A name as it may stand in a sentence: short, on one line. */
export function quoted(text: string): string {
  const short = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
  return short.replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/gu, "\ufffd");
}

/** Messages of the parser repeat the source after a colon, and the source may hold a secret. */
function withoutSource(message: string): string {
  return message.replace(/:\s[^]*$/u, "").replace(/\.$/u, "");
}

function startOf(node: unknown): number {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof start === "number" ? start : 0;
}
