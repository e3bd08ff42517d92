/** What an entry says, as a few characters: equal digests need no request. */

import { createHash } from "node:crypto";
import type { Entry } from "../xmpp/atom.ts";

/** 72 bits, in base64url. */
const LENGTH = 12;

/**
 * The digest of all that a reader would be notified of: not the Atom id, the dates and the link to comments, which an entry
 * keeps from its first publication (revision.ts). The entry of the content and the one that a node holds have the same digest
 * exactly when nothing is to be done.
 */
export function digestOf(entry: Entry): string {
  const { title, language, author, summary, rights, categories, links, xhtml, text } = entry;
  const said = links
    .filter(({ rel }) => rel !== "replies")
    .map(({ rel, href, type, title: name, hreflang }) => [rel, href, type, name, hreflang]);
  const values = [title, language, author.name, author.uri, summary, rights, categories, said, xhtml, text];
  return createHash("sha256").update(JSON.stringify(values)).digest("base64url").slice(0, LENGTH);
}
