/** The content comes from a git repository: real ones, over file://, ssh:// and https://. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readArchive } from "../../src/newsletter/archive.ts";
import type { Log } from "../../src/log.ts";
import { createSource, type Patience, PATIENCE, type Source } from "../../src/source.ts";
import { issue } from "../support/content.ts";
import { fakeSsh, makeRepository, type Repository, serveHttps } from "../support/git.ts";

const run = promisify(execFile);

let repository: Repository;
let cache = "";
let logged: string[] = [];
let sources: Source[] = [];

beforeEach(async () => {
  repository = await makeRepository();
  cache = await mkdtemp(join(tmpdir(), "newsstand-cache-"));
  [logged, sources] = [[], []];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const source of sources) await source.close();
  await repository[Symbol.asyncDispose]();
  await rm(cache, { recursive: true, force: true });
});

const note = (level: string) => (message: string, fields?: unknown) =>
  void logged.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
const log: Log = {
  error: note("error"),
  warn: note("warn"),
  info: note("info"),
  debug: note("debug"),
  trace: note("trace"),
  child: () => log,
};

function open(
  settings: Partial<Parameters<typeof createSource>[0]> = {},
  patience?: Partial<Patience>,
): Source {
  const base = { source: "git", content: "content", gitUrl: repository.url, gitBranch: undefined } as const;
  const more = { gitFolder: "content", gitCache: cache, ...settings };
  const source = createSource({ ...base, ...more }, log, { ...PATIENCE, ...patience });
  sources.push(source);
  return source;
}

/** The titles of the issues, as the bot reads them. */
async function titles({ folder }: Source): Promise<string[]> {
  const { issues, broken } = await readArchive(folder);
  return [...issues.map(({ title }) => title), ...broken.map(({ error }) => error.message)];
}

const NEWS = { "content/2024-05-05-news.md": issue("May", "2024-05-05") };
const MORE = { "content/2024-06-05-news.md": issue("June", "2024-06-05") };
const errors = (): string[] =>
  logged.filter((line) => line.startsWith("error")).map((line) => line.slice(6, -3));

describe("a repository", () => {
  test("is pulled: what is new is there, and nothing is done when nothing is", async () => {
    await repository.commit(NEWS);
    const source = open();
    expect(await source.pull()).toBe(true);
    expect(await titles(source)).toEqual(["May"]);
    expect(await source.pull()).toBe(false);
    await repository.commit(MORE);
    expect(await source.pull()).toBe(true);
    expect(await titles(source)).toEqual(["May", "June"]);
    await repository.commit({ "content/2024-05-05-news.md": undefined });
    expect(await source.pull()).toBe(true);
    expect(await titles(source)).toEqual(["June"]);
    expect(errors()).toEqual([]);
  });

  test("comes as the issues of one folder alone, and of its history as much as was said", async () => {
    const noise = {
      "pictures/a.png": "large".repeat(100_000),
      "content/deep/x.md": "x",
      "content/notes.txt": "n",
    };
    for (let day = 1; day <= 5; day += 1) await repository.commit({ ...noise, "other.md": `${day}` });
    await repository.commit(NEWS);
    const source = open({}, { depth: 3 });
    await source.pull();
    expect((await readdir(source.folder)).toSorted()).toEqual([".dates.json", "2024-05-05-news.md"]);
    expect(await historyOf(source)).toBe(3);
    expect(await bytesOf(cache)).toBeLessThan(100_000);
  });

  test("whose server cannot leave files out comes all the same", async () => {
    await repository.git("config", "uploadpack.allowFilter", "false");
    await repository.commit(NEWS);
    const source = open();
    await source.pull();
    await repository.commit(MORE);
    await source.pull();
    expect(await titles(source)).toEqual(["May", "June"]);
  });

  test("is read from the branch, the tag or the folder that is named", async () => {
    await repository.commit(
      { "deep/news/2024-01-05-a.md": issue("Branch", "2024-01-05") },
      { branch: "drafts" },
    );
    const tagged = await repository.commit({ "2024-01-05-a.md": issue("Root", "2024-01-05") });
    await repository.git("tag", "-a", "-m", "x", "v1", tagged);
    await repository.commit({ "2024-01-05-a.md": issue("Later", "2024-01-05") });
    const branch = open({ gitBranch: "drafts", gitFolder: "deep/news" });
    const tag = open({ gitBranch: "v1", gitFolder: "." });
    await Promise.all([branch.prepare(), tag.prepare()]);
    expect([await titles(branch), await titles(tag)]).toEqual([["Branch"], ["Root"]]);
  });
});

