/** One pull: the latest commit of a git repository → the folder of its issues, and when they were changed. */

import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Copy, Taken } from "./copy.ts";
import type { Git } from "./git.ts";
import { datesOf, fetchBlobs, fetchTip, init, listIssues, readBlobs, treeOf } from "./repository.ts";
import { type Remote, toReason } from "./words.ts";

export interface PullOptions {
  readonly remote: Remote;
  readonly copy: Copy;
  /** Milliseconds that each call of git may take. */
  readonly limit: number;
  /** How many commits come with the first one. */
  readonly depth: number;
  readonly signal: AbortSignal;
}

/** The id of the latest commit, and how many issues it has. */
export interface Pulled {
  readonly commit: string;
  readonly issues: number;
}

/**
 * Pulls, and shows what came unless it is this commit. A repository that is damaged, or that somebody was killed over, is replaced
 * by a new one. Throws what `toReason` makes a sentence of; what was shown before stays then.
 */
export async function pull(options: PullOptions, known: string | undefined): Promise<Pulled | undefined> {
  const { copy, remote, signal } = options;
  const taken = await copy.take();
  try {
    const pulled = await pullInto(taken, options, known);
    await taken.putBack();
    return pulled;
  } catch (error) {
    const isDamaged = toReason(error, remote).isOurs && !signal.aborted;
    if (!taken.isNew && !isDamaged) await taken.putBack();
    else await taken.discard();
    if (taken.isNew || !isDamaged) throw error;
  }
  return pull(options, known);
}

async function pullInto(
  { repository, isNew }: Taken,
  { remote, copy, limit, depth, signal }: PullOptions,
  known: string | undefined,
): Promise<Pulled | undefined> {
  const context: Git = { repository, settings: { "remote.origin.url": remote.url }, limit, signal };
  if (isNew) await init(context);
  const commit = await fetchTip(context, remote.branch, isNew ? depth : undefined);
  if (commit === known) return undefined;
  const tree = await treeOf(context, commit, remote.folder);
  const issues = await listIssues(context, tree);
  await fetchBlobs(context, tree, issues);
  const dates = await datesOf(context, commit, remote.folder);
  const state = await copy.next();
  try {
    await readBlobs(context, issues, (name, content) => writeFile(join(state, name), content));
    await copy.show(state, dates);
  } catch (error) {
    await rm(state, { recursive: true, force: true });
    throw error;
  }
  return { commit, issues: issues.length };
}
