/** The author: issues that are added, edited and removed, and what the node has to hold of them. */

import { type Content, issue, makeContent } from "../support/content.ts";
import type { Edit } from "./schedule.ts";

export interface Shelf extends AsyncDisposable {
  readonly folder: string;
  /** Titles by item id: what the node must hold, no more and no less. */
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
const BLOCK = "- Zażółć gęślą jaźń: ein größerer Satz über 通信 und 😀, so that no byte stands alone.\n";

export async function makeShelf(): Promise<Shelf> {
  const content: Content = await makeContent();
  const issues = new Map<string, { readonly title: string; readonly bytes: number }>();
  let [added, written] = [0, 0];

  const write = async (id: string, bytes: number): Promise<void> => {
    written += 1;
    const title = `Ausgabe № ${written} – größer 😀`;
    const body = `A short greeting.\n\n## News\n\n${BLOCK.repeat(Math.ceil(bytes / Buffer.byteLength(BLOCK)))}`;
    issues.set(id, { title, bytes });
    await content.write(`${id}.md`, issue(title, id.slice(0, 10), body));
  };
  const remove = async (id: string): Promise<void> => {
    issues.delete(id);
    await content.remove(`${id}.md`);
  };
  /** One of the next day; the oldest goes when there are enough. */
  const add = async (): Promise<void> => {
    added += 1;
    const [oldest] = issues.keys();
    if (issues.size >= MOST && oldest !== undefined) await remove(oldest);
    const date = new Date(Date.UTC(2023, 0, added)).toISOString().slice(0, 10);
    await write(`${date}-newsletter`, added % 8 === 0 ? LARGE : USUAL);
  };
  const edit = (id: string): Promise<void> => write(id, issues.get(id)?.bytes ?? USUAL);

  for (let count = 0; count < MOST; count += 1) await add();
  return {
    folder: content.folder,
    desired: () => new Map([...issues].map(([id, { title }]) => [id, title])),
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
