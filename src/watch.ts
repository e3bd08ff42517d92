/** A folder of issues → one call per change, by looking again and again: that works on every file system. */

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { folderError } from "./newsletter/archive.ts";
import { isIssueName } from "./newsletter/file-name.ts";

export interface WatchOptions {
  /** The most milliseconds between two looks. */
  readonly interval?: number;
  /** The least, and those between two looks at a folder that changes. */
  readonly closely?: number;
  /**
   * Milliseconds for which a change must rest before it is reported: a writer may pause. With the interval it leaves time
   * for what is to be done within two seconds of an edit.
   */
  readonly rest?: number;
  /** Milliseconds after which a folder that never rests is reported all the same. */
  readonly patience?: number;
  /** Called once a change has rested. The next look comes after it. */
  readonly onChange: () => Promise<void>;
  /** Called when `onChange` fails, and when the folder cannot be read: once, until the reason changes or it can be read again. */
  readonly onError: (error: Error) => void;
  readonly signal: AbortSignal;
  /** Waits; rejects when the signal is aborted. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Where the watch stands between two looks. A look is a text that differs when the folder does. */
export interface Watch {
  /** What the listener knows; `undefined` before the first look. */
  readonly reported: string | undefined;
  /** What was seen last. */
  readonly seen: string | undefined;
  /** For how many looks it has stayed so. */
  readonly resting: number;
  /** For how many looks the folder has differed from what was reported. */
  readonly restless: number;
}

/** After how many looks a change is due: when it has rested for so many, or has not rested for so many. */
export interface Due {
  readonly rest: number;
  readonly patience: number;
}

/** No folder looks like this: what comes after it is a change, since who wanted to read the folder meanwhile could not. */
const UNREADABLE = "";

const AT_REST = { seen: undefined, resting: 0, restless: 0 } as const;

/**
 * Watches until the signal is aborted; the promise then resolves when the last `onChange` has ended. What the folder holds
 * at the first look is known, so watch first and read the folder then.
 */
export async function watchFolder(folder: string, options: WatchOptions): Promise<void> {
  const { interval = 500, closely = 200, onChange, onError, signal, wait = pause } = options;
  const rest = Math.max(1, Math.ceil((options.rest ?? 1_000) / closely));
  const patience = Math.max(rest + 1, Math.ceil((options.patience ?? 10_000) / closely));
  const tell = once(onError);
  let watch: Watch = { reported: undefined, ...AT_REST };
  while (!signal.aborted) {
    const before = performance.now();
    const seen = await look(folder, tell);
    const took = performance.now() - before;
    const next = step(watch, seen, { rest, patience });
    watch = next.watch;
    if (next.isDue && !signal.aborted) await attempt(onChange, onError);
    await wait(watch.seen === undefined ? pauseAfter(took, closely, interval) : closely, signal).catch(
      () => undefined,
    );
  }
}

/** How long not to look at a folder that rests, so that looking takes a fortieth of the time: 2,000 files are a look of 12 ms. */
export function pauseAfter(took: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(took) * 40));
}

/** One look: what is known afterwards, and whether a change is due to be told. `undefined` is a folder that cannot be read. */
export function step(watch: Watch, seen: string | undefined, due: Due): { watch: Watch; isDue: boolean } {
  if (watch.reported === undefined || seen === undefined) {
    return { watch: { reported: seen ?? UNREADABLE, ...AT_REST }, isDue: false };
  }
  if (seen === watch.reported) return { watch: { ...watch, ...AT_REST }, isDue: false };
  const resting = seen === watch.seen ? watch.resting + 1 : 0;
  const restless = watch.restless + 1;
  if (resting >= due.rest || restless >= due.patience) {
    return { watch: { reported: seen, ...AT_REST }, isDue: true };
  }
  return { watch: { ...watch, seen, resting, restless }, isDue: false };
}

async function look(folder: string, tell: (error: Error | undefined) => void): Promise<string | undefined> {
  try {
    const names = (await readdir(folder)).filter(isIssueName).toSorted();
    const files = await Promise.all(names.map((name) => describe(folder, name)));
    tell(undefined);
    return JSON.stringify(files);
  } catch (error) {
    tell(
      new Error(`${folderError(folder, error).message} Nothing is retracted meanwhile.`, { cause: error }),
    );
    return undefined;
  }
}

/** A file that cannot be looked at is described by why, so that it is a change when it can. */
async function describe(folder: string, name: string): Promise<readonly (string | number)[]> {
  try {
    const { size, mtimeMs, ino } = await stat(join(folder, name));
    return [name, size, mtimeMs, ino];
  } catch (error) {
    return [name, error instanceof Error && "code" in error ? String(error.code) : "unknown"];
  }
}

/** Passes an error on unless it says what the one before it said; `undefined` is that all is well again. */
function once(onError: (error: Error) => void): (error: Error | undefined) => void {
  let last: string | undefined;
  return (error) => {
    const isNew = error !== undefined && error.message !== last;
    last = error?.message;
    if (isNew) onError(error);
  };
}

async function attempt(work: () => Promise<void>, onError: (error: Error) => void): Promise<void> {
  try {
    await work();
  } catch (error) {
    onError(toError(error));
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal });
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
