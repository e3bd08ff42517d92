/** The author: issues that are added, edited and removed, and what the node has to hold of them. */

import { itemId } from "../../src/newsletter/file-name.ts";
import { type Content, issue, makeContent } from "../support/content.ts";
import type { Edit } from "./schedule.ts";

export interface Shelf extends AsyncDisposable {
  readonly folder: string;
  /** Titles by item id: what the nodes must hold, no more and no less. */
  desired(): ReadonlyMap<string, string>;
  /** `choice` (0 to 1) says which one, where one is edited or removed. */
  change(edit: Edit, choice: number): Promise<void>;
  /** Edits the largest one. */
  editLargest(): Promise<void>;
}

/**
 * As many as there ever are, so that the bot's memory is that of the same content all the time; and so many that a few of
 * them may be removed at once without being taken for a mistake (`max_retract`).
 */
const MOST = 30;
/** Bytes of Markdown: an entry has twice as many. Every eighth issue is a large one. */
const USUAL = 2_500;
const LARGE = 12_000;
/** Every second one is translated: the suffixes of the files. */
const TRANSLATED = ["", ".de"] as const;
const BLOCK = "- Zażółć gęślą jaźń: ein größerer Satz über 通信 und 😀, so that no byte stands alone.\n";

/** An issue, with what its files have behind its name. */
interface Work {
  readonly title: string;
  readonly bytes: number;
  readonly files: readonly string[];
}

export async function makeShelf(): Promise<Shelf> {
  const content: Content = await makeContent();
  const issues = new Map<string, Work>();
  let [added, written] = [0, 0];

  const write = async (id: string, { bytes, files }: Pick<Work, "bytes" | "files">): Promise<void> => {
    written += 1;
    const title = `Ausgabe № ${written} – größer 😀`;
    const body = `A short greeting.\n\n## News\n\n${BLOCK.repeat(Math.ceil(bytes / Buffer.byteLength(BLOCK)))}`;
    issues.set(id, { title, bytes, files });
    for (const file of files) await content.write(`${id}${file}.md`, issue(title, id.slice(0, 10), body));
  };
  const remove = async (id: string): Promise<void> => {
    const { files = [] } = issues.get(id) ?? {};
    issues.delete(id);
    for (const file of files) await content.remove(`${id}${file}.md`);
  };
  /** One of the next day; the oldest goes when there are enough. */
  const add = async (): Promise<void> => {
    added += 1;
    const [oldest] = issues.keys();
    if (issues.size >= MOST && oldest !== undefined) await remove(oldest);
    const date = new Date(Date.UTC(2023, 0, added)).toISOString().slice(0, 10);
    const files = added % 2 === 0 ? TRANSLATED : TRANSLATED.slice(0, 1);
    await write(`${date}-newsletter`, { bytes: added % 8 === 0 ? LARGE : USUAL, files });
  };
  const edit = async (id: string): Promise<void> => {
    const work = issues.get(id);
    if (work !== undefined) await write(id, work);
  };

  for (let count = 0; count < MOST; count += 1) await add();
  return {
    folder: content.folder,
    desired: () =>
      new Map(
        [...issues].flatMap(([id, { title, files }]) =>
          files.map((file) => [itemId(`${id}${file}.md`), title]),
        ),
      ),
    async change(what, choice) {
      const chosen = [...issues.keys()][Math.floor(choice * issues.size)] ?? "";
      if (what === "add") await add();
      else await (what === "edit" ? edit(chosen) : remove(chosen));
    },
    async editLargest() {
      const [largest] = [...issues].toSorted(([, one], [, other]) => other.bytes - one.bytes);
      if (largest !== undefined) await edit(largest[0]);
    },
    [Symbol.asyncDispose]: () => content[Symbol.asyncDispose](),
  };
}
