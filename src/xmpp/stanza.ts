/** RFC 6120: Elements, stanzas and what a protocol function needs of a session. */

import xmlOf from "@xmpp/xml";
import type { Child, Element } from "ltx";

export type { Child, Element } from "ltx";

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Builds an element; `undefined` attributes and children are left out. An element must be put into one stanza only. */
export function xml(name: string, attrs: Attributes = {}, ...children: (Child | undefined)[]): Element {
  const given: Record<string, string> = {};
  for (const [key, value] of Object.entries(attrs)) if (value !== undefined) given[key] = String(value);
  return xmlOf(name, given, ...children.filter((child) => child !== undefined && child !== ""));
}

/**
 * What protocol functions need of a session. Requests reject with a `StanzaError` when the other side says no, and
 * with a `SessionError` when the session cannot carry them; they resolve with the payload of the result, if it has one.
 */
export interface Requester {
  get(payload: Element, to?: string): Promise<Element | undefined>;
  set(payload: Element, to?: string): Promise<Element | undefined>;
  readonly send: (stanza: Element) => void;
}

/** The first child element, whatever its name. */
export function firstChild(element: Element | undefined): Element | undefined {
  return element?.getChildElements()[0];
}

/** The text of a child, or `undefined` when there is no such child. */
export function childText(element: Element, name: string, xmlns?: string): string | undefined {
  return element.getChild(name, xmlns)?.getText();
}
