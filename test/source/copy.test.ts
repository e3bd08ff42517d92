import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Copy, openCopy } from "../../src/source/copy.ts";

const remote = { url: "https://git.example.org/news.git", branch: undefined, folder: "content" };
const NO_DATES: ReadonlyMap<string, Date> = new Map();
let cache = "";
let copy: Copy;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "copy-"));
  copy = openCopy(cache, remote);
});
afterEach(() => rm(cache, { recursive: true, force: true }));

const show = async (text: string, dates = NO_DATES): Promise<string> => {
  const state = await copy.next();
  await writeFile(join(state, "a.md"), text);
  await copy.show(state, dates);
  return state;
};
const content = (): Promise<string> => readFile(join(copy.content, "a.md"), "utf8");
const in2020 = (path: string): Promise<void> => utimes(path, new Date("2020-01-01"), new Date("2020-01-01"));
const homeOf = ({ content: folder }: Copy): string => dirname(folder);

describe("the content", () => {
  test("is what was shown last, with its dates, also for the next process", async () => {
    expect(copy.isThere()).toBe(false);
    await show("one");
    await show("two", new Map([["a.md", new Date("2024-01-01")]]));
    copy = openCopy(cache, remote);
    expect([copy.isThere(), await content()]).toEqual([true, "two"]);
    expect([...copy.dates()]).toEqual([["a.md", new Date("2024-01-01")]]);
  });

  test("takes the place of anything that is in it", async () => {
    await mkdir(join(copy.content, "deep"), { recursive: true });
    await show("one");
    expect(await content()).toBe("one");
  });

  test("has no dates when they cannot be read", async () => {
    await show("one");
    for (const text of ["", "{}", '[1,["a"],["a.md","never"]]']) {
      await writeFile(join(copy.content, ".dates.json"), text);
      expect(copy.dates().size).toBe(0);
    }
  });

  test.each([
    { ...remote, url: "https://git.example.org/other.git" },
    { ...remote, branch: "main" },
    { ...remote, folder: "." },
  ])("is not that of %j", async (other) => {
    await show("one");
    expect(openCopy(cache, other).isThere()).toBe(false);
  });

  test("is the same when the password changes", async () => {
    await show("one");
    expect(openCopy(cache, { ...remote, url: "https://bot:new@git.example.org/news.git" }).isThere()).toBe(
      true,
    );
  });
});

describe("the repository", () => {
  test("is one's own while one has it, and the next one's afterwards", async () => {
    const first = await copy.take();
    const second = await copy.take();
    expect([first.isNew, second.isNew]).toEqual([true, true]);
    expect(first.repository).not.toBe(second.repository);
    await writeFile(join(first.repository, "mark"), "first");
    await first.putBack();
    await second.putBack();
    const third = await copy.take();
    expect(third.isNew).toBe(false);
    expect(await readFile(join(third.repository, "mark"), "utf8")).toBe("first");
    await third.discard();
    expect((await copy.take()).isNew).toBe(true);
  });
});

describe("what was left behind", () => {
  test("goes when it is old; what is shown, or was a moment ago, stays", async () => {
    const abandoned = await copy.take();
    const [older, old] = [await show("older"), await show("old")];
    const current = await show("current");
    for (const path of [abandoned.repository, older, current]) await in2020(path);
    const { repository } = await copy.take();
    expect(await readdir(join(homeOf(copy), "work"))).toEqual([repository.slice(-12)]);
    expect((await readdir(join(homeOf(copy), "states"))).toSorted()).toEqual(
      [old, current].map((path) => path.slice(-12)).toSorted(),
    );
    expect(await content()).toBe("current");
  });

  test("goes soon where there are many changes", async () => {
    const states: string[] = [];
    for (let count = 0; count < 20; count += 1) {
      states.push(await show(`${count}`));
      await (await copy.take()).putBack();
    }
    expect(await readdir(join(homeOf(copy), "states"))).toHaveLength(9);
    expect(await content()).toBe("19");
    expect(await readFile(join(states.at(-2) ?? "", "a.md"), "utf8")).toBe("18");
  });

  test("a content that was there for long is read for an hour more when another takes its place", async () => {
    const before = await show("before");
    await in2020(before);
    await show("after");
    await copy.take();
    expect(await readFile(join(before, "a.md"), "utf8")).toBe("before");
  });
});