describe("over the network", () => {
  /** What is read after each of two pulls. */
  const pulledTwice = async (source: Source): Promise<string[][]> => {
    await repository.commit(NEWS);
    await source.pull();
    const before = await titles(source);
    await repository.commit(MORE);
    await source.pull();
    return [before, await titles(source)];
  };

  test.each(["ssh://git@localhost", "git@localhost:"])("a repository at %s is pulled", async (host) => {
    vi.stubEnv("GIT_SSH_COMMAND", await fakeSsh(repository));
    const source = open({ gitUrl: `${host}${repository.path}` });
    expect(await pulledTwice(source)).toEqual([["May"], ["May", "June"]]);
    expect(errors()).toEqual([]);
  });

  test("a repository at https:// is pulled, with a certificate of ours", async () => {
    await using server = await serveHttps(repository);
    vi.stubEnv("GIT_SSL_CAINFO", server.caFile);
    expect(await pulledTwice(open({ gitUrl: server.url }))).toEqual([["May"], ["May", "June"]]);
    expect(errors()).toEqual([]);
  });

  test("a repository on a server that only hands out files is pulled", async () => {
    await using server = await serveHttps(repository);
    server.manner = "dumb";
    vi.stubEnv("GIT_SSL_CAINFO", server.caFile);
    await repository.commit(NEWS);
    await repository.git("update-server-info");
    const source = open({ gitUrl: server.url });
    await source.pull();
    expect(errors()).toEqual([]);
    expect(await titles(source)).toEqual(["May"]);
  });

  test("a certificate that nobody trusts is told of", async () => {
    await using server = await serveHttps(repository);
    await open({ gitUrl: server.url }).pull();
    expect(errors()[0]).toContain(
      "the certificate of its host is not trusted: name the authority's file in GIT_SSL_CAINFO",
    );
  });

  test("whoever is not let in is told what to do; a token in ~/.netrc lets in", async () => {
    await using server = await serveHttps(repository);
    server.account = "bot:t0psecret";
    vi.stubEnv("GIT_SSL_CAINFO", server.caFile);
    vi.stubEnv("HOME", cache);
    const source = open({ gitUrl: server.url });
    await source.pull();
    expect(errors()[0]).toContain("the bot is not let in: give it a token in ~/.netrc or a key in ~/.ssh");
    await writeFile(join(cache, ".netrc"), "machine localhost login bot password t0psecret\n", {
      mode: 0o600,
    });
    await repository.commit(NEWS);
    expect(await source.pull()).toBe(true);
  });

  test.each(["t0psecret", "wrong-one"])(
    "the password %s in an address is in no log and no copy",
    async (password) => {
      await using server = await serveHttps(repository);
      server.account = "robot:t0psecret";
      vi.stubEnv("GIT_SSL_CAINFO", server.caFile);
      await repository.commit(NEWS);
      const source = open({ gitUrl: server.url.replace("//", `//robot:${password}@`) });
      expect(await source.pull()).toBe(password === "t0psecret");
      await rename(repository.path, `${repository.path}.away`);
      await source.pull();
      expect(logged.join("\n")).toContain(server.url);
      expect(logged.join("\n")).not.toMatch(/robot|t0psecret|wrong-one/u);
      const { stdout } = await run("grep", ["-rc", password, cache]).catch(
        ({ stdout: found }: { stdout: string }) => ({ stdout: found }),
      );
      expect(stdout.split("\n").filter((line) => /:[1-9]/u.test(line))).toEqual([]);
    },
  );

  test("a host that leaves a request without an answer is given up, and asked again", async () => {
    await using server = await serveHttps(repository);
    vi.stubEnv("GIT_SSL_CAINFO", server.caFile);
    await repository.commit(NEWS);
    server.manner = "silent";
    const source = open({ gitUrl: server.url }, { limit: 500 });
    expect(await source.pull()).toBe(false);
    expect(errors()[0]).toContain("its host gave no full answer in 0.5 s");
    server.manner = "git";
    await expect.poll(() => source.pull(), { timeout: 10_000 }).toBe(true);
  });

  test("what a hanging git has started ends with it, and so does a pull with the bot", async () => {
    const pids = join(cache, "pids");
    const ssh = join(cache, "ssh");
    await writeFile(
      ssh,
      `#!/bin/sh\ntrap '' TERM\necho $$ >>${pids}\nsleep 600 & echo $! >>${pids}\nwait\nsleep 600\n`,
      { mode: 0o755 },
    );
    vi.stubEnv("GIT_SSH_COMMAND", ssh);
    const started = async () =>
      (await readFile(pids, "utf8").catch(() => "")).split("\n").filter(Boolean).map(Number);
    const source = open({ gitUrl: "ssh://localhost/news.git" }, { limit: 500 });
    await source.pull();
    expect(await started()).toHaveLength(2);
    await expect.poll(async () => (await started()).filter(isAlive), { timeout: 10_000 }).toEqual([]);
    const patient = open({ gitUrl: "ssh://localhost/news.git" });
    const pulling = patient.pull();
    await expect.poll(started, { timeout: 10_000 }).toHaveLength(4);
    await patient.close();
    expect(await pulling).toBe(false);
    await expect.poll(async () => (await started()).filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });
});

describe("a hostile repository", () => {
  test("runs nothing: no hooks, filters or other repositories, and its links are left out", async () => {
    const trace = join(cache, "trace");
    const id = await repository.commit({
      ...NEWS,
      ".gitattributes": "* filter=evil diff=evil merge=evil text eol=crlf working-tree-encoding=UTF-16\n",
      ".gitmodules": `[submodule "content/sub.md"]\n path = content/sub.md\n url = ext::sh -c touch% ${trace}\n`,
    });
    const link = await repository.text("/etc/passwd");
    await repository.git(
      "update-ref",
      "refs/heads/main",
      await repository.tree(id, [
        `120000 blob ${link}\tlink.md`,
        `160000 commit ${id}\tsub.md`,
        `100644 blob ${await repository.text(issue("Fine", "2024-01-01"))}\tfine.md`,
      ]),
    );
    const home = join(cache, "home");
    await mkdir(home);
    await writeFile(
      join(home, ".gitconfig"),
      `[filter "evil"]\n smudge = touch ${trace}\n[core]\n hooksPath = ${home}\n`,
    );
    for (const hook of ["post-checkout", "reference-transaction", "pre-auto-gc", "post-index-change"])
      await writeFile(join(home, hook), `#!/bin/sh\ntouch ${trace}\n`, { mode: 0o755 });
    vi.stubEnv("HOME", home);
    const source = open();
    await source.pull();
    expect(await titles(source)).toEqual(["Fine"]);
    expect((await readdir(source.folder)).toSorted()).toEqual([".dates.json", "fine.md"]);
    await expect(stat(trace)).rejects.toThrow("ENOENT");
  });

  test("writes nowhere else, whatever its files are called", async () => {
    const id = await repository.commit(NEWS);
    const blob = await repository.text("x");
    const names = [
      "../../../../escaped.md",
      "/tmp/escaped.md",
      "a/escaped.md",
      `${"l".repeat(300)}.md`,
      "fine.md",
    ];
    await repository.git(
      "update-ref",
      "refs/heads/main",
      await repository.tree(
        id,
        names.map((name) => `100644 blob ${blob}\t${name}`),
      ),
    );
    const source = open();
    await source.pull();
    expect((await readdir(source.folder)).toSorted()).toEqual([".dates.json", "fine.md"]);
    expect(errors()).toEqual([]);
  });

  test("with a file that is too large for an issue has that one told of, and the others read", async () => {
    await repository.commit({ ...NEWS, "content/large.md": "x".repeat(5_000_000) });
    const source = open();
    await source.pull();
    expect(await titles(source)).toEqual(["May", expect.stringContaining("at most 1 MiB")]);
  });
});

describe("dates", () => {
  test("are those of the last commit that changed a file, merges counted when they came", async () => {
    const root = await repository.commit({ ...NEWS, ...MORE }, { date: "2024-07-01" });
    const side = await repository.commit(
      { "content/2024-06-05-news.md": issue("June!", "2024-06-05") },
      { date: "2024-07-02", branch: "side", parents: [root] },
    );
    const other = await repository.commit({ "elsewhere.md": "x" }, { date: "2024-07-03" });
    await repository.commit(
      { "content/2024-06-05-news.md": issue("June!", "2024-06-05") },
      { date: "2024-07-09", parents: [other, side] },
    );
    const source = open();
    await source.pull();
    expect(source.lastmod("2024-05-05-news.md")).toEqual(new Date("2024-07-01T12:00:00Z"));
    expect(source.lastmod("2024-06-05-news.md")).toEqual(new Date("2024-07-09T12:00:00Z"));
    expect(source.lastmod("unknown.md")).toBeUndefined();
  });

  test("are unknown where the history is cut off, and stay known as it grows", async () => {
    await repository.commit(NEWS, { date: "2024-07-01" });
    await repository.commit(MORE, { date: "2024-07-02" });
    const source = open({}, { depth: 1 });
    await source.pull();
    expect(source.lastmod("2024-06-05-news.md")).toBeUndefined();
    for (const day of ["03", "04", "05"]) {
      await repository.commit(
        { [`content/2024-07-${day}-news.md`]: issue(day, `2024-07-${day}`) },
        { date: `2024-08-${day}` },
      );
      await source.pull();
    }
    expect(source.lastmod("2024-07-03-news.md")).toEqual(new Date("2024-08-03T12:00:00Z"));
    expect(source.lastmod("2024-05-05-news.md")).toBeUndefined();
  });

  test("are known after a restart before anything could be pulled", async () => {
    await repository.commit(NEWS, { date: "2024-07-01" });
    await open().pull();
    await rename(repository.path, `${repository.path}.away`);
    const source = open();
    expect(source.lastmod("2024-05-05-news.md")).toEqual(new Date("2024-07-01T12:00:00Z"));
  });
});

describe("what was pulled last stays", () => {
  test("when the repository is away, also over a restart; that and its return are told once", async () => {
    await repository.commit(NEWS);
    await open().pull();
    await rename(repository.path, `${repository.path}.away`);
    const source = open();
    expect([await source.pull(), await source.pull()]).toEqual([false, false]);
    await expect(source.prepare()).resolves.toBeUndefined();
    expect(await titles(source)).toEqual(["May"]);
    expect(errors()).toEqual([
      `The git repository ${repository.url} cannot be pulled: there is none, or not for the bot: look at NEWSSTAND_GIT_URL, and at the rights of its account there. What was pulled last stays.`,
    ]);
    await rename(`${repository.path}.away`, repository.path);
    await repository.commit(MORE);
    expect(await source.pull()).toBe(true);
    expect(await titles(source)).toEqual(["May", "June"]);
    expect(logged.filter((line) => line.includes("can be pulled again"))).toHaveLength(1);
  });

  test.each([
    ["a branch", { gitBranch: "none" }, "it has no branch none: look at NEWSSTAND_GIT_BRANCH"],
    ["a folder", { gitFolder: "none" }, "it has no folder none: look at NEWSSTAND_GIT_FOLDER"],
    [
      "a folder that is a file",
      { gitFolder: "content/2024-05-05-news.md" },
      "it has no folder content/2024-05-05-news.md: look at NEWSSTAND_GIT_FOLDER",
    ],
  ])("nothing is there without %s, and a task that needs it is told", async (_, settings, reason) => {
    await repository.commit(NEWS);
    const source = open(settings);
    await expect(source.prepare()).rejects.toThrow(
      `The git repository ${repository.url} cannot be pulled: ${reason}. There is nothing to publish yet.`,
    );
    await expect(readArchive(source.folder)).rejects.toThrow("there is no such folder");
  });

  test("when the folder is renamed away", async () => {
    await repository.commit(NEWS);
    const source = open();
    await source.pull();
    await repository.commit({ "content/2024-05-05-news.md": undefined, "texts/2024-05-05-news.md": "x" });
    expect(await source.pull()).toBe(false);
    expect(await titles(source)).toEqual(["May"]);
  });

  test("an empty repository is told of", async () => {
    await open().pull();
    expect(errors()[0]).toContain("it has no commit yet");
  });

  test("the copy of another repository is not taken for this one", async () => {
    await repository.commit(NEWS);
    await open().pull();
    const source = open({ gitUrl: "file:///nowhere/news.git" });
    await source.pull();
    await expect(readArchive(source.folder)).rejects.toThrow("there is no such folder");
  });
});

describe("recovers by itself from", () => {
  test("a history that was rewritten, one that moved back, and another default branch", async () => {
    const first = await repository.commit(NEWS);
    await repository.commit(MORE);
    const source = open();
    await source.pull();
    await repository.git("update-ref", "refs/heads/main", first);
    await source.pull();
    expect(await titles(source)).toEqual(["May"]);
    await repository.commit(
      { "content/2024-07-05-news.md": issue("July", "2024-07-05") },
      { parents: "none" },
    );
    await source.pull();
    expect(await titles(source)).toEqual(["July"]);
    await repository.git("branch", "-m", "main", "trunk");
    await repository.git("symbolic-ref", "HEAD", "refs/heads/trunk");
    await repository.commit(MORE, { branch: "trunk" });
    await source.pull();
    expect(await titles(source)).toEqual(["June", "July"]);
    expect(errors()).toEqual([]);
  });

  test.each<[string, (copy: string) => Promise<unknown>]>([
    ["a copy that is empty", async (copy) => [await rm(copy, { recursive: true }), await mkdir(copy)]],
    ["a lock that was left behind", (copy) => writeFile(join(copy, "shallow.lock"), "")],
    ["a lock on its branch", (copy) => writeFile(join(copy, "refs/newsstand/tip.lock"), "")],
    ["a copy whose settings are no settings", (copy) => writeFile(join(copy, "config"), "[[[")],
    ["a copy without its branch", (copy) => rm(join(copy, "refs/newsstand"), { recursive: true })],
    ["a copy without its objects", (copy) => rm(join(copy, "objects/pack"), { recursive: true })],
    [
      "objects that were cut short",
      async (copy) => {
        for (const name of await readdir(join(copy, "objects/pack"))) {
          await chmod(join(copy, "objects/pack", name), 0o600);
          await writeFile(join(copy, "objects/pack", name), "PACK");
        }
      },
    ],
    ["a boundary that is garbage", (copy) => writeFile(join(copy, "shallow"), "garbage\n")],
    [
      "a copy that is a file",
      async (copy) => [await rm(copy, { recursive: true }), await writeFile(copy, "x")],
    ],
  ])("%s", async (_, damage) => {
    await repository.commit(NEWS);
    await repository.commit(MORE);
    const before = open({}, { depth: 1 });
    await before.pull();
    await damage(repositoryOf(before));
    const source = open({}, { depth: 1 });
    await repository.commit({ "content/2024-07-05-news.md": issue("July", "2024-07-05") });
    expect(await source.pull()).toBe(true);
    expect(errors()).toEqual([]);
    expect(await titles(source)).toEqual(["May", "June", "July"]);
  });

  /** Another process that pulls, and is killed as soon as something is there. */
  async function killed(gitUrl: string, isThere: () => Promise<boolean>): Promise<void> {
    const module = new URL("../../src/source.ts", import.meta.url).href;
    const script = `
      import { createSource } from ${JSON.stringify(module)};
      const no = () => {}, log = { error: no, warn: no, info: no, debug: no };
      await createSource(JSON.parse(process.argv[1]), log).pull();`;
    const settings = JSON.stringify({ source: "git", gitUrl, gitFolder: "content", gitCache: cache });
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script, settings]);
    await expect.poll(isThere, { timeout: 10_000, interval: 1 }).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  test("a process that was killed in the middle of a pull", async () => {
    await repository.commit(NEWS);
    const before = open();
    await before.pull();
    await repository.commit(MORE);
    const work = join(dirname(before.folder), "work");
    await killed(repository.url, async () => (await readdir(work)).length > 0);
    const source = open();
    expect(await source.pull()).toBe(true);
    expect(errors()).toEqual([]);
    expect(await titles(source)).toEqual(["May", "June"]);
  });

  test("a process that was killed while its git goes on", async () => {
    const pid = join(cache, "pid");
    const ssh = await fakeSsh(repository);
    // Of a program that it does not know, git asks first whether it is an ssh (-G).
    await writeFile(`${ssh}-slow`, `#!/bin/sh\n[ "$1" = -G ] && exit 1\necho $$ >${pid}\nexec sleep 600\n`, {
      mode: 0o755,
    });
    vi.stubEnv("GIT_SSH_COMMAND", `${ssh}-slow`);
    const url = `ssh://localhost${repository.path}`;
    const started = async (): Promise<number> => Number(await readFile(pid, "utf8").catch(() => "0"));
    await killed(url, async () => (await started()) > 0);
    vi.stubEnv("GIT_SSH_COMMAND", ssh);
    await repository.commit(NEWS);
    const source = open({ gitUrl: url });
    expect(await source.pull()).toBe(true);
    expect(await titles(source)).toEqual(["May"]);
    process.kill(await started());
  });

  test("another process that pulls at the same time", async () => {
    await repository.commit(NEWS);
    const both = [open(), open()];
    expect(await Promise.all(both.map((source) => source.pull()))).toEqual([true, true]);
    await repository.commit(MORE);
    expect(await Promise.all(both.map((source) => source.pull()))).toEqual([true, true]);
    expect(errors()).toEqual([]);
    for (const source of both) expect(await titles(source)).toEqual(["May", "June"]);
  });

  test("git that was not installed", async () => {
    vi.stubEnv("PATH", cache);
    const source = open();
    await source.pull();
    expect(errors()[0]).toContain("git is not installed on this machine");
    vi.unstubAllEnvs();
    await repository.commit(NEWS);
    expect(await source.pull()).toBe(true);
  });

  test("content that was damaged or removed while the bot was away", async () => {
    await repository.commit(NEWS);
    const before = open();
    await before.pull();
    await writeFile(join(before.folder, "2024-05-05-news.md"), "");
    const source = open();
    await source.pull();
    expect(await titles(source)).toEqual(["May"]);
    await rm(source.folder);
    expect(await source.pull()).toBe(true);
    expect(await titles(source)).toEqual(["May"]);
  });
});

