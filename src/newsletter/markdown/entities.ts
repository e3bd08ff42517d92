/** Character references (`&amp;`, `&#233;`) and backslashes. */

import MarkdownIt from "markdown-it";

const { unescapeAll } = new MarkdownIt().utils;
const REFERENCE = /&(?:#x[a-f0-9]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{1,31});/iy;

/** The text that stands for itself, without backslashes and character references. */
export function decode(text: string): string {
  return unescapeAll(text);
}

/** The character reference at an index: its characters and its length; `undefined` if it is none that HTML knows. */
export function referenceAt(text: string, index: number): { value: string; length: number } | undefined {
  REFERENCE.lastIndex = index;
  const [reference] = REFERENCE.exec(text) ?? [];
  if (reference === undefined) return undefined;
  const value = unescapeAll(reference);
  if (value !== reference) return { value, length: reference.length };
  return reference[1] === "#" ? { value: "\uFFFD", length: reference.length } : undefined;
}
