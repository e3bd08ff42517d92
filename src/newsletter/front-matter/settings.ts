/** The front matter of an issue as Hugo means it: which setting says what, and which stands in for another. */

import { legal } from "../characters.ts";
import { parseDate, type WrittenDate } from "./dates.ts";
import { readDate, readFlag, readList, readText, toFlag } from "./fields.ts";
import { fileDate, itemId } from "../file-name.ts";
import { IssueError, type Problem } from "../problem.ts";
import { withMeantNames } from "./setting-names.ts";
import type { Fields } from "./yaml.ts";

/** What the front matter says of an issue. */
export interface Settings {
  /** On one line. */
  readonly title: string;
  readonly date: Date;
  /** `YYYY-MM-DD`: the day of `date` in the zone that it was written in. */
  readonly day: string;
  /** When it appears, where that is said apart from `date`. */
  readonly publishDate: Date | undefined;
  /** From when on it is out no more. */
  readonly expiryDate: Date | undefined;
  readonly lastmod: Date | undefined;
  readonly draft: boolean;
  readonly authors: readonly string[];
  /** Categories, then tags, as written, each once. */
  readonly tags: readonly string[];
  readonly keywords: readonly string[];
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly slug: string | undefined;
  readonly url: string | undefined;
  /** Other addresses of its page, as written. */
  readonly aliases: readonly string[];
  /** Pictures that stand for it, as written. */
  readonly images: readonly string[];
}

/** By Hugo's default configuration, in the order in which they are asked. */
const PUBLISHED = ["publishdate", "pubdate", "published"];
const MODIFIED = ["lastmod", "modified"];
const DATES = ["date", ...PUBLISHED, ...MODIFIED];
const EXPIRES = ["expirydate", "unpublishdate"];

/**
 * Reads the settings, whatever the case of their names. A title, and a date or flag that decides about the release, which is
 * there and cannot be read is an `IssueError`; anything else is left out with a problem, and unknown settings do not count.
 * Where there are none at all the title is the first `heading`; a missing date is that of the file name.
 */
export function readSettings(
  file: string,
  written: Fields,
  heading: string | undefined,
): { readonly settings: Settings; readonly problems: readonly Problem[] } {
  const { fields, problems: renamed } = withMeantNames(file, written);
  const problems: Problem[] = [...renamed];
  const say = (line: number | undefined, message: string): void =>
    void problems.push({ file, line, message });
  const optional = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof IssueError)) throw error;
      say(error.line, `${error.reason} It is left out.`);
      return undefined;
    }
  };
  const text = (name: string): string | undefined => optional(() => readText(file, fields, name));
  const list = (...names: readonly string[]): readonly string[] =>
    unique(names.flatMap((name) => optional(() => readList(file, fields, name)) ?? []));
  const { moment: date, day } = readDate(file, fields, DATES) ?? dateOfName(file, fields, say);
  const settings = {
    title: readText(file, fields, "title") ?? titleOfBody(file, fields, heading, say),
    date,
    day,
    publishDate: readDate(file, fields, PUBLISHED)?.moment,
    expiryDate: readDate(file, fields, EXPIRES)?.moment,
    draft: isDraft(file, fields),
    lastmod: optional(() => readDate(file, fields, MODIFIED))?.moment,
    authors: list("author", "authors"),
    tags: list("categories", "tags"),
    aliases: list("aliases"),
    images: list("images"),
    keywords: list("keywords"),
    summary: text("summary"),
    description: text("description"),
    slug: text("slug"),
    url: text("url"),
  };
  return { settings, problems };
}

type Say = (line: number | undefined, message: string) => void;

function dateOfName(file: string, fields: Fields, say: Say): WrittenDate {
  const date = parseDate(fileDate(itemId(file)));
  if (date === undefined) throw missing(file, fields, "date", "date at the beginning of the file name");
  say(fields.get("date")?.line ?? 1, `No date is set; that of the file name is taken: ${date.day}`);
  return date;
}

/** A front matter that says other things has forgotten the title: a heading is too little to go by then. */
function titleOfBody(file: string, fields: Fields, heading: string | undefined, say: Say): string {
  if (fields.size > 0 || !heading) throw missing(file, fields, "title", "heading");
  say(1, `No title is set; the first heading is taken: ${heading.slice(0, 100)}`);
  return heading;
}

function missing(file: string, fields: Fields, name: string, instead: string): IssueError {
  const field = fields.get(name);
  if (field !== undefined) return new IssueError(file, field.line, `The ${name} is empty.`);
  if (fields.size === 0) {
    return new IssueError(file, 1, `There is no front matter with a ${name}, and no ${instead}.`);
  }
  const found = legal([...fields.keys()].join(", ")).slice(0, 200);
  return new IssueError(file, 1, `The front matter has no ${name}, only ${found}.`);
}

/** `published: false` is a draft as well, where `draft` says nothing. */
function isDraft(file: string, fields: Fields): boolean {
  return readFlag(file, fields, "draft") ?? toFlag(fields.get("published")?.value) === false;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
