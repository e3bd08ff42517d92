/** The command line: the same parts for one task. What is asked for goes to standard output, all else to standard error. */

import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isNobodys, toMasthead, toNodeOptions, toSurveyOptions } from "./assembly.ts";
import { type AccountConfig, type Config, readConfig, requireAccount } from "./config.ts";
import { VERSION } from "./identity.ts";
import { createLog } from "./log.ts";
import { type Archive, readArchive, translations } from "./newsletter/archive.ts";
import { formatProblem } from "./newsletter/problem.ts";
import { withSession } from "./once.ts";
import { toEntry } from "./publish/entry.ts";
import { ensureNode, feedConfiguration, hasMax, readCapacity } from "./publish/node.ts";
import { apply, leftOut, type Survey, survey } from "./publish/reconcile.ts";
import { run } from "./run.ts";
import { toElement } from "./xmpp/atom.ts";
import type { Node } from "./xmpp/pubsub.ts";

const USAGE = `newsstand publishes the issues of a newsletter to a PubSub node and answers questions about them in a room.

usage: newsstand [run]                     run the bot until it is stopped
       newsstand render CONTENT --out DIR  write the entry of every issue of a folder into DIR
       newsstand check CONTENT             say what is wrong with the issues of a folder
       newsstand plan                      say what would be published, updated and retracted
       newsstand publish                   do it once, and end

  --config FILE   read settings from FILE (also NEWSSTAND_CONFIG); the environment wins
  --help          this text
  --version       the version

Settings and their variables: config/README.md. Passwords come from NEWSSTAND_PASSWORD or NEWSSTAND_PASSWORD_FILE only.
`;

/** The command line is wrong: the reader gets the sentence and the usage. */
class CommandLineError extends Error {
  override readonly name = "CommandLineError";
}

/** Where the command line writes to, and what ends it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly isTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Does what the arguments say. Gives the exit status; fails with a `CommandLineError`, a `ConfigError` or what the task fails with. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments(argv);
  if (values.help) {
    terminal.out(USAGE);
    return 0;
  }
  if (values.version) {
    terminal.out(`newsstand ${VERSION}\n`);
    return 0;
  }
  const [command = "run", folder, ...surplus] = positionals;
  const config = await readConfig({ env: terminal.env, file: values.config });
  const takesFolder = command === "render" || command === "check";
  if (surplus.length > 0 || (folder !== undefined && !takesFolder)) {
    throw new CommandLineError(
      `${command} does not take ${JSON.stringify(takesFolder ? surplus[0] : folder)}`,
    );
  }
  switch (command) {
    case "run":
      return run(requireAccount(config), toLog(config), terminal.signal);
    case "render":
      return render(config, required(folder, "render needs the folder of the issues"), values.out, terminal);
    case "check":
      return check(config, required(folder, "check needs the folder of the issues"), terminal);
    case "plan":
      return plan(requireAccount(config), terminal);
    case "publish":
      return publish(requireAccount(config), terminal);
    default:
      throw new CommandLineError(`there is no command ${JSON.stringify(command)}`);
  }
}

/** The text for a wrong command line, or `undefined` for another error. */
export function usageFor(error: unknown): string | undefined {
  return error instanceof CommandLineError ? `newsstand: ${error.message}\n\n${USAGE}` : undefined;
}

