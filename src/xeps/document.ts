/** The text of a XEP as xmpp.org publishes it (`xep-0313.xml`) → its history, and what can be pointed at in it. */

import { isDay, XepListError } from "./xep.ts";
import { readXml, XmlError } from "./xml.ts";

/** What is known of a XEP's text: enough to say what changed, and where something stands. */
export interface XepDocument {
  /** The newest first. */
  readonly revisions: readonly Revision[];
  /** In their order. */
  readonly sections: readonly Section[];
  /** The captions of its examples, the first one's first; empty where there is none. */
  readonly examples: readonly string[];
}

export interface Revision {
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** On one line. */
  readonly remark: string;
}

export interface Section {
  /** `7.2`, as the page numbers it. */
  readonly number: string;
  readonly title: string;
  /** Its own, or that of the section around it, where its own is made up anew with every change. */
  readonly anchor: string | undefined;
}

/** The longest text that is read, in bytes; several times what the longest XEP has. */
export const LONGEST_DOCUMENT = 2 * 1024 * 1024;
const DEEPEST = 64;
const MOST_PARTS = 1000;
const LONGEST_TITLE = 300;
const LONGEST_REMARK = 600;
/** What the stylesheet of the XEPs numbers. */
const SECTION = /^section([1-4])$/u;
/** What a remark consists of, each on a line of its own. */
const BLOCKS = new Set(["p", "li", "br", "dt", "dd", "ul", "ol"]);

/** The parts that are being read. */
interface Reading {
  readonly revisions: Revision[];
  readonly sections: Section[];
  readonly examples: string[];
  /** How many sections there were so far on each level, and the anchors of those that are open. */
  readonly counts: number[];
  readonly anchors: (string | undefined)[];
  /** The elements that are open. */
  readonly path: string[];
  /** The revision that is open, by the names of its parts. */
  revision: Map<string, string>;
}

/**
 * Reads a XEP. Its entities are those of a file that is not read: they become words.
 *
 * @throws XepListError
 */
export function parseDocument(xml: string): XepDocument {
  const reading: Reading = {
    revisions: [],
    sections: [],
    examples: [],
    counts: [0, 0, 0, 0],
    anchors: [],
    path: [],
    revision: new Map(),
  };
  try {
    readXml(
      xml,
      {
        start: (name, attributes) => start(reading, name, attributes),
        end: (name) => end(reading, name),
        text: (text) => hear(reading, text),
      },
      { deepest: DEEPEST, entity: toWords },
    );
  } catch (error) {
    if (error instanceof XmlError) throw refusal(`it ${error.message}`, error);
    throw error;
  }
  const { revisions, sections, examples } = reading;
  if (revisions.length === 0) throw refusal("it has no revisions");
  // A part of a string holds on to the whole of it, which is a hundred times as long: copies do not.
  return structuredClone({ revisions, sections, examples });
}

function start(reading: Reading, name: string, attributes: ReadonlyMap<string, string>): void {
  const { path, examples } = reading;
  if (path.length === 0 && name !== "xep") throw refusal(`it begins with <${name.slice(0, 40)}>`);
  path.push(name);
  const level = SECTION.exec(name)?.[1];
  if (level !== undefined) startSection(reading, Number(level), attributes);
  else if (name === "example" && examples.length < MOST_PARTS) {
    examples.push(oneLine(attributes.get("caption") ?? ""));
  } else if (name === "revision") reading.revision = new Map();
  else if (BLOCKS.has(name)) hear(reading, "\n");
}

function startSection(reading: Reading, level: number, attributes: ReadonlyMap<string, string>): void {
  const { counts, anchors, sections } = reading;
  counts[level - 1] = (counts[level - 1] ?? 0) + 1;
  counts.fill(0, level);
  const own = attributes.get("anchor")?.trim() ?? "";
  anchors.push(own === "" ? anchors.at(-1) : own.slice(0, LONGEST_TITLE));
  if (sections.length >= MOST_PARTS) return;
  sections.push({
    number: counts.slice(0, level).join("."),
    title: oneLine(attributes.get("topic") ?? ""),
    anchor: anchors.at(-1),
  });
}

function end(reading: Reading, name: string): void {
  const { path, anchors, revisions, revision } = reading;
  path.pop();
  if (SECTION.test(name)) anchors.pop();
  else if (BLOCKS.has(name)) hear(reading, "\n");
  if (name !== "revision" || revisions.length >= MOST_PARTS) return;
  const version = oneLine(revision.get("version") ?? "");
  const date = oneLine(revision.get("date") ?? "");
  if (version === "" || !isDay(date)) return;
  revisions.push({ version, date, remark: toRemark(revision.get("remark") ?? "") });
}

/** Only what is said of a revision is kept, and of that no more than is ever told. */
function hear({ path, revision }: Reading, text: string): void {
  const at = path.indexOf("revision");
  const part = at < 0 ? undefined : path[at + 1];
  if (part === undefined) return;
  const said = revision.get(part) ?? "";
  if (said.length < LONGEST_REMARK) revision.set(part, said + text.slice(0, LONGEST_REMARK * 2));
}

/** Its paragraphs and points on one line. */
function toRemark(text: string): string {
  const points = text
    .split(/\n\s*\n|\n(?=\s*[*-]\s)/u)
    .map((point) => oneLine(point.replace(/^\s*[*-]\s/u, "")));
  const said = points.filter((point) => point !== "");
  return said.map((point, at) => (at < said.length - 1 ? point.replace(/[.;]$/u, "") : point)).join("; ");
}

function oneLine(text: string): string {
  return text.slice(0, LONGEST_REMARK).replace(/\s+/gu, " ").trim();
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ["nbsp", " "],
  ["copy", "©"],
  ["reg", "®"],
  ["sect", "§"],
  ["mdash", "—"],
  ["ndash", "–"],
  ["hellip", "…"],
]);

/** What is named like the element that it stands for. */
const ELEMENTS =
  /^(?:BODY|CONTENT|ERROR|IQ|JINGLE|MESSAGE|PRESENCE|QUERY|SHOW|STATUS|SUBJECT|THREAD|TRANSPORT|X)$/u;

/** `xep0030` → `XEP-0030`, `rfc6120` → `RFC 6120`, `IQ` → `<iq/>`, and others as they are called. */
function toWords(name: string): string {
  const [, series, digits = ""] = /^(xep|rfc)(\d{4})$/u.exec(name) ?? [];
  if (series !== undefined) return series === "xep" ? `XEP-${digits}` : `RFC ${digits}`;
  return SIGNS.get(name) ?? (ELEMENTS.test(name) ? `<${name.toLowerCase()}/>` : name);
}

function refusal(reason: string, cause?: Error): XepListError {
  return new XepListError(`The text of a XEP is not believed: ${reason}.`, { cause });
}
