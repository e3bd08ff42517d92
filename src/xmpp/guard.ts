/** RFC 6120, sections 4.9 and 8: what may go out on a stream, and what may come in; one look at every element. */

import { escapeXML, escapeXMLText, parse } from "ltx";
import { parseJid } from "./jid.ts";
import { type Attributes, type Child, type Element, xml } from "./stanza.ts";

/** What a server takes when it does not advertise another limit (XEP-0478): both common servers close the stream above. */
export const DEFAULT_LIMIT = 262_144;

/** XML 1.0, production 2: everything but TAB, LF, CR and the legal ranges. */
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** What cannot be written as it is: a quick look that most texts need no more than. */
const SPECIAL = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;
/** The names of XML 1.0 (production 5), but for a few signs that no protocol uses. */
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}._:\u00b7-]*$/u;

/** Whether an element or an attribute may be called so. */
export function isName(name: string): boolean {
  return NAME.test(name);
}

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

/** Marks an element whose text is known before the stanza is written that it belongs to. */
const WRITTEN = Symbol("written");
type Marked = Element & { readonly [WRITTEN]: { readonly text: string; readonly bytes?: number } };

function isMarked(element: Element): element is Marked {
  return WRITTEN in element;
}

/**
 * Writes a stanza, or a large part of one, in advance: it must not be changed after that. Gives its size in bytes. Throws
 * `UnsendableError` for an illegal name.
 */
export function prepare(element: Element): number {
  const whole = measured(element);
  Object.assign(element, { [WRITTEN]: whole });
  return whole.bytes;
}

/**
 * An element whose content is text already: `written` parts, or `canonical` ones that were cleaned. It goes over the wire as
 * it is, and becomes elements only when somebody looks inside: to make them and to write them again would take most of the
 * time that a large entry needs.
 */
export function verbatim(name: string, attrs: Attributes, content: string): Element {
  const element = xml(name, attrs);
  const text = enclose(element, content);
  let children: Child[] | undefined;
  const look = (): Child[] => {
    children ??= parse(text).children.map((child) => adopt(child, element));
    return children;
  };
  Object.defineProperties(element, {
    children: { get: look },
    toString: { value: () => text },
    write: { value: (writer: (part: string) => void) => writer(text) },
  });
  return Object.assign(element, { [WRITTEN]: { text } });
}

/** The same of the library's own class: elements of another one are not found among its children. */
function adopt(child: Child, parent: Element | null): Child {
  if (typeof child === "string") return child;
  const same = xml(child.name, child.attrs, ...child.children.map((each) => adopt(each, null)));
  same.parent = parent;
  return same;
}

/** A part of such an element that holds nothing but text. */
export function written(name: string, attrs: Attributes, content = ""): string {
  return enclose({ name, attrs }, textOf(content));
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
  const whole = measured(element);
  if (whole.bytes > limit) {
    throw new UnsendableError(
      `a ${element.name} of ${whole.bytes} bytes is larger than the ${limit} that the server takes`,
    );
  }
  return whole;
}

/** Whether a stanza that came in has addresses that can be read; others are not worth a reply. */
export function isAcceptable(stanza: Element): boolean {
  const { from, to } = stanza.attrs;
  return [from, to].every((address) => address === undefined || parseJid(address) !== undefined);
}

/** What is known is not gone through again, neither its characters nor its bytes. */
function measured(element: Element): Written {
  const [child, ...others] = element.children;
  if (!isMarked(element) && typeof child === "object" && isMarked(child) && others.length === 0) {
    const { text, bytes } = measured(child);
    const around = Buffer.byteLength(enclose(element, " ")) - 1;
    return { text: enclose(element, text), bytes: around + bytes };
  }
  const text = write(element);
  return { text, bytes: (isMarked(element) ? element[WRITTEN].bytes : undefined) ?? Buffer.byteLength(text) };
}

function write(element: Element): string {
  if (isMarked(element)) return element[WRITTEN].text;
  let content = "";
  for (const child of element.children) content += typeof child === "string" ? textOf(child) : write(child);
  return enclose(element, content);
}

/** Puts the tags of an element around its content, which is text already. */
function enclose({ name, attrs }: { name: string; attrs: Attributes }, content: string): string {
  if (!NAME.test(name)) throw new UnsendableError(`${JSON.stringify(name)} is not an element's name`);
  let tag = name;
  // The library's elements have numbers among them.
  for (const [key, value] of Object.entries(attrs)) {
    if (!NAME.test(key)) throw new UnsendableError(`${JSON.stringify(key)} is not an attribute's name`);
    if (value !== undefined && value !== null) tag += ` ${key}="${valueOf(String(value))}"`;
  }
  return content === "" ? `<${tag}/>` : `<${tag}>${content}</${name}>`;
}

function textOf(text: string): string {
  return SPECIAL.test(text) ? escapeXMLText(clean(text)) : text;
}

function valueOf(value: string): string {
  return SPECIAL.test(value) ? escapeXML(clean(value)) : value;
}
