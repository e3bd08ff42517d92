/** XEP-0292: vCard4 Over XMPP (0.12.0, partial). */

import { type Element, xml } from "./stanza.ts";

export const NS = "urn:ietf:params:xml:ns:vcard-4.0";
export const NODE = "urn:xmpp:vcard4";
/** The only item of the node has this id. */
export const CURRENT = "current";

/** What we say of an automated entity (section 6); what is empty is not said. */
export interface Card {
  readonly name: string;
  readonly note: string;
  readonly url: string;
}

/** The vCard with these properties; what others put into the one before stays. */
export function toElement(card: Card, before: Element | undefined): Element {
  const ours = properties(card);
  const kept = (before?.getChildElements() ?? []).filter((child) => !ours.has(child.getName()));
  return xml("vcard", { xmlns: NS }, ...[...ours.values()].filter((each) => each !== undefined), ...kept);
}

/** Whether a vCard says this of itself already. */
export function says(vcard: Element | undefined, card: Card): boolean {
  if (vcard?.is("vcard", NS) !== true) return false;
  return [...properties(card)].every(([name, element]) => textOf(vcard.getChild(name)) === textOf(element));
}

function properties({ name, note, url }: Card): ReadonlyMap<string, Element | undefined> {
  const property = (key: string, value: string, kind = "text"): [string, Element | undefined] => [
    key,
    value === "" ? undefined : xml(key, {}, xml(kind, {}, value)),
  ];
  return new Map([
    property("kind", "application"),
    property("fn", name),
    property("nickname", name),
    property("note", note),
    property("url", url, "uri"),
  ]);
}

function textOf(property: Element | undefined): string | undefined {
  return property?.getChildElements().at(-1)?.getText();
}
