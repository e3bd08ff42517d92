/** The command line: the same parts for one task. What is asked for goes to standard output, all else to standard error. */

import { parseArgs } from "node:util";
import { type CliCommand, CommandLineError, OPTIONS, type Options, type Terminal } from "./cli/command.ts";
import { commands } from "./cli/index.ts";
import { readConfig } from "./config.ts";
import { VERSION } from "./identity.ts";

export type { Terminal } from "./cli/command.ts";

const CALLS = commands.flatMap(({ usage }) =>
  usage.map(([call, what]) => `newsstand ${call}\n           ${what}`),
);

/** For a terminal of 80 columns. */
const USAGE = `newsstand publishes the issues of a newsletter to a PubSub node and answers
questions about them in a room.

usage: ${CALLS.join("\n       ")}

  --config FILE   read settings from FILE (also NEWSSTAND_CONFIG);
                  the environment wins
  --help          this text
  --version       the version

ISSUE is an item id or the name of a file, with or without its path.
What takes something away asks before it does; --yes says yes beforehand, and
is needed where nobody sits at a terminal.

Settings and their variables: config/README.md. Passwords come from
NEWSSTAND_PASSWORD or NEWSSTAND_PASSWORD_FILE only.
`;

/** Does what the arguments say. Gives the exit status; fails with a `CommandLineError`, a `ConfigError` or what the task fails with. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readArguments(argv);
  const { config: file, help, version, ...options } = values;
  if (help) {
    terminal.out(USAGE);
    return 0;
  }
  if (version) {
    terminal.out(`newsstand ${VERSION}\n`);
    return 0;
  }
  const [name = commands[0].name, ...targets] = positionals;
  const config = await readConfig({ env: terminal.env, file });
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw new CommandLineError(`there is no command ${JSON.stringify(name)}`);
  refuseSurplus(command, targets, options);
  return command.run({ config, targets, options, terminal });
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
        ...OPTIONS,
        config: { type: "string" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean", short: "V" },
      },
    });
  } catch (error) {
    throw new CommandLineError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** What a command would silently ignore was meant for something. */
function refuseSurplus(
  { name, mostTargets = 0, options: taken = [] }: CliCommand,
  targets: readonly string[],
  options: Options,
): void {
  const surplus = targets[mostTargets];
  if (surplus !== undefined) throw new CommandLineError(`${name} does not take ${JSON.stringify(surplus)}`);
  const known = new Set<string>(taken);
  const foreign = Object.keys(options).find((option) => !known.has(option));
  if (foreign !== undefined) throw new CommandLineError(`${name} does not take --${foreign}`);
}
