/** What is wrong with issues, in sentences for their authors: what to write instead, and where. */

import type { Archive } from "./archive.ts";
import { addresses } from "./check/addresses.ts";
import { archiveRules } from "./check/archive.ts";
import { brackets } from "./check/brackets.ts";
import { marks } from "./check/marks.ts";
import { structure } from "./check/structure.ts";
import { toSubject, type Rule } from "./check/subject.ts";
import { compare, fileDate } from "./file-name.ts";
import type { Issue } from "./issue.ts";
import { positionOf, sourceOf } from "./markdown/source.ts";
import type { Problem } from "./problem.ts";
import { standing } from "./release.ts";
import { withoutOriginal } from "./translations.ts";

const RULES: readonly Rule[] = [...brackets, ...marks, ...addresses, ...structure];

/**
 * Every slip of an issue by which its readers lose something, in the order of the file: what reading it has shown
 * (`warnings`) and what the rules find. On lines with a shortcode the column is that of the Markdown which stands for it.
 */
export function problemsOf(issue: Issue): readonly Problem[] {
  const subject = toSubject(issue);
  const slips = RULES.flatMap((rule) => rule(subject));
  const source = sourceOf(issue.markdown);
  const found = slips.map(({ offset, message }): Problem => {
    const { line, column } = positionOf(source, offset, offset).start;
    return { file: issue.file, line: issue.lines[line - 1], column, message };
  });
  return [...issue.warnings, ...dateFault(issue), ...found].toSorted(byPlace);
}

/** The files that are no issues, and the issues that do not go together, by file; without the problems of each issue. */
export function problemsOfArchive(archive: Archive): readonly Problem[] {
  const broken = archive.broken.map(({ file, error }) => ({ file, line: error.line, message: error.reason }));
  return [...broken, ...archiveRules.flatMap((rule) => rule(archive))].toSorted(byPlace);
}

/** What an editor may want to know and need not change: issues that are not out, translations without an original. */
export function remarksOfArchive(archive: Archive, now: Date): readonly Problem[] {
  const alone = withoutOriginal(archive).map((issue) =>
    remark(issue, `There is no original for this translation into ${issue.language}.`),
  );
  const hidden = archive.issues.flatMap((issue) => {
    const state = standing(issue, now);
    return state === "out" ? [] : [remark(issue, NOT_OUT[state](issue))];
  });
  return [...alone, ...hidden].toSorted(byPlace);
}

const NOT_OUT = {
  draft: () => "It is a draft, and not published.",
  future: ({ publishDate, date }: Issue) => `It is published on ${day(publishDate ?? date)}.`,
  expired: ({ expiryDate, date }: Issue) => `It is out no more since ${day(expiryDate ?? date)}.`,
};

function remark({ file }: Issue, message: string): Problem {
  return { file, line: undefined, message };
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** From so many days on a date is no delay but a slip, such as another month. */
const MAX_DELAY = 28;

/** The page of an issue has the month of its date. */
function dateFault({ file, date }: Issue): readonly Problem[] {
  const named = fileDate(file);
  const days = named === undefined ? 0 : Math.round((date.getTime() - Date.parse(named)) / 86_400_000);
  if (Math.abs(days) < MAX_DELAY) return [];
  const message = `Its date ${day(date)} is ${Math.abs(days)} days ${days < 0 ? "before" : "after"} that of the file name; the address of its page is made from it.`;
  return [{ file, line: undefined, message }];
}

function byPlace(a: Problem, b: Problem): number {
  return compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
