import { appendFile, mkdir, mkdtemp, rename, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pauseAfter, step, type Watch, watchFolder, type WatchOptions } from "../src/watch.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "watch-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const issue = (name: string): string => join(folder, name);

/**
 * Watches while a story is told: each of its parts happens between two looks, and the watch ends with the story. What
 * comes back is what was told after each look: `change`, or the error's message.
 */
async function watching(
  story: readonly (() => unknown)[],
  options: Partial<WatchOptions> = {},
  watched = folder,
): Promise<string[][]> {
  const stop = new AbortController();
  const told: string[][] = [[]];
  const parts = [...story];
  await watchFolder(watched, {
    signal: stop.signal,
    onChange: () => Promise.resolve(void told.at(-1)?.push("change")),
    onError: ({ message }) => void told.at(-1)?.push(message),
    wait: async () => {
      const part = parts.shift();
      if (part === undefined) stop.abort();
      else told.push([]);
      await part?.();
    },
    ...options,
  });
  return told;
}

const nothing = (): void => {};
const add = (name: string) => (): Promise<void> => writeFile(issue(name), "x");
const write = (): Promise<void> => appendFile(issue("a.md"), "more");
const vanish = (): Promise<void> => rm(folder, { recursive: true });
const appear = (): Promise<unknown> => mkdir(folder);
/** After the look that sees a change, those for which it must rest: 1 s. It is told of at the last one. */
const RESTS = Array<typeof nothing>(5).fill(nothing);

/** After which looks there was a change. */
const changes = (told: readonly (readonly string[])[]): number[] =>
  told.flatMap((events, look) => (events.includes("change") ? [look] : []));

async function replaceUnnoticed(): Promise<void> {
  const { atime, mtime } = await stat(issue("a.md"));
  await writeFile(issue("new"), "two");
  await utimes(issue("new"), atime, mtime);
  await rename(issue("new"), issue("a.md"));
}

describe("a folder", () => {
  test("that does not change is not told of", async () => {
    await writeFile(issue("a.md"), "one");
    expect(await watching([nothing, nothing, nothing])).toEqual([[], [], [], []]);
  });

  test.each([
    ["a new file", add("b.md")],
    ["a file that was written again", write],
    ["a file that is gone", () => rm(issue("a.md"))],
    ["a file that has another name", () => rename(issue("a.md"), issue("b.md"))],
    ["a file of equal size and time put in its place", replaceUnnoticed],
  ])("with %s is told of once, when it has rested", async (_, change) => {
    await writeFile(issue("a.md"), "one");
    expect(changes(await watching([change, ...RESTS, nothing, nothing]))).toEqual([6]);
  });

  test.each(["b.md", "b.MD", "b.Md"])("is told of for %s, as it is read", async (name) => {
    expect(changes(await watching([add(name), ...RESTS]))).toEqual([6]);
  });

  test.each(["notes.txt", ".hidden.md", "a.md~", "4913", "README.md", "_index.de.md"])(
    "is not told of for %s",
    async (name) => {
      expect(changes(await watching([add(name), ...RESTS, nothing]))).toEqual([]);
    },
  );

  test("that is still being written is told of when it rests", async () => {
    expect(changes(await watching([write, write, write, ...RESTS, nothing]))).toEqual([8]);
  });

  test("that is written with pauses of more than a second is told of once", async () => {
    const paused = [write, ...RESTS.slice(1)];
    expect(changes(await watching([...paused, ...paused, write, ...RESTS, nothing]))).toEqual([16]);
  });

  test.each([
    [500, 1_500, 4],
    [500, 0, 2],
    [200, 1_500, 9],
    [2_000, 1_500, 2],
  ])("looked at closely, every %i ms, rests for %i ms", async (closely, rest, due) => {
    const told = await watching([write, ...Array<typeof nothing>(12).fill(nothing)], { closely, rest });
    expect(changes(told)).toEqual([due]);
  });

  test("is looked at often enough for a change to be told of within 1.5 s", async () => {
    let waited = 0;
    const stop = new AbortController();
    await watchFolder(folder, {
      signal: stop.signal,
      onChange: () => Promise.resolve(stop.abort()),
      onError: () => {},
      wait: async (milliseconds) => {
        if (!stop.signal.aborted) waited += milliseconds;
        if (waited === milliseconds) await write();
      },
    });
    expect(waited).toBeLessThanOrEqual(1_500);
  });

  test.each([
    [0, 200],
    [1, 200],
    [8, 320],
    [12, 480],
    [100, 500],
  ])("is left alone after a look of %i ms for %i ms", (took, pause) => {
    expect(pauseAfter(took, 200, 500)).toBe(pause);
  });

  test("that never rests is told of when patience ends", async () => {
    const told = await watching(Array<typeof write>(9).fill(write), {
      patience: 800,
      rest: 600,
    });
    expect(changes(told)).toEqual([4, 8]);
  });

  test("that is as it was when it rests is not told of", async () => {
    expect(changes(await watching([add("b.md"), () => rm(issue("b.md")), ...RESTS]))).toEqual([]);
  });

  test("with a link that leads nowhere is told of when it leads somewhere", async () => {
    await symlink(issue("elsewhere"), issue("a.md"));
    expect(changes(await watching([add("elsewhere"), ...RESTS]))).toEqual([6]);
  });

  test("that is missing is complained about once, until it is missing again", async () => {
    const told = await watching([vanish, nothing, appear, vanish, nothing]);
    const missing = [
      `The issues in ${folder} cannot be read: there is no such folder. Nothing is retracted meanwhile.`,
    ];
    expect(told).toEqual([[], missing, [], [], missing, []]);
  });

  test("that becomes a file is complained about again, with the new reason", async () => {
    const told = await watching([vanish, () => writeFile(folder, "x"), nothing]);
    expect(told.map(([sentence = ""]) => /: (.*?)\./.exec(sentence)?.[1])).toEqual([
      undefined,
      "there is no such folder",
      "it is not a folder",
      undefined,
    ]);
  });

  test("that vanished is told of when it has returned, even as it was: who read it meanwhile could not", async () => {
    const away = `${folder}-away`;
    const leave = (): Promise<void> => rename(folder, away);
    const back = (): Promise<void> => rename(away, folder);
    expect(changes(await watching([leave, back, ...RESTS, nothing]))).toEqual([7]);
  });

  test("that is a link is told of when it leads to another folder", async () => {
    await mkdir(`${folder}/one`);
    await mkdir(`${folder}/two`);
    await writeFile(`${folder}/one/a.md`, "one");
    await writeFile(`${folder}/two/a.md`, "two");
    const link = `${folder}/link`;
    await symlink("one", link);
    const lead = async (): Promise<void> => {
      await symlink("two", `${link}.new`);
      await rename(`${link}.new`, link);
    };
    expect(changes(await watching([lead, ...RESTS, nothing], {}, link))).toEqual([6]);
  });

  test("that is missing from the start is told of when it comes, even empty", async () => {
    await rm(folder, { recursive: true });
    const told = await watching([appear, ...RESTS, nothing]);
    expect(told[0]).toEqual([expect.stringContaining("no such folder")]);
    expect(changes(told)).toEqual([6]);
  });
});

