/** What git says → why a repository cannot be pulled, and what an operator can do about it. */

import { GitError, GitTimeout } from "./git.ts";

/** Which repository, and what of it. */
export interface Remote {
  readonly url: string;
  /** A branch or tag; without it, what the repository's own HEAD points to. */
  readonly branch: string | undefined;
  /** `.` is all of it. */
  readonly folder: string;
}

/** Why, with what to do; and whether that lies in the copy, so that a new one may mend it. */
export interface Reason {
  readonly text: string;
  readonly isOurs: boolean;
}

/** The commit has no such folder. */
export class NoFolderError extends Error {
  override readonly name = "NoFolderError";
}

const LONGEST = 200;

/** Asked in this order. */
const REASONS: readonly (readonly [RegExp, (remote: Remote) => string])[] = [
  [/No space left|Disk quota exceeded/u, () => "the disk is full: make room where NEWSSTAND_GIT_CACHE is"],
  [
    /Could not resolve|Name or service not known|name resolution/iu,
    () => "its host has no address: look at NEWSSTAND_GIT_URL and at the DNS of this machine",
  ],
  [
    /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/u,
    () =>
      "the key of its host is not the known one: check it and put it into ~/.ssh/known_hosts of the bot's account",
  ],
  [
    /certificate|SSL|TLS/u,
    () => "the certificate of its host is not trusted: name the authority's file in GIT_SSL_CAINFO",
  ],
  [
    /Authentication failed|could not read (?:Username|Password)|Permission denied|\b40[13]\b|access denied/iu,
    () => "the bot is not let in: give it a token in ~/.netrc or a key in ~/.ssh",
  ],
  [/couldn't find remote ref/u, toBranch],
  [
    /Connection refused|Connection reset|timed? ?out|unreachable|Failed to connect|Couldn't connect|too slow|hung up|early EOF|\b5\d\d\b/iu,
    () => "its host does not answer",
  ],
  [
    /not found|does not exist|not appear to be a git repository|\b404\b/iu,
    () =>
      "there is none, or not for the bot: look at NEWSSTAND_GIT_URL, and at the rights of its account there",
  ],
  [/transport '.*' not allowed/u, () => "its host sends the bot on to an address that is not allowed"],
];

export function toReason(error: unknown, remote: Remote): Reason {
  if (error instanceof NoFolderError) {
    return theirs(`${named(remote)} has no folder ${remote.folder}: look at NEWSSTAND_GIT_FOLDER`);
  }
  if (error instanceof GitTimeout) return theirs(`its host gave no full answer in ${error.limit / 1_000} s`);
  if (error instanceof GitError) return saidReason(error, remote);
  const [code, message] =
    error instanceof Error ? ["code" in error ? String(error.code) : "", error.message] : ["", String(error)];
  if (code === "ENOENT" && message.startsWith("spawn")) return theirs("git is not installed on this machine");
  if (/^(?:EACCES|EPERM|EROFS|ENOSPC|EDQUOT|ENOTDIR|EEXIST)$/u.test(code)) {
    return theirs(`its copy cannot be written (${code}): look at NEWSSTAND_GIT_CACHE`);
  }
  return { text: message, isOurs: true };
}

/** An address as it may be shown: without a password, and what else lets somebody in. */
export function shown(url: string): string {
  return url
    .replace(/^(https:\/\/)[^/]*@/u, "$1")
    .replace(/^(ssh:\/\/[^/:]*):[^/]*@/u, "$1@")
    .replace(/\?.*/su, "");
}

/** Only fetching speaks with the other side. */
function saidReason({ command, said }: GitError, remote: Remote): Reason {
  const [, toText] = REASONS.find(([pattern]) => command === "fetch" && pattern.test(said)) ?? [];
  if (toText !== undefined) return theirs(toText(remote));
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  const line = lines.findLast((each) => /^(?:fatal|error): /u.test(each)) ?? lines.at(-1) ?? "nothing";
  return { text: `git says: ${withoutSecrets(line, remote.url).slice(0, LONGEST)}`, isOurs: true };
}

/** Without the account of the address, as it is written there and as it is meant; a short name is no secret. */
function withoutSecrets(text: string, url: string): string {
  const [, name = "", password = ""] = /^[a-z]+:\/\/([^/:@]*):?([^/]*)@/u.exec(url) ?? [];
  const secrets = [password, decoded(password), name.length > 4 ? name : ""].filter((each) => each !== "");
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "…"), text.replaceAll(url, shown(url)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function toBranch({ branch }: Remote): string {
  return branch === undefined
    ? "it has no commit yet, or no branch of its own: name one in NEWSSTAND_GIT_BRANCH"
    : `it has no branch ${branch}: look at NEWSSTAND_GIT_BRANCH`;
}

function named({ branch }: Remote): string {
  return branch === undefined ? "it" : `its branch ${branch}`;
}

function theirs(text: string): Reason {
  return { text, isOurs: false };
}
