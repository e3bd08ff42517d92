/** The files of src/ as text: what they import, and what their first comment says. */

import { globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

export interface Source {
  /** Relative to the project: `src/xmpp/muc.ts`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** The comment at its head, without the stars; `undefined` when it has none. */
  readonly head: string | undefined;
  /** The text without its comments. */
  readonly code: string;
  /** What it imports: paths relative to the project, or names of packages. Types count. */
  readonly imports: readonly string[];
}

export function readSources(): readonly Source[] {
  const paths = globSync("src/**/*.ts", { cwd: ROOT }).map((path) => path.replaceAll("\\", "/"));
  return paths.toSorted().map((path) => toSource(path, readFileSync(join(ROOT, path), "utf8")));
}

export function toSource(path: string, text: string): Source {
  const head = /^(?:#!.*\n)?\/\*\*([^]*?)\*\//u.exec(text)?.[1];
  const code = text.replace(/\/\*[^]*?\*\//gu, "").replace(/(^|\s)\/\/.*$/gmu, "$1");
  return {
    path,
    text,
    lines: text.trimEnd().split("\n").length,
    head: head?.replaceAll(/\s*\n\s*\*\s?/gu, " ").trim(),
    code,
    imports: importsOf(path, code),
  };
}

const STATEMENT = /^\s*(?:import|export)\s(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gmu;

function importsOf(path: string, code: string): string[] {
  const names = [...code.matchAll(STATEMENT)].map(([, statement, call]) => statement ?? call ?? "");
  return names.map((name) => (name.startsWith(".") ? posix.join(posix.dirname(path), name) : name));
}
