/** The issues that a command is about: all of a folder, or a single file of one. */

import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { toIssueOptions, toMasthead } from "../assembly.ts";
import type { Config } from "../config.ts";
import { ArchiveError, readArchive, type Archive, type Broken } from "../newsletter/archive.ts";
import { remarksOfArchive } from "../newsletter/check.ts";
import { formatProblem, type Issue, type IssueOptions } from "../newsletter/issue.ts";
import type { Terminal } from "./command.ts";

export interface Content {
  /** The whole folder: translations of an issue may be among the others. */
  readonly archive: Archive;
  /** The file that was asked for; `undefined` when it was the folder. */
  readonly file: string | undefined;
  /** What was asked for. */
  readonly issues: readonly Issue[];
  readonly broken: readonly Broken[];
}

/** Reads a folder of issues, or the one that a file of it is in. Throws an `ArchiveError`, which says what is not there. */
export async function readContent(target: string, config: Config): Promise<Content> {
  if ((await kindOf(target)) !== "file") {
    const archive = await readIssues(target, config);
    return { archive, file: undefined, ...archive };
  }
  const archive = await readIssues(dirname(target), config);
  const file = basename(target);
  const issues = archive.issues.filter((issue) => issue.file === file);
  const broken = archive.broken.filter((each) => each.file === file);
  if (issues.length + broken.length === 0) {
    throw new ArchiveError(
      `${target} is no issue: the name of an issue ends with .md, and is not README.md.`,
    );
  }
  return { archive, file, issues, broken };
}

/** Reads the issues of a folder as the configuration says; `lastmod` knows when a file was changed, where its history is known. */
export function readIssues(
  folder: string,
  config: Config,
  lastmod?: IssueOptions["lastmod"],
): Promise<Archive> {
  return readArchive(folder, { ...toIssueOptions(toMasthead(config)), lastmod });
}

/** `undefined` for what is not there, or neither: whoever reads it as a folder says why that cannot be done. */
export async function kindOf(path: string): Promise<"file" | "folder" | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? "file" : found.isDirectory() ? "folder" : undefined;
  } catch {
    return undefined;
  }
}

/** Gives issue after issue, with pauses in which a signal is heard, and fails when it says to stop. */
export async function* oneByOne(issues: readonly Issue[], { signal }: Terminal): AsyncGenerator<Issue> {
  for (const issue of issues) {
    await setImmediate();
    if (signal.aborted) throw new Error("stopped before it was done");
    yield issue;
  }
}

/** Names the files that were left out; leaving any out is a failure of a task that should have done them all. */
export function complain({ broken }: Pick<Content, "broken">, terminal: Terminal): number {
  for (const { error } of broken) terminal.err(`${error.message}\n`);
  return broken.length === 0 ? 0 : 1;
}

/** Says what an editor may want to know: which issues are not out, and why. */
export function remark({ archive, issues }: Content, terminal: Terminal): void {
  const shown = new Set(issues.map(({ file }) => file));
  for (const each of remarksOfArchive(archive, new Date())) {
    if (shown.has(each.file)) terminal.err(`${formatProblem(each)}\n`);
  }
}
