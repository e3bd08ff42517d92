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
 * items no more. What is no file of an item in their folder stays.
 */
export async function writeItems(
  directory: string,
  { file }: Issue,
  entries: ReadonlyMap<string, Entry>,
): Promise<void> {
  const folder = join(directory, `${file}.items`);
  if (entries.size > 0) await mkdir(folder, { recursive: true });
  for (const [id, entry] of entries) await replaceFile(join(folder, `${id}.xml`), toDocument(entry));
  for (const name of await itemFiles(folder)) {
    if (!entries.has(name.slice(0, -".xml".length))) await rm(join(folder, name));
  }
}

async function itemFiles(folder: string): Promise<readonly string[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    return found
      .filter((each) => each.isFile() && /^[a-z0-9-]+\.xml$/.test(each.name))
      .map(({ name }) => name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** Nobody ever reads half a file. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
