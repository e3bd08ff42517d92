/** A folder → its issues, the oldest first. */

import { createHash } from "node:crypto";
import type { Dirent } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { compare, isIssueName, itemId } from "./file-name.ts";
import { IssueError, parseIssue, type Issue, type IssueOptions } from "./issue.ts";

export interface Archive {
  /** By date, then by file name. */
  readonly issues: readonly Issue[];
  /** Files that are no issues as they are, by file name. */
  readonly broken: readonly Broken[];
}

export interface Broken {
  readonly file: string;
  readonly id: string;
  readonly error: IssueError;
}

export interface ReadOptions extends IssueOptions {
  /** Issues as they were read before: one that would be read the same is given again, the same object. */
  readonly before?: readonly Issue[];
}

/** Largest file, in bytes; real issues have less than 40,000. */
export const MAX_FILE = 1_048_576;

/** The folder cannot be read; its message names it. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

/**
 * Reads every issue of a folder: its `*.md` files, without README.md, `_index.md` and hidden files. A file that cannot be
 * read or parsed is reported in `broken`. Throws an `ArchiveError` when the folder is missing or unreadable.
 */
export async function readArchive(
  folder: string,
  { before = [], ...options }: ReadOptions = {},
): Promise<Archive> {
  const root = await rootOf(folder);
  const known = new Map(before.map((issue) => [sources.get(issue), issue]));
  const issues: Issue[] = [];
  const broken: Broken[] = [];
  const files = new Map<string, string>();
  for (const { name: file } of await entriesOf(root, folder)) {
    const id = itemId(file);
    try {
      const first = files.get(id);
      if (first !== undefined)
        throw new IssueError(file, undefined, `Its item id ${id} is that of ${first} already.`);
      files.set(id, file);
      const text = await readIssue(root, file);
      const source = sourceOf(file, text, options);
      const issue = known.get(source) ?? parseIssue(file, text, options);
      sources.set(issue, source);
      issues.push(issue);
    } catch (error) {
      if (!(error instanceof IssueError)) throw error;
      broken.push({ file, id, error });
    }
  }
  return { issues: issues.toSorted(byDate), broken };
}

/**
 * An archive in which an issue whose file is broken now is as it was when it could be read last; so is all of it, when there
 * is suddenly nothing left.
 */
export function withLastGood(now: Archive, before: Archive): Archive {
  if (now.issues.length === 0 && now.broken.length === 0) return before;
  const broken = new Set(now.broken.map(({ file }) => file));
  const kept = before.issues.filter(({ file }) => broken.has(file));
  return { issues: [...now.issues, ...kept].toSorted(byDate), broken: now.broken };
}

/** What each issue was made from. */
const sources = new WeakMap<Issue, string>();

function sourceOf(file: string, text: string, { language, follow, lastmod }: IssueOptions): string {
  const around = JSON.stringify([file, language, follow, lastmod?.(file)]);
  return createHash("sha256").update(around).update(text).digest("base64");
}

async function rootOf(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    throw folderError(folder, error);
  }
}

/** Of the folder as it was resolved: a link to it may lead elsewhere by now. */
async function entriesOf(root: string, folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries.filter(({ name }) => isIssueName(name)).toSorted((a, b) => compare(a.name, b.name));
  } catch (error) {
    throw folderError(folder, error);
  }
}

/** The system's error as a sentence about the folder. */
export function folderError(folder: string, cause: unknown): ArchiveError {
  const reason =
    { ENOENT: "there is no such folder", ENOTDIR: "it is not a folder", EACCES: "reading it is not allowed" }[
      codeOf(cause)
    ] ?? codeOf(cause);
  return new ArchiveError(`The issues in ${folder} cannot be read: ${reason}.`, { cause });
}

/** Reads a file of the folder that is a regular file, not too large and UTF-8. */
async function readIssue(root: string, file: string): Promise<string> {
  try {
    const path = await realpath(join(root, file));
    if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) {
      throw new IssueError(
        file,
        undefined,
        "It is a link to a file outside the folder of issues; that is not read.",
      );
    }
    const { size } = await regular(path, file);
    if (size > MAX_FILE) throw tooLarge(file, size);
    return decode(file, await readBytes(path, size));
  } catch (error) {
    if (error instanceof IssueError) throw error;
    throw new IssueError(file, undefined, `The file cannot be read (${codeOf(error)}).`);
  }
}

/** Asked before opening: opening a named pipe would wait for ever. */
async function regular(path: string, file: string): Promise<{ size: number }> {
  const stats = await stat(path);
  if (!stats.isFile()) throw new IssueError(file, undefined, "It is not a regular file.");
  return stats;
}

/** Reads no more than its size; should the file have grown meanwhile, it is read again soon. */
async function readBytes(path: string, size: number): Promise<Uint8Array> {
  await using handle = await open(path);
  const bytes = new Uint8Array(size);
  let length = 0;
  for (let read = -1; read !== 0; length += read) {
    read = (await handle.read(bytes, length, bytes.length - length)).bytesRead;
  }
  return bytes.subarray(0, length);
}

function tooLarge(file: string, size: number): IssueError {
  const megabytes = (size / 1_048_576).toFixed(1);
  return new IssueError(file, undefined, `The file has ${megabytes} MiB; an issue has at most 1 MiB.`);
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new IssueError(file, firstBadLine(bytes), "The file is not UTF-8 text.");
  }
}

function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(10, start);
    const end = feed === -1 ? bytes.length : feed;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return line;
}

function byDate(a: Issue, b: Issue): number {
  return a.date.getTime() - b.date.getTime() || compare(a.file, b.file);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
