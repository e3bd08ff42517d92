/** Raw HTML in Markdown: never passed on, only its text. */

import { referenceAt } from "../markdown/entities.ts";

/** The text of an HTML block: without comments, scripts, styles and tags; in linear time. */
export function strip(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, "")
    .replace(/<[/!?a-z][^<>]*>/gi, " ")
    .replace(/&#?\w{1,32};/g, (entity) => referenceAt(entity, 0)?.value ?? entity)
    .replace(/[ \t]+/g, " ")
    .trim();
}

export function isLineBreak(html: string): boolean {
  return /^<br\s*\/?>$/i.test(html);
}
