/** Headings: their words, and the ids that the site gives them. */

import type { Heading, PhrasingContent } from "mdast";

/** The content of a heading, and the id that its author gave it (`## Title {#id}`). */
export function splitHeading(heading: Heading): {
  children: readonly PhrasingContent[];
  id: string | undefined;
} {
  const last = heading.children.at(-1);
  const start = last?.type === "text" ? last.value.lastIndexOf("{#") : -1;
  if (last?.type !== "text" || start === -1) return { children: heading.children, id: undefined };
  const [, id] = /^\{#([\w-]{1,200})[^{}]*\}$/.exec(last.value.slice(start).trimEnd()) ?? [];
  if (id === undefined) return { children: heading.children, id };
  return {
    children: [...heading.children.slice(0, -1), { ...last, value: last.value.slice(0, start).trimEnd() }],
    id,
  };
}

/**
 * Returns a function that gives headings their ids, in order: letters, digits, `_` and `-` in lower case, blanks as
 * hyphens, the rest dropped; a number after what was there before. So does Hugo by default (Goldmark, "github").
 */
export function anchors(): (title: string) => string {
  const used = new Set<string>();
  const counts = new Map<string, number>();
  return (title) => {
    const name = slug(title) || "heading";
    let count = counts.get(name) ?? 0;
    let anchor = count === 0 ? name : `${name}-${count}`;
    for (; used.has(anchor); anchor = `${name}-${count}`) count += 1;
    counts.set(name, count + 1);
    used.add(anchor);
    return anchor;
  };
}

function slug(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}_ -]/gu, "")
    .replace(/ /g, "-");
}
