/**
 * A strict reader for an XML document of unknown origin: what is not well-formed, too long or too deep is refused, and the
 * time it takes grows with the length and no faster. Nothing outside the document is ever read.
 *
 * ltx reads streams and is lenient: it passes end tags that match nothing, and looks for the end of an unclosed quote,
 * comment or text once per character.
 */

/** An element: its own text without that of its children, character references resolved, CDATA included. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** What a document consists of, in its order: character references resolved, CDATA as text. */
export interface XmlParts {
  start(name: string, attributes: ReadonlyMap<string, string>): void;
  end(name: string): void;
  text(text: string): void;
}

export interface XmlOptions {
  /** How many elements may stand in one another. */
  readonly deepest?: number;
  /** What the name of an entity stands for; with it a DOCTYPE is passed over, and without it refused, as any such name is. */
  readonly entity?: ((name: string) => string) | undefined;
}

/** The document is not what this reader accepts; the message is the end of a sentence that begins with "it". */
export class XmlError extends Error {
  override readonly name = "XmlError";
}

interface OpenElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

type Entity = XmlOptions["entity"];

const DEEPEST = 16;
const MOST_ELEMENTS = 200_000;

const NAME = "[\\p{L}_:][\\p{L}\\p{N}_:.\\-]*";
const START = new RegExp(`<(${NAME})`, "uy");
const END = new RegExp(`</(${NAME})\\s*>`, "uy");
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, "uy");
const CLOSE = /\s*(\/?)>/uy;
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([A-Za-z][\w.-]{0,40}));|&/gu;
/** What a document type is made of: a literal, a comment, an instruction, a bracket, or the end of it. */
const DOCTYPE_PART = /"|'|<!--|<\?|[[\]>]/gu;
const NOT_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;
const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/**
 * Reads a document (XML 1.0 without DOCTYPE, names without namespace processing) and gives its root.
 *
 * @throws XmlError
 */
export function parseXml(xml: string): XmlElement {
  const document: OpenElement = { name: "", attributes: new Map(), children: [], text: "" };
  const open: OpenElement[] = [document];
  const current = (): OpenElement => open.at(-1) ?? document;
  readXml(xml, {
    start(name, attributes) {
      const element: OpenElement = { name, attributes, children: [], text: "" };
      current().children.push(element);
      open.push(element);
    },
    end: () => void open.pop(),
    text: (text) => void (current().text += text),
  });
  const [root] = document.children;
  if (!root) throw notOne();
  return root;
}

/**
 * Reads a document part by part, which needs no room for all of it.
 *
 * @throws XmlError, maybe after some parts
 */
export function readXml(xml: string, parts: XmlParts, { deepest = DEEPEST, entity }: XmlOptions = {}): void {
  const open: string[] = [];
  let elements = 0;
  let roots = 0;
  const say = (text: string): void => {
    if (text === "") return;
    if (open.length > 0) parts.text(text);
    else if (text.trim() !== "") throw notOne();
  };
  let at = xml.startsWith("\ufeff") ? 1 : 0;
  while (at < xml.length) {
    if (xml[at] !== "<") {
      const next = xml.indexOf("<", at);
      const end = next < 0 ? xml.length : next;
      say(resolve(xml.slice(at, end), entity));
      at = end;
    } else if (xml.startsWith("<!", at) || xml.startsWith("<?", at)) {
      const aside = readAside(xml, at, elements === 0 && entity !== undefined);
      say(aside.text);
      at = aside.end;
    } else if (xml.startsWith("</", at)) {
      at = readEnd(xml, at, open.at(-1));
      parts.end(open.pop() ?? "");
    } else {
      const { name, attributes, closed, end } = readStart(xml, at, entity);
      if (++elements > MOST_ELEMENTS) throw new XmlError(`has more than ${MOST_ELEMENTS} elements`);
      if (open.length === 0 && ++roots > 1) throw notOne();
      parts.start(name, attributes);
      if (closed) parts.end(name);
      else if (open.push(name) >= deepest) throw new XmlError(`is nested more than ${deepest} deep`);
      at = end;
    }
  }
  if (open.length > 0) throw new XmlError(`ends before <${open.at(-1)}> is closed`);
  if (roots === 0) throw notOne();
}

