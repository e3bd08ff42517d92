/** What is said of a comment in a message: nothing in it works. */

import { shorten } from "../newsletter/characters.ts";
import { styleLines } from "../newsletter/styling.ts";
import type { Comment } from "./comment.ts";

export const LONGEST_TITLE = 100;
const LONGEST_JID = 100;

/** Whose comment it is, on the issue with this title, and what it says, for editors. */
export function sentence(title: string, comment: Comment): string {
  const { author, publisher, isVerified, text } = comment;
  const issue = shorten(title, LONGEST_TITLE);
  if (isVerified) return `Comment on ${issue} by ${signature(author)}: “${text}”`;
  const by = publisher === undefined ? "" : `, published by ${shorten(publisher, LONGEST_JID)}`;
  return `Unverified comment on ${issue}, signed ${signature(author)}${by}: “${text}”`;
}

/** The author's name, and the JID where there is one. */
export function signature({ name, jid }: Comment["author"]): string {
  return jid === undefined ? name : `${name} (${shorten(jid, LONGEST_JID)})`;
}

/** A line in which no sign styles anything (XEP-0393). */
export function plain(line: string): string {
  return styleLines([{ code: false, quotes: 0, lead: "", runs: [{ text: line, styles: [] }] }]);
}
