/**
 * A strict reader for a small XML document of unknown origin: what is not well-formed, too deep or declares a DOCTYPE is
 * refused, and the time it takes grows with the length and no faster.
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

const DEEPEST = 16;
const MOST_ELEMENTS = 200_000;

const NAME = "[\\p{L}_:][\\p{L}\\p{N}_:.\\-]*";
const START = new RegExp(`<(${NAME})`, "uy");
const END = new RegExp(`</(${NAME})\\s*>`, "uy");
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, "uy");
const CLOSE = /\s*(\/?)>/uy;
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([a-z]{2,4}));|&/gu;
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
  let elements = 0;
  let at = xml.startsWith("\ufeff") ? 1 : 0;
  while (at < xml.length) {
    const parent = open.at(-1) ?? document;
    if (xml[at] !== "<") {
      const next = xml.indexOf("<", at);
      const end = next < 0 ? xml.length : next;
      parent.text += resolve(xml.slice(at, end));
      at = end;
    } else if (xml.startsWith("<!", at) || xml.startsWith("<?", at)) {
      const { text, end } = readAside(xml, at);
      parent.text += text;
      at = end;
    } else if (xml.startsWith("</", at)) {
      at = readEnd(xml, at, parent);
      open.pop();
    } else {
      const { element, closed, end } = readStart(xml, at);
      if (++elements > MOST_ELEMENTS) throw new XmlError(`has more than ${MOST_ELEMENTS} elements`);
      if (!closed && open.push(element) > DEEPEST) throw new XmlError(`is nested more than ${DEEPEST} deep`);
      parent.children.push(element);
      at = end;
    }
  }
  return onlyRoot(document, open);
}

function onlyRoot(document: OpenElement, open: readonly OpenElement[]): XmlElement {
  const unclosed = open.length > 1 ? open.at(-1) : undefined;
  if (unclosed) throw new XmlError(`ends before <${unclosed.name}> is closed`);
  const [root, another] = document.children;
  if (!root || another || document.text.trim() !== "") throw new XmlError("is not one XML element");
  return root;
}

/** A comment, a processing instruction, the XML declaration (all without text) or a CDATA section. */
function readAside(xml: string, at: number): { text: string; end: number } {
  if (xml.startsWith("<!--", at)) return { text: "", end: after(xml, "-->", at + 4) };
  if (xml.startsWith("<?", at)) return { text: "", end: after(xml, "?>", at + 2) };
  if (xml.startsWith("<![CDATA[", at)) {
    const end = after(xml, "]]>", at + 9);
    return { text: legal(xml.slice(at + 9, end - 3)), end };
  }
  throw new XmlError("has a DOCTYPE or another declaration, which is not accepted");
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  if (found < 0) throw new XmlError(`ends before a "${mark}"`);
  return found + mark.length;
}

function readEnd(xml: string, at: number, { name }: OpenElement): number {
  const [all, found] = match(END, xml, at) ?? [];
  if (all === undefined) throw new XmlError(`has a malformed end tag${place(xml, at)}`);
  if (found !== name) throw new XmlError(`has an end tag </${found}> that closes nothing${place(xml, at)}`);
  return at + all.length;
}

function readStart(xml: string, at: number): { element: OpenElement; closed: boolean; end: number } {
  const [all, name] = match(START, xml, at) ?? [];
  if (all === undefined || name === undefined) throw new XmlError(`has a malformed tag${place(xml, at)}`);
  const attributes = new Map<string, string>();
  let end = at + all.length;
  for (let found = match(ATTRIBUTE, xml, end); found; found = match(ATTRIBUTE, xml, end)) {
    const [attribute, key = "", double, single] = found;
    if (attributes.has(key)) throw new XmlError(`gives an attribute twice${place(xml, at)}`);
    attributes.set(key, resolve(double ?? single ?? ""));
    end += attribute.length;
  }
  const close = match(CLOSE, xml, end);
  if (!close) throw new XmlError(`has a malformed tag${place(xml, at)}`);
  return {
    element: { name, attributes, children: [], text: "" },
    closed: close[1] === "/",
    end: end + close[0].length,
  };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function resolve(text: string): string {
  if (!text.includes("&")) return legal(text);
  const resolved = text.replace(REFERENCE, (reference, decimal?: string, hex?: string, name?: string) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number.parseInt(decimal, 10);
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : NAMED.get(name ?? "");
    if (character === undefined) throw new XmlError(`has an unknown entity or a bare "&" (${reference})`);
    return character;
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
