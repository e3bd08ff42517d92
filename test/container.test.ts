/** What the container's files promise: nothing but the bot inside, nobody privileged, and settings that exist. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseConfig } from "../src/config.ts";
import { names } from "../src/config/settings.ts";

const PROSODY = "config/compose/prosody";

/** One instruction of a Dockerfile: its name and the rest, continued lines joined. */
interface Instruction {
  readonly name: string;
  readonly rest: string;
}

function readInstructions(path: string): readonly Instruction[] {
  const lines = readFileSync(path, "utf8")
    .replaceAll(/^#.*\n/gmu, "")
    .replaceAll(/\\\n/gu, "")
    .split("\n");
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => ({ name: line.split(" ", 1).join(""), rest: line.slice(line.indexOf(" ") + 1).trim() }));
}

/** The sources that `COPY` takes from the build context. */
function copied(instructions: readonly Instruction[]): readonly string[] {
  return instructions
    .filter(({ name, rest }) => name === "COPY" && !rest.startsWith("--from="))
    .flatMap(({ rest }) => rest.split(/\s+/u).slice(0, -1));
}

/** What the last of several equal instructions says. */
function last(instructions: readonly Instruction[], wanted: string): string {
  return instructions.findLast(({ name }) => name === wanted)?.rest ?? "";
}

