/** The rules that the files of src/ keep: who may import whom, who may write to the console, how a file looks. */

import { describe, expect, test } from "vitest";
import { readSources, type Source, toSource } from "./support/sources.ts";

/**
 * What each folder of src/ may import besides itself. Files that stand in src/ itself, and the parts of cli.ts, config.ts,
 * panel.ts, publisher.ts, rooms.ts and source.ts in folders of their names, are the edge: they may import everything, and nobody below may import them.
 */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  words: [],
  newsletter: [],
  xmpp: [],
  xeps: [],
  publish: ["newsletter", "xmpp"],
  announce: ["newsletter", "xmpp", "publish"],
  comments: ["newsletter", "xmpp", "publish"],
  commands: ["words", "newsletter", "xmpp", "xeps", "publish", "announce", "comments"],
  conversation: ["words", "newsletter", "xmpp", "xeps", "commands"],
  menu: ["words", "newsletter", "xmpp", "xeps", "commands"],
  jobs: ["newsletter", "xmpp", "xeps", "publish"],
};

const MAX_LINES = 250;

/** The folder of src/ that a file belongs to; `edge` for the files that put everything together. */
function layer(path: string): string {
  const [, folder = ""] = /^src\/([^/]+)\//u.exec(path) ?? [];
  return ["", "cli", "config", "panel", "publisher", "rooms", "source"].includes(folder) ? "edge" : folder;
}

/** The imports by which a file breaks the directions, as `importer -> imported`. */
function wrongDirections({ path, imports }: Source): string[] {
  const from = layer(path);
  if (from === "edge") return [];
  return imports
    .filter((target) => target.startsWith("src/") && layer(target) !== from)
    .filter((target) => !BELOW[from]?.includes(layer(target)))
    .map((target) => `${path} -> ${target}`);
}

/** Files that import themselves over others, each circle once, as `a -> b -> a`. */
function cycles(sources: readonly Source[]): string[] {
  const importsOf = new Map(sources.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] => {
    const start = trail.indexOf(path);
    if (start >= 0) return [[...trail.slice(start), path].join(" -> ")];
    if (done.has(path)) return [];
    const found = (importsOf.get(path) ?? []).flatMap((target) => visit(target, [...trail, path]));
    done.add(path);
    return found;
  };
  return sources.flatMap(({ path }) => visit(path, []));
}

const writesToConsole = ({ code }: Source): boolean =>
  /\bconsole\.|\bprocess\.(?:stdout|stderr)\b/u.test(code);

const sources = readSources();
const paths = (found: readonly Source[]): string[] => found.map(({ path }) => path);

describe("src/", () => {
  test("imports point down: the vocabularies know nobody, and nobody knows the edge", () => {
    expect(sources.flatMap(wrongDirections)).toEqual([]);
  });

  test("every folder has its place in the directions", () => {
    const known = new Set(["edge", ...Object.keys(BELOW)]);
    expect(paths(sources).filter((path) => !known.has(layer(path)))).toEqual([]);
  });

  test("nothing is imported in a circle", () => {
    expect(cycles(sources)).toEqual([]);
  });

  test("every import of a file leads to a file", () => {
    const existing = new Set(paths(sources));
    const missing = sources.flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.startsWith("src/") && !existing.has(target))
        .map((target) => `${path} -> ${target}`),
    );
    expect(missing).toEqual([]);
  });

  test("the XMPP library is known in src/xmpp/ alone", () => {
    const users = sources.filter(({ imports }) => imports.some((name) => name.startsWith("@xmpp/")));
    expect(paths(users)).not.toEqual([]);
    expect(paths(users).filter((path) => layer(path) !== "xmpp")).toEqual([]);
  });

  test("log.ts alone writes to the console; main.ts and cli/run.ts hand out the streams", () => {
    const allowed = new Set(["src/log.ts", "src/cli/run.ts", "src/main.ts"]);
    expect(paths(sources.filter(writesToConsole)).filter((path) => !allowed.has(path))).toEqual([]);
  });

  test(`no file has more than ${MAX_LINES} lines`, () => {
    const long = sources.filter(({ lines }) => lines > MAX_LINES);
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  test("every file says at its head what it is", () => {
    expect(paths(sources.filter(({ head }) => head === undefined || head.length < 10))).toEqual([]);
  });
});

describe("these rules notice", () => {
  test.each([
    ["a vocabulary that imports another", "src/newsletter/a.ts", `import { x } from "../xmpp/b.ts";`],
    ["a type as well as a value", "src/xmpp/a.ts", `import type { X } from "../xeps/b.ts";`],
    ["an import of the edge from below", "src/publish/a.ts", `import {\n  log,\n} from "../log.ts";`],
    ["an export of another's things", "src/xeps/a.ts", `export * from "../publish/b.ts";`],
    ["an import while it runs", "src/jobs/a.ts", `const x = await import("../commands/b.ts");`],
  ])("%s", (_, path, text) => {
    expect(wrongDirections(toSource(path, text))).toHaveLength(1);
  });

  test("an import that points down is none of it", () => {
    const text = `import { a } from "../xmpp/a.ts";\nimport "../newsletter/b.ts";\nimport { c } from "node:fs";`;
    expect(wrongDirections(toSource("src/publish/c.ts", text))).toEqual([]);
  });

  test("a circle over two others", () => {
    const files = ["a", "b", "c"].map((name, index, all) =>
      toSource(`src/xmpp/${name}.ts`, `import { x } from "./${all[(index + 1) % 3]}.ts";`),
    );
    expect(cycles(files)).toEqual(["src/xmpp/a.ts -> src/xmpp/b.ts -> src/xmpp/c.ts -> src/xmpp/a.ts"]);
  });

  test("the console in code, not in a comment", () => {
    expect(writesToConsole(toSource("src/a.ts", "process.stdout.write(text);"))).toBe(true);
    expect(writesToConsole(toSource("src/a.ts", "// never console.log\nconst url = 'http://a';"))).toBe(
      false,
    );
  });
});
