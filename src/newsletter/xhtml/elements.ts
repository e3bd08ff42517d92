/** Elements and words of the XHTML, written so that they survive what clients do to them. */

import { Element, type Child } from "ltx";
import { legal } from "../characters.ts";

export type { Child } from "ltx";

/** Builds an element; attributes that are `undefined` are left out, texts side by side are one. */
export function element(
  name: string,
  attrs: Readonly<Record<string, string | undefined>>,
  children: readonly Child[],
): Element {
  const given = Object.entries(attrs).filter(([, value]) => value !== undefined);
  const built = new Element(name, Object.fromEntries(given));
  let text = "";
  for (const child of children) {
    if (typeof child === "string") {
      text += child;
      continue;
    }
    if (text !== "") built.append(text);
    text = "";
    built.append(child);
  }
  if (text !== "") built.append(text);
  return built;
}

/** A character that begins a tag or an entity if what follows it is read as HTML. */
const MARKUP = /(<(?=[a-z/!?])|&(?=#?[a-z0-9]{1,32};))/i;

/**
 * Text, in which `<` and `&` stand in a `span` of their own where they would begin a tag or an entity. Movim decodes
 * the entities of the content once more and then removes what looks like an unknown element, so that `<presence/>` in
 * a code span would vanish. With the `span` it does not look like one (tried with PHP's html_entity_decode and HTML
 * Purifier). Every other client shows and copies the same text as before.
 */
export function words(text: string): Child[] {
  const found = legal(text);
  if (!/[<&]/.test(found)) return found === "" ? [] : [found];
  return found
    .split(MARKUP)
    .filter((part) => part !== "")
    .map((part) => (part === "<" || part === "&" ? element("span", {}, [part]) : part));
}

/** The text of an attribute. A straight quote would end it where entities are decoded first, so it becomes a typographic one. */
export function attribute(text: string | null | undefined): string | undefined {
  return text === null || text === undefined
    ? undefined
    : legal(text)
        .replace(/(^|[\s([{])"/g, "$1“")
        .replace(/"/g, "”");
}
