/** Raw HTML within a paragraph. */

const ATTRIBUTE = String.raw`\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>${"`"}]+|'[^']*'|"[^"]*"))?`;
const TAG = new RegExp(String.raw`<(?:[a-z][a-z0-9-]*(?:${ATTRIBUTE})*\s*/?|/[a-z][a-z0-9-]*\s*)>`, "iy");

/** What begins so ends so. */
const ENDS: readonly (readonly [string, string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
  ["<!", ">"],
];

export type RawHtml = (start: number) => number | undefined;

/** Returns a function that gives the end of the tag, comment or declaration at an index, if there is one. */
export function rawHtml(text: string): RawHtml {
  const missing = new Set<string>();
  return (start) => {
    TAG.lastIndex = start;
    const [tag] = TAG.exec(text) ?? [];
    if (tag !== undefined) return start + tag.length;
    for (const [opening, closing] of ENDS) {
      if (!text.startsWith(opening, start) || missing.has(closing)) continue;
      if (opening === "<!" && !/[a-z]/i.test(text.charAt(start + 2))) return undefined;
      const end = text.indexOf(closing, start + opening.length);
      if (end !== -1) return end + closing.length;
      missing.add(closing);
    }
    return undefined;
  };
}