function notOne(): XmlError {
  return new XmlError("is not one XML element");
}

/** A comment, a processing instruction, the XML declaration (all without text), a CDATA section or a DOCTYPE. */
function readAside(xml: string, at: number, hasDoctype: boolean): { text: string; end: number } {
  if (xml.startsWith("<!--", at)) return { text: "", end: after(xml, "-->", at + 4) };
  if (xml.startsWith("<?", at)) return { text: "", end: after(xml, "?>", at + 2) };
  if (xml.startsWith("<![CDATA[", at)) {
    const end = after(xml, "]]>", at + 9);
    return { text: legal(xml.slice(at + 9, end - 3)), end };
  }
  if (hasDoctype && xml.startsWith("<!DOCTYPE", at)) return { text: "", end: afterDoctype(xml, at + 9) };
  throw new XmlError("has a DOCTYPE or another declaration, which is not accepted");
}

/** What it declares is not looked at. */
function afterDoctype(xml: string, from: number): number {
  let isInside = false;
  let at = from;
  for (let part = match(DOCTYPE_PART, xml, at); part; part = match(DOCTYPE_PART, xml, at)) {
    const [mark] = part;
    at = part.index + mark.length;
    if (mark === "<!--") at = after(xml, "-->", at);
    else if (mark === "<?") at = after(xml, "?>", at);
    else if (mark === '"' || mark === "'") at = after(xml, mark, at);
    else if (mark === "[" || mark === "]") isInside = mark === "[";
    else if (!isInside) return at;
  }
  throw new XmlError("ends before its DOCTYPE does");
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  if (found < 0) throw new XmlError(`ends before a "${mark}"`);
  return found + mark.length;
}

function readEnd(xml: string, at: number, name: string | undefined): number {
  const [all, found] = match(END, xml, at) ?? [];
  if (all === undefined) throw new XmlError(`has a malformed end tag${place(xml, at)}`);
  if (found !== name) throw new XmlError(`has an end tag </${found}> that closes nothing${place(xml, at)}`);
  return at + all.length;
}

interface StartTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly closed: boolean;
  readonly end: number;
}

function readStart(xml: string, at: number, entity: Entity): StartTag {
  const [all, name] = match(START, xml, at) ?? [];
  if (all === undefined || name === undefined) throw new XmlError(`has a malformed tag${place(xml, at)}`);
  const attributes = new Map<string, string>();
  let end = at + all.length;
  for (let found = match(ATTRIBUTE, xml, end); found; found = match(ATTRIBUTE, xml, end)) {
    const [attribute, key = "", double, single] = found;
    if (attributes.has(key)) throw new XmlError(`gives an attribute twice${place(xml, at)}`);
    attributes.set(key, resolve(double ?? single ?? "", entity));
    end += attribute.length;
  }
  const close = match(CLOSE, xml, end);
  if (!close) throw new XmlError(`has a malformed tag${place(xml, at)}`);
  return { name, attributes, closed: close[1] === "/", end: end + close[0].length };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function resolve(text: string, entity: Entity): string {
  if (!text.includes("&")) return legal(text);
  const resolved = text.replace(REFERENCE, (reference, decimal?: string, hex?: string, name?: string) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number.parseInt(decimal, 10);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    const stands = name === undefined ? undefined : (NAMED.get(name) ?? entity?.(name));
    if (stands === undefined) throw new XmlError(`has an unknown entity or a bare "&" (${reference})`);
    return stands;
  });
  return legal(resolved);
}

/** XML 1.0, section 2.2. */
function legal(text: string): string {
  if (NOT_CHARACTERS.test(text)) throw new XmlError("holds characters that XML forbids");
  return text;
}

function place(xml: string, at: number): string {
  return ` in line ${xml.slice(0, at).split("\n").length}`;
}
