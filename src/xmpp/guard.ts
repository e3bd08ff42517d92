/** RFC 6120, sections 4.9 and 8: what may go out on a stream, and what may come in; one look at every element. */

import { escapeXML, escapeXMLText, parse } from "ltx";
import { parseJid } from "./jid.ts";
import type { Child, Element } from "./stanza.ts";

/** What a server takes when it does not advertise another limit (XEP-0478): both common servers close the stream above. */
export const DEFAULT_LIMIT = 262_144;

/** XML 1.0, production 2: everything but TAB, LF, CR and the legal ranges. */
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** What may have to be cleaned, and what cannot be written as it is: quick looks that most texts need no more than. */
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;
const SPECIAL = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;
/** The names of XML 1.0 (production 5), but for a few signs that no protocol uses. */
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}._:\u00b7-]*$/u;

/** A stanza that the stream must not carry: it is refused before it reaches the wire, and would be refused again. */
export class UnsendableError extends Error {
  override readonly name = "UnsendableError";
}

/** Text with what XML 1.0 forbids taken out. */
export function clean(text: string): string {
  return text.toWellFormed().replace(ILLEGAL, "");
}

/** A stanza as text for the wire, and its size in bytes. */
export interface Written {
  readonly text: string;
  readonly bytes: number;
}

/** What was written before the stanza that it belongs to. */
const prepared = new WeakMap<Element, Written>();
const verbatims = new WeakMap<Element, string>();

/**
 * Writes a large part of a stanza in advance, while there is time: it must not be changed after that. Throws
 * `UnsendableError` for an illegal name.
 */
export function prepare(element: Element): void {
  prepared.set(element, measured(element));
}

/**
 * The element that a canonical text stands for (`canonical.ts`). The text goes over the wire as it is; it is parsed only when
 * somebody looks inside, which takes five times as long as all that is else done with a large entry.
 */
export function verbatim(text: string): Element {
  if (UNFIT.test(text)) return parse(text);
  const end = text.indexOf(">");
  const element = parse(text[end - 1] === "/" ? text : `${text.slice(0, end)}/>`);
  let children: Child[] | undefined;
  const look = (): Child[] => {
    if (children !== undefined) return children;
    children = parse(text).children;
    for (const child of children) if (typeof child !== "string") child.parent = element;
    return children;
  };
  const write = (writer: (part: string) => void): void => writer(text);
  Object.defineProperties(element, {
    children: { get: look, set: (given) => (children = given) },
    write: { value: write },
  });
  verbatims.set(element, text);
  return element;
}

/**
 * Writes an element, made fit for the wire: what XML forbids is left out of texts. Throws `UnsendableError` for an illegal
 * name, an address that is no JID and for more than `limit` bytes.
 */
export function serialize(element: Element, limit = DEFAULT_LIMIT): Written {
  const to = element.attrs["to"];
  if (to !== undefined && parseJid(to) === undefined) {
    throw new UnsendableError(
      `${JSON.stringify(to.slice(0, 100))} is not a JID that a stanza can be sent to`,
    );
  }
  const written = measured(element);
  if (written.bytes > limit) {
    throw new UnsendableError(
      `a ${element.name} of ${written.bytes} bytes is larger than the ${limit} that the server takes`,
    );
  }
  return written;
}

/** Whether a stanza that came in has addresses that can be read; others are not worth a reply. */
export function isAcceptable(stanza: Element): boolean {
  const { from, to } = stanza.attrs;
  return [from, to].every((address) => address === undefined || parseJid(address) !== undefined);
}

/** What was prepared as a whole is not gone through again, neither its characters nor its bytes. */
function measured(element: Element): Written {
  const known = prepared.get(element);
  if (known !== undefined) return known;
  const [child, ...others] = element.children;
  const inside = typeof child === "object" && others.length === 0 ? prepared.get(child) : undefined;
  if (inside === undefined) {
    const text = write(element);
    return { text, bytes: Buffer.byteLength(text) };
  }
  const [open, close] = tags(element);
  return {
    text: `${open}${inside.text}${close}`,
    bytes: Buffer.byteLength(open) + inside.bytes + Buffer.byteLength(close),
  };
}

function write(element: Element): string {
  const known = verbatims.get(element) ?? prepared.get(element)?.text;
  if (known !== undefined) return known;
  const [open, close] = tags(element);
  let text = open;
  for (const child of element.children) text += typeof child === "string" ? textOf(child) : write(child);
  return text + close;
}

/** What comes before the children of an element, and what comes after them. */
function tags({ name, attrs, children }: Element): [open: string, close: string] {
  if (!NAME.test(name)) throw new UnsendableError(`${JSON.stringify(name)} is not an element's name`);
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attrs)) {
    if (!NAME.test(key)) throw new UnsendableError(`${JSON.stringify(key)} is not an attribute's name`);
    if (value !== undefined && value !== null) open += ` ${key}="${valueOf(String(value))}"`;
  }
  return children.length === 0 ? [`${open}/>`, ""] : [`${open}>`, `</${name}>`];
}

function textOf(text: string): string {
  return SPECIAL.test(text) ? escapeXMLText(clean(text)) : text;
}

function valueOf(value: string): string {
  return SPECIAL.test(value) ? escapeXML(clean(value)) : value;
}
