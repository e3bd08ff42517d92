/** A content folder for a test, which writes issues into it as an author would. */

import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Content extends AsyncDisposable {
  readonly folder: string;
  /** Writes a file, all at once. */
  write(file: string, text: string): Promise<void>;
  remove(file: string): Promise<void>;
}

export async function makeContent(files: Readonly<Record<string, string>> = {}): Promise<Content> {
  const folder = await mkdtemp(join(tmpdir(), "newsstand-content-"));
  const write = async (file: string, text: string): Promise<void> => {
    await writeFile(join(folder, `.${file}.part`), text);
    await rename(join(folder, `.${file}.part`), join(folder, file));
  };
  for (const [file, text] of Object.entries(files)) await write(file, text);
  return {
    folder,
    write,
    remove: (file) => rm(join(folder, file)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The text of an issue. */
export function issue(
  title: string,
  date: string,
  body = "A short greeting.\n\n## News\n\n- Something happened.\n",
): string {
  return `---\ntitle: ${title}\ndate: ${date}\ncategories: ['Newsletter']\n---\n\n${body}`;
}
