/** XEP-0059: Result Set Management (1.0, partial). */

import { type Element, xml } from "./stanza.ts";

export const NS = "http://jabber.org/protocol/rsm";

/** Asks for a page of at most `max` things, after the one named `after`. */
export function page(max: number, after?: string): Element {
  return xml(
    "set",
    { xmlns: NS },
    xml("max", {}, String(max)),
    after === undefined ? undefined : xml("after", {}, after),
  );
}

/** The name to ask for the next page with, or `undefined` when this was the last, or the service knows no pages. */
export function next(answer: Element | undefined): string | undefined {
  return answer?.getChild("set", NS)?.getChildText("last") || undefined;
}

/**
 * Whether a page was the last: it is short, and with the `seen` before it there are as many things as there should be. A short
 * page alone says nothing, and the number may be an estimate (section 2.7).
 */
export function isLast(
  answer: Element | undefined,
  { max, got, seen }: { readonly max: number; readonly got: number; readonly seen: number },
): boolean {
  const all = count(answer);
  return got < max && all !== undefined && seen >= all;
}

/** How many things there are in all, where the service tells. */
export function count(answer: Element | undefined): number | undefined {
  const text = answer?.getChild("set", NS)?.getChildText("count");
  return /^\d+$/.test(text ?? "") ? Number(text) : undefined;
}
