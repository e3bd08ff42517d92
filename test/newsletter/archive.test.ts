import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ArchiveError, readArchive, withLastGood } from "../../src/newsletter/archive.ts";
import { translations } from "../../src/newsletter/translations.ts";
import { folder as fixtures } from "./issues.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "newsstand-archive-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function issue(date: string, title = "T"): string {
  return `---\ntitle: ${title}\ndate: ${date}\n---\nText.\n`;
}

async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

async function problems(): Promise<readonly string[]> {
  return (await readArchive(folder)).broken.map(({ error }) => error.message);
}

test("issues come by date, then by file name", async () => {
  await write({ "c.md": issue("2031-01-01"), "b.md": issue("2031-02-01"), "a.md": issue("2031-02-01") });
  expect((await readArchive(folder)).issues.map(({ file }) => file)).toEqual(["c.md", "a.md", "b.md"]);
});

test("what is no issue by its name is not read", async () => {
  await mkdir(join(folder, "sub"));
  await write({
    "README.md": "x",
    "_index.md": "x",
    "_index.de.md": "x",
    "README.de.md": "x",
    "Readme.MD": "x",
    ".a.md": "x",
    "a.txt": "x",
  });
  await writeFile(join(folder, "sub", "a.md"), issue("2031-01-01"));
  expect(await readArchive(folder)).toEqual({ issues: [], broken: [] });
});

test("the extension of an issue may be in any case", async () => {
  await write({ "a.MD": issue("2031-01-01"), "b.Md": issue("2031-02-01") });
  expect((await readArchive(folder)).issues.map(({ id }) => id)).toEqual(["a", "b"]);
});

test("a broken issue does not keep the others back", async () => {
  await write({ "2031-01-01-a.md": "no front matter", "b.md": issue("2031-02-01") });
  const { issues, broken } = await readArchive(folder);
  expect(issues.map(({ id }) => id)).toEqual(["b"]);
  expect(broken).toMatchObject([{ file: "2031-01-01-a.md", id: "2031-01-01-a", error: { line: 1 } }]);
});

test("a huge file is named with its size and not read", async () => {
  await write({ "a.md": "" });
  await truncate(join(folder, "a.md"), 50 * 1_048_576);
  expect(await problems()).toEqual(["a.md: The file has 50.0 MiB; an issue has at most 1 MiB."]);
});

test("a file that is not UTF-8 is named with the line", async () => {
  const latin = Buffer.from(`${issue("2031-01-01")}caf\u00e9\n`, "latin1");
  await write({
    "a.md": latin,
    "b.md": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("x", "utf16le")]),
  });
  expect(await problems()).toEqual([
    "a.md:6: The file is not UTF-8 text.",
    "b.md:1: The file is not UTF-8 text.",
  ]);
});

test("two files of one item id: the second is broken", async () => {
  await write({ "2031-01-01-a.md": issue("2031-01-01"), "2031-01-01_a.md": issue("2031-01-01") });
  expect((await readArchive(folder)).issues).toHaveLength(1);
  expect(await problems()).toEqual([
    "2031-01-01_a.md: Its item id 2031-01-01-a is that of 2031-01-01-a.md already.",
  ]);
});

test("links out of the folder and folders are not read, links within it are", async () => {
  const outside = join(folder, "outside.txt");
  await writeFile(outside, issue("2031-01-01"));
  const inner = join(folder, "in");
  await mkdir(join(inner, "d.md"), { recursive: true });
  await symlink(outside, join(inner, "a.md"));
  await symlink(join(inner, "nothing"), join(inner, "b.md"));
  await writeFile(join(inner, "original.txt"), issue("2031-01-01"));
  await symlink("original.txt", join(inner, "c.md"));
  const { issues, broken } = await readArchive(inner);
  expect(issues.map(({ file }) => file)).toEqual(["c.md"]);
  expect(broken.map(({ error }) => error.message)).toEqual([
    "a.md: It is a link to a file outside the folder of issues; that is not read.",
    "b.md: The file cannot be read (ENOENT).",
    "d.md: It is not a regular file.",
  ]);
});

test("a folder that is missing or a file is an error that names it", async () => {
  const missing = join(folder, "missing");
  await expect(readArchive(missing)).rejects.toThrow(ArchiveError);
  await expect(readArchive(missing)).rejects.toThrow(
    `The issues in ${missing} cannot be read: there is no such folder.`,
  );
  await write({ "a.md": "x" });
  await expect(readArchive(join(folder, "a.md"))).rejects.toThrow("it is not a folder");
});

test("translations are the same number in other languages", async () => {
  const archive = await readArchive(fileURLToPath(fixtures));
  const [english, german] = archive.issues;
  expect(archive.broken).toEqual([]);
  expect(english && translations(english, archive)).toEqual([german]);
  expect(german && translations(german, archive)).toEqual([english]);
});

test("an issue whose file is broken now is remembered as it was, and only as long as the file is there", async () => {
  await write({ "a.md": issue("2031-01-01", "Good"), "b.md": issue("2031-02-01") });
  const before = await readArchive(folder);
  await write({ "a.md": "---\n[\n---\n" });
  const now = withLastGood(await readArchive(folder), before);
  expect(now.issues.map(({ file, title }) => `${file} ${title}`)).toEqual(["a.md Good", "b.md T"]);
  expect(now.broken.map(({ file }) => file)).toEqual(["a.md"]);
  await rm(join(folder, "a.md"));
  expect(withLastGood(await readArchive(folder), now).issues.map(({ file }) => file)).toEqual(["b.md"]);
});

test("a folder that is suddenly empty is remembered as it was", async () => {
  await write({ "a.md": issue("2031-01-01") });
  const before = await readArchive(folder);
  await rm(join(folder, "a.md"));
  expect(withLastGood(await readArchive(folder), before)).toBe(before);
});

test("an issue that would be read the same is the same object as before", async () => {
  await write({ "a.md": issue("2031-01-01"), "b.md": issue("2031-02-01") });
  const before = (await readArchive(folder)).issues;
  const again = (options = {}) => readArchive(folder, { before, ...options }).then(({ issues }) => issues);
  const isSame = (issues: typeof before) => issues.map((each) => before.includes(each));
  expect(isSame(await again())).toEqual([true, true]);
  await write({ "b.md": issue("2031-02-01", "Edited") });
  expect(isSame(await again())).toEqual([true, false]);
  expect(isSame(await again({ language: "de" }))).toEqual([false, false]);
  const lastmod = (file: string) => (file === "a.md" ? new Date("2031-03-01") : undefined);
  expect(isSame(await again({ lastmod }))).toEqual([false, false]);
  expect((await readArchive(folder)).issues).not.toContain(before[0]);
});