describe("the listener", () => {
  test("is never called twice at once, and hears of what happened meanwhile", async () => {
    let running = 0;
    const seen: number[] = [];
    const onChange = async (): Promise<void> => {
      running += 1;
      seen.push(running);
      if (seen.length === 1) await writeFile(issue("meanwhile.md"), "x");
      running -= 1;
    };
    await watching([add("a.md"), ...RESTS, nothing, ...RESTS, nothing], { onChange });
    expect(seen).toEqual([1, 1]);
  });

  test("that fails is complained about, and called at the next change", async () => {
    const told = await watching([add("a.md"), ...RESTS, nothing, add("b.md"), ...RESTS], {
      onChange: () => Promise.reject(new Error("no room")),
    });
    const failures = told.flatMap((events, look) => events.map((event) => [look, event]));
    expect(failures).toEqual([
      [6, "no room"],
      [13, "no room"],
    ]);
  });

  test("is not called once the watch is to end, and the watch ends when it has", async () => {
    const stop = new AbortController();
    let ended = false;
    const onChange = async (): Promise<void> => {
      stop.abort();
      await new Promise((resolve) => void setImmediate(resolve));
      ended = true;
    };
    await watching([add("a.md"), ...RESTS, nothing], {
      onChange,
      signal: stop.signal,
    });
    expect(ended).toBe(true);
  });
});

test("with the clock of the machine, a change is told of, and the watch ends with its signal", async () => {
  const stop = new AbortController();
  const errors: Error[] = [];
  const { promise: changed, resolve } = Promise.withResolvers<void>();
  const ended = watchFolder(folder, {
    interval: 5,
    closely: 5,
    rest: 10,
    onChange: () => Promise.resolve(resolve()),
    onError: (error) => void errors.push(error),
    signal: stop.signal,
  });
  const writer = setInterval(() => void write(), 50);
  await changed;
  clearInterval(writer);
  stop.abort();
  await ended;
  expect(errors).toEqual([]);
});

test("a step without a change forgets what was seen before", () => {
  const restless: Watch = { reported: "a", seen: "b", resting: 2, restless: 3 };
  const due = { rest: 3, patience: 20 };
  const calm = { reported: "a", seen: undefined, resting: 0, restless: 0 };
  expect(step(restless, "a", due)).toEqual({ watch: calm, isDue: false });
  expect(step(restless, undefined, due)).toEqual({ watch: { ...calm, reported: "" }, isDue: false });
});