function toEnv(pairs: string): Record<string, string> {
  return Object.fromEntries(
    pairs.split(/\s+/u).map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
}

interface Container {
  readonly build: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes: readonly unknown[];
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly restart: string;
}

interface Compose {
  readonly services: { readonly newsstand: Container; readonly prosody: Container };
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const dockerfile = readInstructions("Dockerfile");
const image = dockerfile.slice(dockerfile.findLastIndex(({ name }) => name === "FROM"));
const imageEnv = toEnv(last(image, "ENV"));
const compose: Compose = parse(readFileSync("compose.yaml", "utf8"), { merge: true });
const { newsstand, prosody } = compose.services;
const server = readFileSync(join(PROSODY, "prosody.cfg.lua"), "utf8");

describe("Dockerfile", () => {
  test("what is copied exists, and .dockerignore lets it in", () => {
    const allowed = readFileSync(".dockerignore", "utf8").split("\n");
    expect(allowed).toContain("*");
    expect(copied(dockerfile).filter((path) => !existsSync(path))).toEqual([]);
    expect(copied(dockerfile).filter((path) => !allowed.includes(`!${path}`))).toEqual([]);
  });

  test("the image holds the bot and nothing of how it is made", () => {
    expect(copied(image).toSorted()).toEqual(["LICENSE", "config/newsstand.yaml", "package.json", "src"]);
  });

  test("packages are those of the lockfile, without development and without scripts", () => {
    const install = dockerfile.filter(({ rest }) => rest.startsWith("npm ")).map(({ rest }) => rest);
    expect(install).toHaveLength(1);
    expect(install[0]).toMatch(/^npm ci --omit=dev --omit=optional --ignore-scripts/u);
  });

  test("the bot is process 1, and hears the signal that ends it", () => {
    const command: unknown = JSON.parse(last(image, "CMD"));
    expect(command).toEqual(["node", "src/main.ts", "run"]);
    expect(image.some(({ name }) => name === "ENTRYPOINT")).toBe(false);
  });

  test("the bot is not root", () => {
    expect(last(image, "USER")).toBe("node");
  });

  test("health is asked through node, at the port that NEWSSTAND_HTTP names", () => {
    const check = last(image, "HEALTHCHECK");
    const command: unknown = JSON.parse(check.slice(check.indexOf("[")));
    expect(command).toEqual(["node", "-e", expect.stringMatching(/NEWSSTAND_HTTP.*\/healthz/u)]);
  });

  test("its settings are settings of newsstand; the content and the copy of a repository are volumes", () => {
    const config = parseConfig("", "", imageEnv);
    expect(config).toMatchObject({ http: { port: 8080 }, content: "/content", gitCache: "/cache" });
    expect(last(image, "VOLUME").split(" ")).toEqual([config.content, config.gitCache]);
  });

  test("git and what it needs are there, and the one folder that the bot writes to is its own", () => {
    const install = last(image, "RUN");
    for (const name of ["git", "openssh-client", "ca-certificates"])
      expect(install.split(/\s+/u)).toContain(name);
    expect(install).toMatch(/install --directory --owner=node --group=node --mode=700 \/cache$/u);
    const run = image.findIndex(({ name }) => name === "RUN");
    expect(image.findIndex(({ name }) => name === "USER")).toBeGreaterThan(run);
    expect(image.findIndex(({ name }) => name === "VOLUME")).toBeGreaterThan(run);
  });
});

describe("compose.yaml", () => {
  test("its settings are settings of newsstand, and together with the image's a valid configuration", () => {
    const known = names.map(({ variable }) => variable);
    expect(Object.keys(newsstand.environment ?? {}).filter((variable) => !known.includes(variable))).toEqual(
      [],
    );
    const config = parseConfig("", "", { ...imageEnv, ...newsstand.environment });
    expect(config).toMatchObject({ jid: "newsstand@localhost", pubsub: "pubsub.localhost" });
  });

  test("the password and the certificate are files of secrets that the bot is given", () => {
    const given = newsstand.secrets.map((name) => `/run/secrets/${name}`);
    expect(given).toContain(newsstand.environment?.["NEWSSTAND_PASSWORD_FILE"]);
    expect(given).toContain(newsstand.environment?.["NEWSSTAND_CA_FILE"]);
  });

  test("every secret is made by the script, and kept out of git", () => {
    const script = readFileSync("config/compose/secrets.sh", "utf8");
    for (const { file } of Object.values(compose.secrets)) {
      const [, name = "nothing"] = /^config\/compose\/secrets\/(.+)$/u.exec(file) ?? [];
      expect(script).toContain(name);
    }
    expect(readFileSync("config/compose/.gitignore", "utf8").split("\n")).toContain("secrets/");
  });

  test("the copy of a repository outlives the container", () => {
    expect(newsstand.volumes).toContain(`cache:${imageEnv["NEWSSTAND_GIT_CACHE"]}`);
    expect(Object.keys(compose.volumes)).toContain("cache");
  });

  test("the bot has no key of the server", () => {
    expect(newsstand.secrets).not.toContain("key");
  });

  test.each(Object.entries(compose.services))(
    "%s has no privileges and comes back by itself",
    (_, container) => {
      expect(container).toMatchObject({
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
        restart: "unless-stopped",
      });
      expect(existsSync(join(container.build, "Dockerfile"))).toBe(true);
    },
  );

  test("nobody reaches the server from another machine", () => {
    const open = [...(prosody.ports ?? []), ...(newsstand.ports ?? [])];
    expect(open.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  });
});

describe("the Prosody of compose.yaml", () => {
  const instructions = readInstructions(join(PROSODY, "Dockerfile"));

  test("is not root, and starts with files that exist", () => {
    expect(last(instructions, "USER")).toBe("prosody");
    expect(copied(instructions).filter((path) => !existsSync(join(PROSODY, path)))).toEqual([]);
  });

  test("reads the secrets it is given, and no others", () => {
    const read = [server, readFileSync(join(PROSODY, "start.sh"), "utf8")].join("\n");
    const named = [...read.matchAll(/\/run\/secrets\/([a-z]+)/gu)].map(([, name]) => name);
    expect(named).not.toEqual([]);
    expect(named.filter((name) => !prosody.secrets.includes(name ?? ""))).toEqual([]);
  });

  test.each([
    ["refuses a stream without encryption", /^c2s_require_encryption = true$/mu],
    ["answers at once", /nagle = false/u],
    ["keeps a thousand items in a node", /^ +pubsub_max_items = 1000$/mu],
    ["lets the bot create its node", /^ +admins = \{ "newsstand@localhost" \}$/mu],
  ])("%s", (_, setting) => {
    expect(server).toMatch(setting);
  });
});
