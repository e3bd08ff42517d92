/** Where the issues come from: a folder, or a git repository of which a copy is kept. */

import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { type Config, ConfigError } from "./config.ts";
import type { Log } from "./log.ts";
import { onlyWhenNew } from "./sayings.ts";
import { type Copy, openCopy } from "./source/copy.ts";
import { pull } from "./source/pull.ts";
import { type Remote, shown, toReason } from "./source/words.ts";
import { watchFolder, type WatchOptions } from "./watch.ts";

export interface Source {
  /** The folder of issues. That of a repository is not there before it could be pulled, and changes in one step. */
  readonly folder: string;
  /** Whether there is a folder to read: not before a repository was pulled. One that an operator names is taken to be there. */
  readonly isThere: () => boolean;
  /** Has the issues there, as new as they can be had; throws a sentence when there are none at all. */
  prepare(): Promise<void>;
  /**
   * Gives whether there may be something new to read. Never fails: what was there stays, and the log says why, once until it
   * is well again. A call during another is answered by one more pull after it.
   */
  pull(): Promise<boolean>;
  /** When a file was changed, as far as its history is known. */
  lastmod(file: string): Date | undefined;
  /** Calls after each change that nobody announces, until the signal is aborted: those of a repository are pulled. */
  watch(options: Pick<WatchOptions, "onChange" | "onError" | "signal">): Promise<void>;
  /** Ends what is going on; resolves when it has ended. */
  close(): Promise<void>;
}

/** How patient the pulls are. */
export interface Patience {
  /** Milliseconds that each call of git may take. */
  readonly limit: number;
  /**
   * How many commits the first pull brings along, for the dates of the files: of 3,000, a thousand take 0.7 MB, all of them
   * 1.8 MB. Later pulls add to them.
   */
  readonly depth: number;
}

export const PATIENCE: Patience = { limit: 300_000, depth: 1_000 };

type Settings = Pick<Config, "source" | "content" | "gitUrl" | "gitBranch" | "gitFolder" | "gitCache">;

/** Throws a `ConfigError` when a repository is wanted and none is named, or there is no place for a copy. */
export function createSource(settings: Settings, log: Log, patience = PATIENCE): Source {
  return settings.source === "git" ? gitSource(settings, log, patience) : folderSource(settings.content);
}

function folderSource(folder: string): Source {
  return {
    folder,
    isThere: () => true,
    prepare: () => Promise.resolve(),
    pull: () => Promise.resolve(true),
    lastmod: () => undefined,
    watch: (options) => watchFolder(folder, options),
    close: () => Promise.resolve(),
  };
}

function gitSource(settings: Settings, log: Log, patience: Patience): Source {
  const { gitUrl: url, gitBranch: branch, gitCache } = settings;
  if (url === undefined) {
    throw new ConfigError([
      "The source is git, but no repository is named: set git_url (NEWSSTAND_GIT_URL).",
    ]);
  }
  const remote: Remote = { url, branch, folder: posix.normalize(settings.gitFolder) };
  const cache = gitCache ?? temporary();
  const copy = openCopy(cache, remote);
  const stopping = new AbortController();
  const { signal } = stopping;
  const said = sayings(remote, copy, log);
  let commit: string | undefined;
  let dates = copy.dates();

  const inTurn = oneAfterAnother(async () => {
    signal.throwIfAborted();
    const pulled = await pull({ ...patience, remote, copy, signal }, copy.isThere() ? commit : undefined);
    said.well();
    if (pulled === undefined) return false;
    log.info(`pulled ${shown(url)}`, { commit: pulled.commit.slice(0, 12), issues: pulled.issues });
    commit = pulled.commit;
    dates = copy.dates();
    return true;
  });
  const failed = (error: unknown): false => {
    if (!signal.aborted) said.broken(error);
    return false;
  };
  return {
    folder: copy.content,
    isThere: copy.isThere,
    async prepare() {
      await inTurn().catch((error: unknown) => {
        if (!copy.isThere()) throw new Error(said.toSentence(error), { cause: error });
        failed(error);
      });
    },
    pull: () => inTurn().catch(failed),
    lastmod: (file) => dates.get(file),
    watch: () => Promise.resolve(),
    async close() {
      stopping.abort();
      // In its turn: when what goes on has ended.
      await inTurn().catch(() => {});
      if (gitCache === undefined) await rm(cache, { recursive: true, force: true });
    },
  };
}

/** What the log is told: once that it is broken, for each reason, and once that it is well again. */
function sayings(remote: Remote, copy: Copy, log: Log) {
  const problem = onlyWhenNew((sentence) => log.error(sentence));
  let isBroken = false;
  const toSentence = (error: unknown): string => {
    const rest = copy.isThere() ? "What was pulled last stays." : "There is nothing to publish yet.";
    return `The git repository ${shown(remote.url)} cannot be pulled: ${toReason(error, remote).text}. ${rest}`;
  };
  return {
    toSentence,
    broken(error: unknown) {
      isBroken = true;
      problem.say(toReason(error, remote).text, toSentence(error));
    },
    well() {
      if (isBroken) log.info(`the git repository ${shown(remote.url)} can be pulled again`);
      isBroken = false;
      problem.forget();
    },
  };
}

/** Does the work once at a time; whoever asks meanwhile gets what the next time gives. */
function oneAfterAnother<T>(work: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    next ??= last.then(() => {
      next = undefined;
      const run = work();
      last = run.catch(() => {});
      return run;
    });
    return next;
  };
}

function temporary(): string {
  try {
    return mkdtempSync(join(tmpdir(), "newsstand-git-"));
  } catch {
    throw new ConfigError([
      `There is no place for a copy of the repository in ${tmpdir()}: name a folder in git_cache (NEWSSTAND_GIT_CACHE).`,
    ]);
  }
}
