/** What stands in braces after a heading: `## Title {#id .class}`. */

declare module "mdast" {
  interface HeadingData {
    /** The id that its author gave it. */
    id?: string | undefined;
  }
}

const ATTRIBUTES = /^\{ *(?:(?:[#.][\w:-]+|[a-z][\w:-]*=(?:"[^"{}]*"|[\w.:-]+))(?: +|(?=\})))+\}$/i;
const MAX_ATTRIBUTES = 200;

/** The text before the braces, and the id in them. */
export function splitAttributes(text: string): { readonly text: string; readonly id: string | undefined } {
  const start = text.endsWith("}") ? text.lastIndexOf("{") : -1;
  const attributes = text.slice(start);
  if (start === -1 || attributes.length > MAX_ATTRIBUTES || !ATTRIBUTES.test(attributes)) {
    return { text, id: undefined };
  }
  const [, id] = /[{ ]#([\w:-]+)/.exec(attributes) ?? [];
  return { text: text.slice(0, start).trimEnd(), id };
}
