/** Configuration file and environment → Config, or an error that names the setting. */

import * as v from "valibot";
import { parseSettings, quoted, type Written } from "./config/document.ts";
import { ConfigError } from "./config/error.ts";
import { readText, type Reading, toCertificates, toPassword } from "./config/files.ts";
import { entries } from "./config/schemas.ts";
import { names, type Settings, settings } from "./config/settings.ts";
import { CONFIG, PASSWORD, present, unknownSetting, unknownVariable } from "./config/unknown.ts";
import { parseJid } from "./xmpp/jid.ts";

export { ConfigError } from "./config/error.ts";
export type { HttpAddress } from "./config/schemas.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Config extends Readonly<Settings> {
  /** The service that hosts the node; the account's own bare JID means PEP. `undefined` only when there is no `jid`. */
  readonly pubsub: string | undefined;
  /** The certificates of `caFile`, PEM. */
  readonly ca: string | undefined;
  /** A function, so that the password is in no copy, log or printed form of this value. */
  readonly password: () => string | undefined;
}

/** A configuration that can log in. */
export interface AccountConfig extends Config {
  readonly jid: string;
  readonly pubsub: string;
  readonly password: () => string;
}

/** Where a value came from: the start of a sentence about it. */
interface Source {
  readonly text: string | readonly string[];
  /** The sentence's subject; for an entry of a list, the one at this index. */
  subject(index?: number): string;
}

interface Draft {
  readonly settings: Settings | undefined;
  readonly sources: ReadonlyMap<string, Source>;
  readonly problems: readonly string[];
}

/**
 * Reads the configuration: `file`, or the one that NEWSSTAND_CONFIG names, or none; then the environment, which wins; then
 * the files that the settings name. Throws a `ConfigError` with everything that is wrong.
 */
export async function readConfig({
  env,
  file,
}: {
  env: Environment;
  file?: string | undefined;
}): Promise<Config> {
  const path = file ?? present(env[CONFIG]);
  const read: Reading = path === undefined ? { text: "" } : await readText(path);
  if ("problem" in read) throw new ConfigError([`The configuration file ${path} ${read.problem}.`]);
  const draft = toDraft(read.text, path ?? "", env);
  const [password, ca] = await Promise.all([
    named("passwordFile", draft, toPassword),
    named("caFile", draft, toCertificates),
  ]);
  const problems = [password, ca].flatMap((reading) => ("problem" in reading ? [reading.problem] : []));
  return toConfig(
    { ...draft, problems: [...draft.problems, ...problems] },
    present(env[PASSWORD]) ?? textOf(password),
    textOf(ca),
  );
}

/** The same from the text of a file and an environment alone; the files that settings name are not read. */
export function parseConfig(text: string, file: string, env: Environment): Config {
  return toConfig(toDraft(text, file, env), present(env[PASSWORD]), undefined);
}

/** What a command that logs in needs beyond a valid configuration. */
export function requireAccount(config: Config): AccountConfig {
  const { jid, pubsub } = config;
  const password = config.password();
  if (jid !== undefined && pubsub !== undefined && password !== undefined) {
    return { ...config, jid, pubsub, password: () => password };
  }
  throw new ConfigError([
    ...(jid === undefined
      ? ["No account is set: give its bare JID in NEWSSTAND_JID, or as jid in the file."]
      : []),
    ...(password === undefined
      ? [
          `No password is set: give it in ${PASSWORD}, or the path of a file that holds it in NEWSSTAND_PASSWORD_FILE.`,
        ]
      : []),
  ]);
}

function toDraft(text: string, file: string, env: Environment): Draft {
  const { written, complaints } = parseSettings(text);
  const sources = toSources(written, file, env);
  const result = v.safeParse(
    settings,
    Object.fromEntries([...sources].map(([key, source]) => [key, source.text])),
  );
  const problems = [
    ...complaints.map(({ line, message }) => `${file}:${line}: ${message}`),
    ...written.flatMap(({ name, line }) =>
      unknownSetting(name).map((problem) => `${file}:${line}: ${problem}`),
    ),
    ...Object.keys(env).flatMap((variable) => unknownVariable(variable, env)),
    ...(result.issues ?? []).flatMap((issue) => toSentence(issue, sources)),
    ...conflicts(result.success ? result.output : {}, sources, env),
  ];
  return { settings: result.success ? result.output : undefined, sources, problems };
}

