/** A git repository to pull from, made by the real git, and ways to reach it. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { selfSigned } from "./certificates.ts";

const run = promisify(execFile);

export interface Repository extends AsyncDisposable {
  /** The bare repository, below a folder of its own. */
  readonly path: string;
  readonly url: string;
  /** Commits these files (no text: it is removed) to a branch, by default `main`. Gives the id. */
  commit(files: Readonly<Record<string, string | undefined>>, options?: CommitOptions): Promise<string>;
  /** Keeps a text. Gives its id. */
  text(text: string): Promise<string>;
  /** Commits a folder `content` of these entries (`<mode> <type> <id>\t<name>`), which may be what git itself refuses. Gives the id. */
  tree(parent: string, entries: readonly string[]): Promise<string>;
  /** Runs git in it. */
  git(...args: readonly string[]): Promise<string>;
}

export interface CommitOptions {
  readonly date?: string;
  readonly branch?: string;
  /** What the commit comes after; `none` is a history of its own. By default the branch as it is. */
  readonly parents?: readonly string[] | "none";
}

const WHO = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"];
const BASE = {
  PATH: process.env["PATH"],
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  ...Object.fromEntries(WHO.map((name) => [name, "tester"])),
};

/** Makes an empty one whose server knows how to leave files out. */
export async function makeRepository(): Promise<Repository> {
  const folder = await mkdtemp(join(tmpdir(), "newsstand-repository-"));
  const path = join(folder, "news.git");
  const git = async (
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<string> => {
    const { stdout } = await run("git", ["--git-dir", path, ...args], { env: { ...BASE, ...env } });
    return stdout.trim();
  };
  await run("git", ["init", "--quiet", "--bare", "--initial-branch=main", path], { env: BASE });
  await git(["config", "uploadpack.allowFilter", "true"]);

  const hash = async (type: "blob" | "tree", bytes: string | Buffer): Promise<string> => {
    await writeFile(join(folder, "bytes"), bytes);
    return git(["hash-object", "--literally", "-t", type, "-w", join(folder, "bytes")]);
  };
  const commitTree = (tree: string, parents: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    git(["commit-tree", "-m", "x", ...parents.flatMap((parent) => ["-p", parent]), tree], env);

  const commit: Repository["commit"] = async (
    files,
    { date = "2024-01-01", branch = "main", parents } = {},
  ) => {
    const tip = await git(["rev-parse", "--verify", "--quiet", `refs/heads/${branch}`]).catch(() => "");
    const after = parents === "none" ? [] : (parents ?? [tip].filter((id) => id !== ""));
    const env = {
      GIT_INDEX_FILE: join(folder, "index"),
      GIT_WORK_TREE: folder,
      GIT_COMMITTER_DATE: `${date}T12:00:00Z`,
    };
    await git(after[0] === undefined ? ["read-tree", "--empty"] : ["read-tree", after[0]], env);
    for (const [file, text] of Object.entries(files)) {
      const blob = await hash("blob", text ?? "");
      const change =
        text === undefined ? ["--force-remove", file] : ["--cacheinfo", `100644,${blob},${file}`];
      await git(["update-index", "--add", ...change], env);
    }
    const tree = await git(["write-tree"], env);
    const id = await commitTree(tree, after, env);
    await git(["update-ref", `refs/heads/${branch}`, id]);
    return id;
  };
  return {
    path,
    url: pathToFileURL(path).href,
    commit,
    text: (text) => hash("blob", text),
    async tree(parent, entries) {
      const content = await hash("tree", Buffer.concat(entries.map(toTreeEntry)));
      return commitTree(await hash("tree", toTreeEntry(`40000 tree ${content}\tcontent`)), [parent]);
    },
    git: (...args) => git(args),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** As it stands in a tree: the mode, the name, NUL, and the bytes of the id. */
function toTreeEntry(entry: string): Buffer {
  const [, mode = "", id = "", name = ""] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/su.exec(entry) ?? [];
  return Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, "hex")]);
}

/** A program for GIT_SSH_COMMAND that is an ssh without a network: it runs what is asked for on this machine. */
export async function fakeSsh(repository: Repository): Promise<string> {
  const file = join(dirname(repository.path), "ssh");
  await writeFile(file, '#!/bin/sh\nfor command; do :; done\neval "$command"\n');
  await chmod(file, 0o755);
  return file;
}

export interface HttpsServer extends AsyncDisposable {
  /** The address of the repository, without an account. */
  readonly url: string;
  readonly caFile: string;
  /** Whom it lets in, as `name:password`; everybody when it is `undefined`. */
  account: string | undefined;
  /** `silent` leaves requests without an answer; `dumb` knows nothing of git, and only hands out files. */
  manner: "git" | "silent" | "dumb";
}

/** Serves a repository over https, through git's own http-backend. */
export async function serveHttps(repository: Repository): Promise<HttpsServer> {
  const identity = await selfSigned(["localhost"]);
  const caFile = join(dirname(repository.path), "ca.pem");
  await writeFile(caFile, identity.certificate);
  const state: Pick<HttpsServer, "account" | "manner"> = { account: undefined, manner: "git" };
  const server = createServer({ key: identity.key, cert: identity.certificate }, (request, response) => {
    if (state.manner === "silent") return;
    const given = `Basic ${Buffer.from(state.account ?? "").toString("base64")}`;
    if (state.account !== undefined && request.headers.authorization !== given) {
      response.writeHead(401, { "www-authenticate": 'Basic realm="news"' }).end();
    } else if (state.manner === "dumb") void handOut(dirname(repository.path), request, response);
    else serve(dirname(repository.path), request, response);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  return Object.assign(state, {
    url: `https://localhost:${portOf(server)}/news.git`,
    caFile,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  });
}

async function handOut(
  root: string,
  { url = "/" }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await readFile(join(root, new URL(url, "https://localhost").pathname)).catch(() => undefined);
  response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
}

/** What a web server does for a program of the Common Gateway Interface (RFC 3875). */
function serve(root: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "https://localhost");
  const header = (name: string): string => String(request.headers[name] ?? "");
  const backend = spawn("git", ["http-backend"], {
    env: {
      ...BASE,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: header("content-type"),
      HTTP_CONTENT_ENCODING: header("content-encoding"),
      GIT_PROTOCOL: header("git-protocol"),
      REMOTE_ADDR: "127.0.0.1",
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  request.pipe(backend.stdin);
  backend.stdin.on("error", () => {});
  const pieces: Buffer[] = [];
  backend.stdout.on("data", (piece: Buffer) => void pieces.push(piece));
  backend.once("close", () => {
    const answer = Buffer.concat(pieces);
    const end = answer.indexOf("\r\n\r\n");
    const headers = answer
      .toString("latin1", 0, end)
      .split("\r\n")
      .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)] as const);
    const status = headers.find(([name]) => name === "Status")?.[1] ?? "200";
    response.writeHead(
      Number.parseInt(status, 10),
      Object.fromEntries(headers.filter(([name]) => name !== "Status")),
    );
    response.end(answer.subarray(end + 4));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
