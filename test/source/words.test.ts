import { describe, expect, test } from "vitest";
import { GitError, GitTimeout } from "../../src/source/git.ts";
import { NoFolderError, type Remote, shown, toReason } from "../../src/source/words.ts";

const remote: Remote = { url: "https://git.example.org/news.git", branch: "main", folder: "content" };
const fetching = (said: string): GitError => new GitError("fetch", said);
const system = (code: string, message = "x"): Error => Object.assign(new Error(message), { code });

describe("what an operator is told", () => {
  test.each([
    [
      "fatal: unable to access 'https://git.example.org/': Could not resolve host: git.example.org",
      /DNS of this machine/u,
    ],
    [
      "ssh: Could not resolve hostname git.example.org: Temporary failure in name resolution",
      /DNS of this machine/u,
    ],
    ["Host key verification failed.\nfatal: Could not read from remote repository.", /known_hosts/u],
    ["@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.", /known_hosts/u],
    [
      "git@git.example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.",
      /~\/\.netrc or a key in ~\/\.ssh/u,
    ],
    [
      "fatal: could not read Username for 'https://git.example.org': terminal prompts disabled",
      /~\/\.netrc/u,
    ],
    [
      "remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'https://git.example.org/'",
      /~\/\.netrc/u,
    ],
    [
      "fatal: unable to access 'https://git.example.org/': The requested URL returned error: 403",
      /~\/\.netrc/u,
    ],
    [
      "fatal: unable to access 'https://x/': server certificate verification failed. CAfile: none",
      /GIT_SSL_CAINFO/u,
    ],
    [
      "fatal: unable to access 'https://x/': Failed to connect to x port 443: Connection refused",
      /does not answer/u,
    ],
    ["ssh: connect to host x port 22: Connection timed out", /does not answer/u],
    ["fatal: unable to access 'https://x/': The requested URL returned error: 502", /does not answer/u],
    ["error: RPC failed; curl 28 Operation too slow.", /does not answer/u],
    ["fatal: the remote end hung up unexpectedly", /does not answer/u],
    ["fatal: couldn't find remote ref main", /no branch main: look at NEWSSTAND_GIT_BRANCH/u],
    ["remote: Repository not found.\nfatal: repository 'https://x/' not found", /NEWSSTAND_GIT_URL/u],
    ["fatal: '/nowhere' does not appear to be a git repository", /NEWSSTAND_GIT_URL/u],
    [
      "fatal: write error: No space left on device\nfatal: fetch-pack: invalid index-pack output",
      /disk is full/u,
    ],
    ["fatal: transport 'http' not allowed", /not allowed/u],
  ])("of %j", (said, sentence) => {
    const { text, isOurs } = toReason(fetching(said), remote);
    expect(text).toMatch(sentence);
    expect(text).not.toMatch(/\n|fatal/u);
    expect(isOurs).toBe(false);
  });

  test.each<[string, Error, RegExp]>([
    [
      "a folder that is not there",
      new NoFolderError(),
      /branch main has no folder content: look at NEWSSTAND_GIT_FOLDER/u,
    ],
    ["a host that hangs", new GitTimeout(300_000), /no full answer in 300 s/u],
    ["git that is not installed", system("ENOENT", "spawn git ENOENT"), /git is not installed/u],
    [
      "a copy that cannot be written",
      system("EROFS"),
      /cannot be written \(EROFS\): look at NEWSSTAND_GIT_CACHE/u,
    ],
    ["a disk that is full", system("ENOSPC"), /cannot be written \(ENOSPC\)/u],
  ])("of %s", (_, error, sentence) => {
    expect(toReason(error, remote)).toEqual({ text: expect.stringMatching(sentence), isOurs: false });
  });

  test("of a repository without a branch of its own", () => {
    const { text } = toReason(fetching("fatal: couldn't find remote ref HEAD"), {
      ...remote,
      branch: undefined,
    });
    expect(text).toContain("name one in NEWSSTAND_GIT_BRANCH");
  });
});

describe("a new copy may mend", () => {
  test.each([
    [
      "what git says of a copy, whatever it reminds of",
      new GitError("ls-tree", "fatal: repository 'x' not found"),
    ],
    ["a lock", fetching("fatal: Unable to create '/c/shallow.lock': File exists.")],
    ["what nobody has thought of", fetching("warning: a\nfatal: the sky falls\nhint: run")],
    ["a file that has gone", system("ENOENT")],
  ])("%s", (_, error) => {
    expect(toReason(error, remote).isOurs).toBe(true);
  });
});

describe("what git says is shown", () => {
  const said = (line: string, url = remote.url): string => toReason(fetching(line), { ...remote, url }).text;

  test("as the sentence that says what failed", () => {
    expect(said("warning: a\nfatal: the sky falls\nhint: run")).toBe("git says: fatal: the sky falls");
    expect(said("")).toBe("git says: nothing");
  });

  test("without what opens the door", () => {
    const url = "https://robot:p%40ss:word@git.example.org/news.git?private_token=abc";
    const text = said(`fatal: ${url} is strange: p@ss:word, p%40ss:word, robot`, url);
    expect(text).toContain("https://git.example.org/news.git is strange");
    expect(text).not.toMatch(/robot|ss:word|abc/u);
  });

  test("no longer than a line", () => {
    expect(said(`fatal: ${"x".repeat(10_000)}`).length).toBeLessThan(250);
  });
});

test.each([
  ["https://token@git.example.org/a.git", "https://git.example.org/a.git"],
  ["https://a:b@git.example.org/a@b.git", "https://git.example.org/a@b.git"],
  ["https://git.example.org/a.git?token=x", "https://git.example.org/a.git"],
  ["ssh://git@git.example.org/a.git", "ssh://git@git.example.org/a.git"],
  ["ssh://git:secret@git.example.org/a.git", "ssh://git@git.example.org/a.git"],
  ["git@git.example.org:a.git", "git@git.example.org:a.git"],
  ["file:///srv/a.git", "file:///srv/a.git"],
])("%s is shown as %s", (url, text) => {
  expect(shown(url)).toBe(text);
});