function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        config: { type: "string" },
        out: { type: "string" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean", short: "V" },
      },
    });
  } catch (error) {
    throw new CommandLineError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function render(
  config: Config,
  folder: string,
  out: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const directory = required(out, "render needs a folder to write to: --out DIR");
  const masthead = toMasthead(config);
  const archive = await readArchive(folder, { language: config.language });
  if (isNobodys(config)) {
    terminal.err(
      `no account is set (NEWSSTAND_JID): the entries carry ${masthead.publisher} and ${masthead.at.service}\n`,
    );
  }
  await mkdir(directory, { recursive: true });
  for (const [at, issue] of archive.issues.entries()) {
    const entry = toElement(toEntry(issue, masthead, translations(issue, archive)));
    await replaceFile(
      join(directory, `${issue.file}.xml`),
      `<?xml version="1.0" encoding="utf-8"?>\n${entry.toString()}\n`,
    );
    progress(terminal, "rendered", at + 1, archive.issues.length, issue.file);
  }
  return complain(archive, terminal);
}

async function check(config: Config, folder: string, terminal: Terminal): Promise<number> {
  const archive = await readArchive(folder, { language: config.language });
  const problems = [
    ...archive.broken.map(({ file, error }) => ({ file, text: error.message })),
    ...archive.issues.flatMap(({ file, warnings }) =>
      warnings.map((each) => ({ file, text: formatProblem(each) })),
    ),
  ].toSorted((one, other) => (one.file < other.file ? -1 : Number(one.file > other.file)));
  for (const { text } of problems) terminal.out(`${text}\n`);
  const checked = archive.issues.length + archive.broken.length;
  terminal.err(`${checked} issues checked, ${problems.length} problems\n`);
  return problems.length === 0 ? 0 : 1;
}

async function plan(config: AccountConfig, terminal: Terminal): Promise<number> {
  const archive = await readArchive(config.content, { language: config.language });
  const masthead = toMasthead(config);
  const text = await withSession(config, terminal.signal, async (session) => {
    const options = toSurveyOptions(config, session, await readCapacity(session, masthead.at));
    return describe(await survey(session, masthead, archive, options), masthead.at, options.capacity);
  });
  terminal.out(text);
  return complain(archive, terminal);
}

async function publish(config: AccountConfig, terminal: Terminal): Promise<number> {
  const masthead = toMasthead(config);
  const archive = await readArchive(config.content, { language: config.language });
  const { outcome, notes } = await withSession(config, terminal.signal, async (session) => {
    const max = await hasMax(session, masthead.at.service);
    const node = await ensureNode(session, masthead.at, feedConfiguration(toNodeOptions(config)), { max });
    const options = toSurveyOptions(config, session, node.capacity);
    const found = await survey(session, masthead, archive, options);
    const done = await apply(session, masthead, found.changes, {
      max,
      note: (sentence) => terminal.err(`${sentence}\n`),
      tell: ({ change, done: at, total }) => progress(terminal, change.action, at, total, change.id),
    });
    return { outcome: done, notes: [...found.notes, ...leftOut(found.left, masthead.at, options.capacity)] };
  });
  for (const note of notes) terminal.err(`${note}\n`);
  for (const { id, error } of outcome.failed) terminal.err(`${id} was not published: ${error.message}\n`);
  const { published, updated, retracted } = outcome;
  terminal.out(`${published} published, ${updated} updated, ${retracted} retracted\n`);
  return outcome.failed.length === 0 ? complain(archive, terminal) : 1;
}

const SIGNS = { publish: "+", update: "~", retract: "-" } as const;

function describe({ changes, left, notes }: Survey, at: Node, capacity: number | undefined): string {
  const lines = changes.map((change) => {
    const title = change.action === "retract" ? change.title : change.entry.title;
    return `${SIGNS[change.action]} ${change.action.padEnd(7)} ${change.id}  ${title}`;
  });
  const count = (action: string) => changes.filter((change) => change.action === action).length;
  const sum = `${count("publish")} to publish, ${count("update")} to update, ${count("retract")} to retract`;
  const said = [...notes, ...leftOut(left, at, capacity)];
  return [...lines, ...said, changes.length === 0 ? "nothing to do" : sum, ""].join("\n");
}

/** Names the files that were left out; leaving any out is a failure of a task that should have done them all. */
function complain({ broken }: Archive, terminal: Terminal): number {
  for (const { error } of broken) terminal.err(`${error.message}\n`);
  return broken.length === 0 ? 0 : 1;
}

/** One line that rewrites itself on a terminal, plain lines elsewhere. */
function progress({ err, isTTY }: Terminal, what: string, done: number, total: number, name: string): void {
  const text = `${what} ${done} of ${total}: ${name}`;
  err(isTTY ? `\r${text}\u001b[K${done === total ? "\n" : ""}` : `${text}\n`);
}

/** Nobody ever reads half a file. */
async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}

function required(value: string | undefined, sentence: string): string {
  if (value === undefined) throw new CommandLineError(sentence);
  return value;
}

function toLog({ log, logFormat }: Config) {
  return createLog({ level: log, format: logFormat, stream: process.stdout });
}
