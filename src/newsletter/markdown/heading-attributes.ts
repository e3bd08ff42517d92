/** What stands after the words of a heading: `## Title ## {#id .class}`. */

import { isBlank } from "./source.ts";

declare module "mdast" {
  interface HeadingData {
    /** The id that its author gave it. */
    id?: string | undefined;
  }
}

/** Of ids and classes: no blanks, and no signs of ASCII but these. */
const NAME = "[^\\s!-,/;-@[-^`{-~]+";
const VALUE = '(?:"[^"{}]*"|[\\w.:-]+)';
const ATTRIBUTES = new RegExp(`^\\{ *(?:(?:[#.]${NAME}|[a-z][\\w:-]*=${VALUE})(?: +|(?=\\})))+\\}$`, "i");
const ID = new RegExp(`[{ ]#(${NAME})`);
const MAX_ATTRIBUTES = 200;

/** The text before the braces, without the marks that may close it, and the id in them. */
export function splitAttributes(text: string): { readonly text: string; readonly id: string | undefined } {
  const start = text.endsWith("}") ? text.lastIndexOf("{") : -1;
  const attributes = text.slice(start);
  if (start === -1 || attributes.length > MAX_ATTRIBUTES || !ATTRIBUTES.test(attributes)) {
    return { text, id: undefined };
  }
  const [, id] = ID.exec(attributes) ?? [];
  return { text: withoutClosing(text.slice(0, start).trimEnd()), id };
}

/** `Title` of `Title ##`. */
export function withoutClosing(title: string): string {
  let end = title.length;
  while (title[end - 1] === "#") end -= 1;
  return end === 0 || isBlank(title.charCodeAt(end - 1)) ? title.slice(0, end).trimEnd() : title;
}
