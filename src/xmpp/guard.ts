/** RFC 6120, sections 4.9 and 8: what may go out on a stream, and what may come in; one look at every element. */

import { parseJid } from "./jid.ts";
import type { Element } from "./stanza.ts";

/** What a server takes when it does not advertise another limit (XEP-0478): both common servers close the stream above. */
export const DEFAULT_LIMIT = 262_144;

/** XML 1.0, production 2: everything but TAB, LF, CR and the legal ranges. */
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
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

/**
 * Makes an element fit for the wire, in place, and serializes it. Throws `UnsendableError` for an illegal name, an
 * address that is no JID and for more than `limit` bytes.
 */
export function serialize(element: Element, limit = DEFAULT_LIMIT): string {
  const to = element.attrs["to"];
  if (to !== undefined && parseJid(to) === undefined) {
    throw new UnsendableError(
      `${JSON.stringify(to.slice(0, 100))} is not a JID that a stanza can be sent to`,
    );
  }
  const queue = [element];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) queue.push(...cleaned(next));
  const text = element.toString();
  const bytes = Buffer.byteLength(text);
  if (bytes > limit) {
    throw new UnsendableError(
      `a ${element.name} of ${bytes} bytes is larger than the ${limit} that the server takes`,
    );
  }
  return text;
}

/** Whether a stanza that came in has addresses that can be read; others are not worth a reply. */
export function isAcceptable(stanza: Element): boolean {
  const { from, to } = stanza.attrs;
  return [from, to].every((address) => address === undefined || parseJid(address) !== undefined);
}

/** Cleans one element and gives its child elements. */
function cleaned(element: Element): Element[] {
  if (!NAME.test(element.name))
    throw new UnsendableError(`${JSON.stringify(element.name)} is not an element's name`);
  for (const [name, value] of Object.entries(element.attrs)) {
    if (!NAME.test(name)) throw new UnsendableError(`${JSON.stringify(name)} is not an attribute's name`);
    if (typeof value === "string") element.attrs[name] = clean(value);
  }
  element.children = element.children.map((child) => (typeof child === "string" ? clean(child) : child));
  return element.children.filter((child) => typeof child !== "string");
}
