/** Rules for issues that do not go together. */

import type { Archive } from "../archive.ts";
import { compare, fileLanguage, issueNumber } from "../file-name.ts";
import type { Issue } from "../issue.ts";
import { pageUrl } from "../permalink.ts";
import type { Problem } from "../problem.ts";
import { tieOf } from "../translations.ts";

type ArchiveRule = (archive: Pick<Archive, "issues">) => readonly Problem[];

/** Any site will do to compare pages. */
const SITE = new URL("https://site.invalid/");

/** Says a sentence of each issue that has the same key as one before it. */
function repeated(
  issues: readonly Issue[],
  key: (issue: Issue) => string,
  sentence: (issue: Issue, first: Issue) => string,
): readonly Problem[] {
  const firsts = new Map<string, Issue>();
  return issues.flatMap((issue) => {
    const first = firsts.get(key(issue));
    if (first !== undefined) return [problem(issue, sentence(issue, first))];
    firsts.set(key(issue), issue);
    return [];
  });
}

/** Two files of one number in one language. */
const sameNumber: ArchiveRule = ({ issues }) =>
  repeated(
    issues,
    ({ file, language }) => `${issueNumber(file)} ${language}`,
    ({ language }, first) => `${first.file} has the same number in the same language (${language}).`,
  );

/** The site keeps only one of them. */
const samePage: ArchiveRule = ({ issues }) =>
  repeated(
    issues,
    (issue) => pageUrl(issue, SITE).href,
    (issue, first) => `Its page has the address of that of ${first.file}: ${pageUrl(issue, SITE).pathname}`,
  );

/** The front matter was copied from the issue before, in the order of the file names. */
const sameTitle: ArchiveRule = ({ issues }) => {
  const byLanguage = Map.groupBy(issues, ({ language }) => language);
  return [...byLanguage.values()].flatMap((all) => {
    const sorted = all.toSorted((a, b) => compare(a.file, b.file));
    return sorted.flatMap((issue, index) => {
      const before = sorted[index - 1];
      return before !== undefined && before.title === issue.title
        ? [problem(issue, `Its title is that of ${before.file}: ${issue.title}`)]
        : [];
    });
  });
};

/** A translation is named by the date of its original. */
const looseTie: ArchiveRule = (archive) =>
  archive.issues.flatMap((issue) => {
    const tie = tieOf(issue, archive);
    return tie === undefined || tie.days === 0 || fileLanguage(issue.file) === undefined
      ? []
      : [
          problem(
            issue,
            `Its name is dated ${Math.abs(tie.days)} days ${tie.days < 0 ? "before" : "after"} the original, ${tie.original.file}; give it the same date.`,
          ),
        ];
  });

export const archiveRules: readonly ArchiveRule[] = [sameNumber, samePage, sameTitle, looseTie];

function problem({ file }: Issue, message: string): Problem {
  return { file, line: undefined, message };
}