describe("the folder", () => {
  test("changes in one step: whoever reads sees the one or the other", async () => {
    const issues = (title: string) =>
      Object.fromEntries(
        Array.from({ length: 30 }, (_, day) => [
          `content/2024-${10 + (day % 3)}-${String(10 + Math.floor(day / 3))}-n.md`,
          issue(title, "2024-01-01"),
        ]),
      );
    await repository.commit(issues("old"));
    const source = open();
    await source.pull();
    await repository.commit(issues("new"));
    const pulling = source.pull();
    const seen = new Set<string>();
    const state = { isDone: false };
    void pulling.finally(() => (state.isDone = true));
    while (!state.isDone) {
      const found = await titles(source);
      seen.add(`${found.length} ${[...new Set(found)].join()}`);
    }
    seen.add(`${(await titles(source)).length} ${[...new Set(await titles(source))].join()}`);
    expect([...seen]).toEqual(["30 old", "30 new"]);
  });

  test("without a cache is a temporary one, which is gone in the end", async () => {
    await repository.commit(NEWS);
    const source = open({ gitCache: undefined });
    await source.pull();
    const place = join(source.folder, "..", "..");
    expect((await stat(place)).mode & 0o777).toBe(0o700);
    await source.close();
    await expect(stat(place)).rejects.toThrow("ENOENT");
  });

  test("that cannot be written is told of, with the setting", async () => {
    await repository.commit(NEWS);
    await writeFile(join(cache, "file"), "");
    await open({ gitCache: join(cache, "file") }).pull();
    expect(errors()[0]).toContain("look at NEWSSTAND_GIT_CACHE");
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Where git keeps what it knows. */
function repositoryOf({ folder }: Source): string {
  return join(dirname(folder), "repository");
}

/** How many commits are there. */
async function historyOf(source: Source): Promise<number> {
  const { stdout } = await run("git", ["--git-dir", repositoryOf(source), "rev-list", "--count", "--all"]);
  return Number(stdout);
}

async function bytesOf(folder: string): Promise<number> {
  const { stdout } = await run("du", ["-sb", folder]);
  return Number.parseInt(stdout, 10);
}
