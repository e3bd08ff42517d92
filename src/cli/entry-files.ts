/** Entries as files: `FILE.xml` for an issue, `FILE.items/ITEM-ID.xml` for each of its items. */

import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Issue } from "../newsletter/issue.ts";
import { type Entry, toElement } from "../xmpp/atom.ts";

/** An entry as a document. */
export function toDocument(entry: Entry): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${toElement(entry).toString()}\n`;
}

export function writeEntry(directory: string, { file }: Issue, entry: Entry): Promise<void> {
  return replaceFile(join(directory, `${file}.xml`), toDocument(entry));
}

/**
 * Writes the entries of an issue's items, by item id, and removes those that an earlier run has written and that are
 * items no more. What is no file of an item of this issue in their folder stays.
 */
export async function writeItems(
  directory: string,
  { file, id: issue }: Issue,
  entries: ReadonlyMap<string, Entry>,
): Promise<void> {
  const folder = join(directory, `${file}.items`);
  if (entries.size > 0) await mkdir(folder, { recursive: true });
  for (const [id, entry] of entries) await replaceFile(join(folder, `${id}.xml`), toDocument(entry));
  for (const name of await itemFiles(folder, issue)) {
    const isCurrent = name.endsWith(".xml") && entries.has(name.slice(0, -".xml".length));
    if (!isCurrent) await rm(join(folder, name));
  }
}

/** The files of an issue's items, also what a run that was interrupted has left half written. */
async function itemFiles(folder: string, issue: string): Promise<readonly string[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    return found
      .filter((each) => each.isFile() && /^[a-z0-9-]+\.xml(?:\.part)?$/.test(each.name))
      .map(({ name }) => name)
      .filter((name) => name.startsWith(`${issue}-`));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "writing there is not allowed",
  EEXIST: "something else has this name",
  EISDIR: "a folder has this name",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "there is no place for it",
  ENOSPC: "the disk is full",
  ENOTDIR: "what should hold it is no folder",
  EROFS: "the file system cannot be written to",
};

/** The system's error as a sentence that names the file; any other error as it is. */
export function writeError(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return error;
  const path = "dest" in error ? error.dest : error.path;
  const reason = REASONS[String(error.code)] ?? String(error.code);
  return new Error(`${String(path)} cannot be written: ${reason}.`, { cause: error });
}

/** Nobody ever reads half a file. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
