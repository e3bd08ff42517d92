/** Issues of a few words, and what is wrong with them. */

import { problemsOf } from "../../../src/newsletter/check.ts";
import { parseIssue, type Issue } from "../../../src/newsletter/issue.ts";
import { issueOf } from "../issues.ts";

/** The problems of a body, as `line:column: sentence`; its first line is line 1 here. */
export function check(body: string): readonly string[] {
  return problemsOf(issueOf(body)).map(
    ({ line, column, message }) => `${line === undefined ? "" : line - 4}:${column ?? ""}: ${message}`,
  );
}

/** An issue of this front matter. */
export function dated(file: string, matter: string): Issue {
  return parseIssue(file, `---\n${matter}\n---\nWords.\n`);
}
