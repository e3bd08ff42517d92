import { appendFile, mkdir, mkdtemp, rename, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { step, type Watch, watchFolder, type WatchOptions } from "../src/watch.ts";

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
): Promise<string[][]> {
  const stop = new AbortController();
  const told: string[][] = [[]];
  const parts = [...story];
  await watchFolder(folder, {
    interval: 500,
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
const CHANGE = ["change"];

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
  ])("with %s is told of once, after a look at rest", async (_, change) => {
    await writeFile(issue("a.md"), "one");
    expect(await watching([change, nothing, nothing, nothing])).toEqual([[], [], CHANGE, [], []]);
  });

  test.each(["notes.txt", ".hidden.md", "a.md~", "4913"])("is not told of for %s", async (name) => {
    expect(await watching([add(name), nothing, nothing])).toEqual([[], [], [], []]);
  });

  test("that is still being written is told of when it rests", async () => {
    expect(await watching([write, write, write, nothing, nothing])).toEqual([[], [], [], [], CHANGE, []]);
  });

  test("that never rests is told of when patience ends", async () => {
    const told = await watching(Array<typeof write>(9).fill(write), { patience: 2000 });
    expect(told.flatMap((events, index) => (events.length > 0 ? [index] : []))).toEqual([4, 8]);
  });

  test("that is as it was when it rests is not told of", async () => {
    expect(await watching([add("b.md"), () => rm(issue("b.md")), nothing])).toEqual([[], [], [], []]);
  });

  test("with a link that leads nowhere is told of when it leads somewhere", async () => {
    await symlink(issue("elsewhere"), issue("a.md"));
    expect(await watching([add("elsewhere"), nothing])).toEqual([[], [], CHANGE]);
  });

  test("that is missing is complained about once, until it is missing again", async () => {
    const told = await watching([vanish, nothing, appear, vanish, nothing]);
    const missing = [expect.stringContaining("ENOENT")];
    expect(told).toEqual([[], missing, [], [], missing, []]);
  });

  test("that vanished is told of when it returns otherwise than it was", async () => {
    const away = `${folder}-away`;
    const leave = (): Promise<void> => rename(folder, away);
    const back = (): Promise<void> => rename(away, folder);
    const told = await watching([
      leave,
      back,
      nothing,
      leave,
      () => mkdir(folder),
      () => writeFile(issue("b.md"), "x"),
      nothing,
      nothing,
    ]);
    expect(told.flatMap((events, index) => (events.includes("change") ? [index] : []))).toEqual([7]);
    await rm(away, { recursive: true, force: true });
  });

  test("that is missing from the start is told of when it comes, even empty", async () => {
    await rm(folder, { recursive: true });
    const told = await watching([appear, nothing, nothing]);
    expect(told).toEqual([[expect.stringContaining("ENOENT")], [], CHANGE, []]);
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
    await watching([add("a.md"), nothing, nothing, nothing, nothing], { onChange });
    expect(seen).toEqual([1, 1]);
  });

  test("that fails is complained about, and called at the next change", async () => {
    const told = await watching([add("a.md"), nothing, nothing, add("b.md"), nothing], {
      onChange: () => Promise.reject(new Error("no room")),
    });
    expect(told).toEqual([[], [], ["no room"], [], [], ["no room"]]);
  });

  test("is not called once the watch is to end, and the watch ends when it has", async () => {
    const stop = new AbortController();
    let ended = false;
    const onChange = async (): Promise<void> => {
      stop.abort();
      await new Promise((resolve) => void setImmediate(resolve));
      ended = true;
    };
    await watching([add("a.md"), nothing, nothing, nothing], {
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
  const restless: Watch = { reported: "a", seen: "b", restless: 3 };
  expect(step(restless, "a", 20)).toEqual({
    watch: { reported: "a", seen: undefined, restless: 0 },
    isDue: false,
  });
  expect(step(restless, undefined, 20).watch.seen).toBeUndefined();
});
