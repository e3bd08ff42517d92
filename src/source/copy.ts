/** The folder in which the copy of a git repository is kept: what was pulled last is there whatever happens. */

import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { lstat, mkdir, readdir, readlink, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Remote, shown } from "./words.ts";

/**
 * `content` is a link to the folder of issues in `states/` that was pulled last, `repository` what git knows. Whoever pulls takes the
 * repository away into `work/` and puts it back when it is done: so two processes never work in one, and what somebody was
 * killed over is not found again, but made anew.
 */
export interface Copy {
  /** The folder of issues; not there before something was pulled. */
  readonly content: string;
  readonly isThere: () => boolean;
  /** A repository to work in, and whether it is empty yet. */
  take(): Promise<Taken>;
  /** A folder for the next state; it becomes the content by `show`, in one step. */
  next(): Promise<string>;
  show(state: string, dates: ReadonlyMap<string, Date>): Promise<void>;
  /** When the issues of the content were changed, as `show` was told. */
  dates(): ReadonlyMap<string, Date>;
}

export interface Taken {
  readonly repository: string;
  readonly isNew: boolean;
  putBack(): Promise<void>;
  discard(): Promise<void>;
}

/** Milliseconds after which nobody works any more in what was left behind, and nobody reads any more what was replaced. */
const ABANDONED = 3_600_000;
/** And however many changes there are in that time, so many of those that were replaced are kept. */
const MOST_REPLACED = 8;
/** Hidden, and so no issue. */
const DATES = ".dates.json";

/** The copy of one folder of one branch: a cache holds any number of them. */
export function openCopy(cache: string, { url, branch, folder }: Remote): Copy {
  // A password that changes is no other repository.
  const key = createHash("sha256")
    .update(JSON.stringify([shown(url), branch, folder]))
    .digest("hex")
    .slice(0, 16);
  const home = join(cache, key);
  const content = join(home, "content");
  const kept = join(home, "repository");
  const fresh = (kind: "states" | "work"): string => join(home, kind, randomBytes(6).toString("hex"));

  return {
    content,
    isThere: () => existsSync(content),
    async take() {
      await mkdir(join(home, "work"), { recursive: true, mode: 0o700 });
      await tidy(home);
      const repository = fresh("work");
      const isNew = !(await takeAway(kept, repository));
      if (isNew) await mkdir(repository);
      const discard = (): Promise<void> => rm(repository, { recursive: true, force: true });
      return {
        repository,
        isNew,
        discard,
        // Somebody else may have put his back: one is enough.
        putBack: () => rename(repository, kept).catch(discard),
      };
    },
    async next() {
      const state = fresh("states");
      await mkdir(state, { recursive: true, mode: 0o700 });
      return state;
    },
    async show(state, dates) {
      await writeFile(join(state, DATES), JSON.stringify([...dates]));
      const before = await readlink(content).catch(() => undefined);
      // Whoever reads it still has an hour.
      if (before !== undefined) await utimes(join(home, before), new Date(), new Date()).catch(() => {});
      else await rm(content, { recursive: true, force: true });
      const link = `${state}.link`;
      await symlink(join(basename(dirname(state)), basename(state)), link);
      await rename(link, content);
    },
    dates: () => readDates(join(content, DATES)),
  };
}

async function takeAway(kept: string, repository: string): Promise<boolean> {
  try {
    // Its age is what tells that nobody works in it any more.
    await utimes(kept, new Date(), new Date());
    await rename(kept, repository);
    return true;
  } catch {
    return false;
  }
}

/** Removes what was left behind or replaced. */
async function tidy(home: string): Promise<void> {
  const current = await readlink(join(home, "content")).catch(() => "");
  for (const [kind, most] of [
    ["work", Infinity],
    ["states", MOST_REPLACED],
  ] as const) {
    const names = await readdir(join(home, kind)).catch(() => []);
    const paths = names.filter((name) => join(kind, name) !== current).map((name) => join(home, kind, name));
    const dated = await Promise.all(paths.map(async (path) => ({ path, changed: await changedAt(path) })));
    const oldest = Date.now() - ABANDONED;
    for (const [index, { path, changed }] of dated.toSorted((a, b) => b.changed - a.changed).entries()) {
      if (changed < oldest || index >= most) await rm(path, { recursive: true, force: true });
    }
  }
}

/** In ms; 0 for what is gone. */
async function changedAt(path: string): Promise<number> {
  return lstat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

/** At once: whoever asks for a date does not wait. */
function readDates(file: string): ReadonlyMap<string, Date> {
  try {
    const pairs: unknown = JSON.parse(readFileSync(file, "utf8"));
    return new Map(Array.isArray(pairs) ? pairs.flatMap(toPair) : []);
  } catch {
    return new Map();
  }
}

function toPair(pair: unknown): readonly (readonly [string, Date])[] {
  if (!Array.isArray(pair)) return [];
  const [name, written]: unknown[] = pair;
  const date = new Date(String(written));
  return typeof name === "string" && !Number.isNaN(date.getTime()) ? [[name, date]] : [];
}
