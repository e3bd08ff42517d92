/** What the name of a file says: whether it is an issue, its item id, tag URI, language and number. */

import { foldLetters } from "./characters.ts";

/** The date that a file name begins with. */
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/;

/** Whether a file of this name is an issue: `*.md`, in any case, but `README.md`, `_index.md`, these with a language, and hidden files. */
export function isIssueName(name: string): boolean {
  return /^[^.].*\.md$/is.test(name) && !/^(?:readme|_index)(?:\..*)?\.md$/is.test(name);
}

const languageNames = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/**
 * The id of the item that an issue is published as: a slug `[a-z0-9-]` of the file name, because title and date of an
 * issue may change after its release. Letters outside the Latin script become their code points. Never empty.
 */
export function itemId(file: string): string {
  const slug = foldLetters(stem(file))
    .replace(/[^a-z0-9]/gu, spelled)
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "");
  return slug === "" ? "issue" : slug;
}

function spelled(letter: string): string {
  return /[\p{L}\p{N}]/u.test(letter) ? `u${letter.codePointAt(0)?.toString(16)}` : "-";
}

/**
 * The Atom id of an issue, fixed for ever (RFC 4151). A file name that begins with a date gives the tag that date:
 * `2023-06-05-newsletter.md` is `tag:xmpp.org,2023-06-05:newsletter-2023-06-05`. Without a date the tag is of the
 * year 2026 and of the whole item id. Different item ids give different tags.
 */
export function tagUri(issue: string | { readonly file: string }, site: URL): string {
  const id = itemId(typeof issue === "string" ? issue : issue.file);
  const date = fileDate(id);
  if (date === undefined) return `tag:${site.hostname},2026:${id}`;
  const rest = id.slice(date.length + 1);
  return `tag:${site.hostname},${date}:${rest === "" ? date : `${rest}-${date}`}`;
}

/** The date `YYYY-MM-DD` that a file name or an item id begins with, if there is such a day. */
export function fileDate(name: string): string | undefined {
  const date = DATE.exec(name)?.[0];
  if (date === undefined) return undefined;
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date) ? date : undefined;
}

/** The language suffix of a file name, as BCP 47 writes it: `.fr.md` is `fr`, `.pt-br.md` is `pt-BR`. */
export function fileLanguage(file: string): string | undefined {
  const suffix = /\.([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2})$/i.exec(stem(file))?.[1];
  if (suffix === undefined) return undefined;
  try {
    const [language] = Intl.getCanonicalLocales(suffix);
    return language !== undefined && languageNames.of(language) !== undefined ? language : undefined;
  } catch {
    return undefined; // no language tag, thus a part of the name
  }
}

/**
 * What the translations of one issue have in common: the date of the file name, or without a date the name without
 * its language.
 */
export function issueNumber(file: string): string {
  const id = originalId(file);
  return fileDate(id) ?? id;
}

/** The item id that the file would have without its language. */
export function originalId(file: string): string {
  return itemId(fileLanguage(file) === undefined ? file : stem(file).replace(/\.[^.]*$/, ""));
}

/** The order of file names, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function stem(file: string): string {
  return file.replace(/\.md$/i, "");
}