function toSources(written: readonly Written[], file: string, env: Environment): Map<string, Source> {
  const sources = new Map<string, Source>();
  for (const { key, name, variable } of names) {
    const text = present(env[variable]);
    const setting = written.find((candidate) => candidate.name === name);
    if (text !== undefined) sources.set(key, { text, subject: () => variable });
    else if (setting?.text !== undefined) {
      const subject = (index = -1): string => `${file}:${setting.lines[index] ?? setting.line}: ${name}`;
      sources.set(key, { text: setting.text, subject });
    }
  }
  return sources;
}

function toSentence(issue: v.BaseIssue<unknown>, sources: Draft["sources"]): string[] {
  const [key, index] = issue.path?.map((step) => step.key) ?? [];
  const source = sources.get(String(key));
  if (source === undefined) return [];
  const texts = typeof source.text === "string" && index !== undefined ? entries(source.text) : source.text;
  const text = typeof index === "number" ? texts[index] : texts;
  // A password is easily put where its file belongs.
  const found = key === "passwordFile" ? "something that is not shown here" : toFound(text ?? "");
  return [`${source.subject(Number(index ?? -1))} is ${found}, but must be ${issue.message}.`];
}

/** What was found, without the account that an address may hold. */
function toFound(text: string | readonly string[]): string {
  if (typeof text !== "string") return "a list";
  return text === "" ? "empty" : quoted(text.replace(/\/\/[^/]*@/gu, "//…@"));
}

/** What is wrong only together. */
function conflicts(
  { jid, pubsub, source, gitUrl }: Partial<Settings>,
  sources: Draft["sources"],
  env: Environment,
): string[] {
  const file = sources.get("passwordFile");
  const isForeign = jid !== undefined && pubsub?.includes("@") === true && pubsub !== jid;
  const isNowhere = source === "git" && gitUrl === undefined;
  return [
    ...(isNowhere
      ? [
          `${sources.get("source")?.subject()} is git, so the repository must be named by git_url (NEWSSTAND_GIT_URL).`,
        ]
      : []),
    ...(file !== undefined && present(env[PASSWORD]) !== undefined
      ? [`${file.subject()} and ${PASSWORD} both give the password: keep one of them.`]
      : []),
    ...(isForeign
      ? [
          `${sources.get("pubsub")?.subject()} is the account ${quoted(pubsub)}, but must be a PubSub service or the bot's own ${jid}.`,
        ]
      : []),
  ];
}

/** Reads the file that a setting names. Its path is not repeated: a password is easily put where its file belongs. */
async function named(
  key: "passwordFile" | "caFile",
  { sources }: Draft,
  convert: (text: string) => Reading,
): Promise<Reading | { readonly text: undefined }> {
  const path = v.safeParse(settings.entries[key], sources.get(key)?.text);
  if (!path.success || path.output === undefined) return { text: undefined };
  const read = await readText(path.output);
  const reading = "text" in read ? convert(read.text) : read;
  return "text" in reading
    ? reading
    : { problem: `The file that ${sources.get(key)?.subject()} names ${reading.problem}.` };
}

function textOf(reading: Reading | { readonly text: undefined }): string | undefined {
  return "text" in reading ? reading.text : undefined;
}

function toConfig(draft: Draft, password: string | undefined, ca: string | undefined): Config {
  const { settings: found, problems } = draft;
  if (found === undefined || problems.length > 0) throw new ConfigError(problems);
  const domain = parseJid(found.jid)?.domain;
  const pubsub = found.pubsub ?? (domain === undefined ? undefined : `pubsub.${domain}`);
  return { ...found, pubsub, ca, password: () => password };
}
