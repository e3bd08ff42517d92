/** XEP-0428: Fallback Indication (0.2.1, partial). */

import { countOf, type Range, toRange } from "./charcount.ts";
import { type Element, xml } from "./stanza.ts";

export const NS = "urn:xmpp:fallback:0";

/** Everything, however long it is. */
const WHOLE: Range = { start: 0, end: Infinity };

/**
 * Says that the beginning of a message's body only stands for what clients that know the specification of this namespace show
 * in another way, and may leave out. It is counted in code points (XEP-0426).
 */
export function fallbackFor(namespace: string, beginning: string): Element {
  return xml("fallback", { xmlns: NS, for: namespace }, xml("body", { start: 0, end: countOf(beginning) }));
}

/** The same of the whole body. */
export function wholeFallbackFor(namespace: string): Element {
  return xml("fallback", { xmlns: NS, for: namespace }, xml("body"));
}

/**
 * The ranges of a message's body that only stand for something of a specification that is known, or of one that is not said:
 * earlier versions said none.
 */
export function rangesOf(message: Element, known: ReadonlySet<string>): readonly Range[] {
  return message
    .getChildren("fallback", NS)
    .filter(({ attrs }) => attrs["for"] === undefined || known.has(attrs["for"]))
    .flatMap((fallback) => {
      if (fallback.getChildElements().length === 0) return [WHOLE];
      const ranges = fallback.getChildren("body").map(({ attrs }) => toRange(attrs["start"], attrs["end"]));
      return ranges.filter((range) => range !== undefined);
    });
}
