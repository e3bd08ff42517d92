/** Issues as they are named on the command line: by item id, by file name, by the path of a file. */

import { basename } from "node:path";
import { closest, distance } from "fastest-levenshtein";
import type { Archive } from "../newsletter/archive.ts";
import { itemId } from "../newsletter/file-name.ts";
import type { Issue } from "../newsletter/issue.ts";
import { standing } from "../newsletter/release.ts";
import { placeOf, type Places } from "../publish/places.ts";

/** The item ids of the issues that are named. What is not `known` is an error that says what was probably meant. */
export function issueIds(names: readonly string[], known: Iterable<string>): ReadonlySet<string> {
  const ids = new Set(known);
  return new Set(names.map((name) => idOf(name, ids)));
}

function idOf(name: string, known: ReadonlySet<string>): string {
  if (known.has(name)) return name;
  const file = basename(name);
  const id = itemId(/\.md$/iu.test(file) ? file : `${file}.md`);
  if (known.has(id)) return id;
  const near = known.size === 0 ? "" : closest(id, [...known]);
  const hint = near !== "" && distance(id, near) <= 3 ? `; was ${near} meant?` : "";
  throw new Error(`there is no issue ${JSON.stringify(name)}${hint}`);
}

/** Which issues are published at all. */
export interface Rules {
  readonly now: Date;
  /** An empty list means all of them. */
  readonly languages: readonly string[];
  readonly places: Places;
}

/** Why these issues cannot be published as they are: a sentence for each. */
export function unpublishable(
  { issues, broken }: Archive,
  ids: ReadonlySet<string>,
  { now, languages, places }: Rules,
): string[] {
  const why = (issue: Issue): string | undefined => {
    const state = standing(issue, now);
    if (state !== "out") return WHY[state];
    if (languages.length > 0 && !languages.includes(issue.language))
      return `its language ${issue.language} is not among the languages (NEWSSTAND_LANGUAGES)`;
    if (placeOf(issue, places) === undefined)
      return "translations_node (NEWSSTAND_TRANSLATIONS_NODE) names no node for it";
    return undefined;
  };
  const kept = issues
    .filter(({ id }) => ids.has(id))
    .map((issue) => ({ file: issue.file, reason: why(issue) }))
    .filter(({ reason }) => reason !== undefined);
  const damaged = broken.filter(({ id }) => ids.has(id));
  return [
    ...kept.map(({ file, reason }) => `${file} is not published: ${reason}`),
    ...damaged.map(({ error }) => error.message),
  ];
}

const WHY = {
  draft: "it is a draft",
  future: "its date has not come yet",
  expired: "it has expired",
} as const;
