/** A copy of one folder of a git repository: its latest commit, the issues in it, and when each was changed. */

import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { MAX_FILE } from "../newsletter/archive.ts";
import { isIssueName } from "../newsletter/file-name.ts";
import { byFile, byNul } from "./answers.ts";
import { ask, type Git, git, GitError } from "./git.ts";
import { NoFolderError } from "./words.ts";

/** A file of the folder, by its name and the id of its content. */
export interface Blob {
  readonly name: string;
  readonly id: string;
}

const TIP = "refs/newsstand/tip";
const FETCH = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
/** The longest list of files, and the longest line, in bytes. */
const MAX_LIST = 33_554_432;
const MAX_LINE = 65_536;
/** A regular file: a link is no issue, and neither is another repository. */
const ENTRY = /^100\d{3} blob ([0-9a-f]{40,64})\t(.*)$/su;

/** Makes an empty repository. */
export async function init(context: Git): Promise<void> {
  await git(context, ["init", "--quiet", "--bare", "--template="]);
}

/**
 * Fetches the branch and gives the id of its latest commit. The first time it comes with so many commits before it, later with
 * all that are new; without any files where the server knows how to leave them out.
 */
export async function fetchTip(context: Git, branch = "HEAD", depth?: number): Promise<string> {
  const shallow = depth === undefined ? [] : [`--depth=${depth}`];
  const args = [...FETCH, "--filter=blob:none", ...shallow, "--", "origin", `+${branch}:${TIP}`];
  try {
    await git(context, args);
  } catch (error) {
    const isDumb = error instanceof GitError && /does not support (?:--)?shallow/u.test(error.said);
    if (depth === undefined || !isDumb) throw error;
    return fetchTip(context, branch);
  }
  return answerOf(context, ["rev-parse", "--verify", `${TIP}^{commit}`]);
}

/** The tree of a folder of a commit, by its id. Throws a `NoFolderError`. */
export async function treeOf(context: Git, commit: string, folder: string): Promise<string> {
  if (folder === ".") return answerOf(context, ["rev-parse", "--verify", `${commit}^{tree}`]);
  const entry = await answerOf(context, ["ls-tree", commit, "--", folder]);
  const [, id] = /^040000 tree ([0-9a-f]+)\t/u.exec(entry) ?? [];
  if (id === undefined) throw new NoFolderError();
  return id;
}

/** The issues in a tree, not those in the folders within. */
export async function listIssues(context: Git, tree: string): Promise<readonly Blob[]> {
  const list = await ask(context, ["ls-tree", "-z", tree], { max: MAX_LIST });
  return list.split("\0").flatMap((line) => {
    const [, id = "", name = ""] = ENTRY.exec(line) ?? [];
    return isPlain(name) ? [{ name, id }] : [];
  });
}

/** Fetches the files of a tree that are not there. */
export async function fetchBlobs(context: Git, tree: string, blobs: readonly Blob[]): Promise<void> {
  const absent = ["rev-list", "--objects", "--no-object-names", "--missing=print", tree];
  const objects = await ask(context, absent, { max: MAX_LIST });
  const missing = new Set(
    objects.split("\n").flatMap((line) => (line.startsWith("?") ? [line.slice(1)] : [])),
  );
  const wanted = new Set(blobs.map(({ id }) => id).filter((id) => missing.has(id)));
  if (wanted.size === 0) return;
  // They are asked for by their ids: no need to tell what is there already.
  const settings = { ...context.settings, "fetch.negotiationAlgorithm": "noop" };
  const input = [...wanted].map((id) => `${id}\n`).join("");
  await git({ ...context, settings }, [...FETCH, "--filter=blob:none", "--stdin", "origin"], { input });
}

/** Reads files, one after the other. Of one that is too large for an issue there is just more than an issue may have. */
export async function readBlobs(
  context: Git,
  blobs: readonly Blob[],
  write: (name: string, content: Buffer) => Promise<void>,
): Promise<void> {
  const left = blobs.toReversed();
  const take = byFile(MAX_FILE + 1, async (content) => {
    const blob = left.pop();
    if (blob !== undefined) await write(blob.name, content);
  });
  await git(context, ["cat-file", "--batch"], { input: blobs.map(({ id }) => `${id}\n`).join(""), take });
  if (left.length > 0) throw new GitError("cat-file", `it left out ${left.length} files`);
}

/**
 * When each file of the folder was changed last, by its name: the time of the commit that brought the change to the branch,
 * be that a merge. Where history is cut off, a commit seems to bring all there is: what was changed there or before has no date.
 */
export async function datesOf(
  context: Git,
  commit: string,
  folder: string,
): Promise<ReadonlyMap<string, Date>> {
  const cut = await cutOff(context);
  const prefix = folder === "." ? "" : `${folder}/`;
  const dates = new Map<string, Date>();
  let date: Date | undefined;
  const take = byNul((text) => {
    const [, id = "", seconds = ""] = /^\u0001([0-9a-f]+) (\d+)$/u.exec(text) ?? [];
    if (id !== "") {
      date = cut.has(id) ? undefined : new Date(Number(seconds) * 1_000);
      return;
    }
    const name = text.replace(/^\n/u, "").slice(prefix.length);
    if (date !== undefined && isPlain(name) && !dates.has(name)) dates.set(name, date);
  });
  const log = ["log", "--first-parent", "-m", "--no-renames", "--name-only", "-z", "--format=%x01%H %ct"];
  const paths = folder === "." ? [] : [folder];
  await git(context, [...log, commit, "--", ...paths], { take });
  return dates;
}

/** An answer of one line. */
async function answerOf(context: Git, args: readonly string[]): Promise<string> {
  const answer = await ask(context, args, { max: MAX_LINE });
  return answer.trim();
}

/** The commits behind which the history is not there. */
async function cutOff({ repository }: Git): Promise<ReadonlySet<string>> {
  const text = await readFile(join(repository, "shallow"), "utf8").catch(() => "");
  return new Set(text.split("\n"));
}

/** Whether a file of this name is an issue, and would be in the folder that it is written to: git takes any name. */
function isPlain(name: string): boolean {
  return isIssueName(name) && basename(name) === name && Buffer.byteLength(name) <= 255;
}
