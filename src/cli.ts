/** The command line: the same parts for one task. What is asked for goes to standard output, all else to standard error. */

import { parseArgs } from "node:util";
import { type CliCommand, CommandLineError, type Options, type Terminal } from "./cli/command.ts";
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

Settings and their variables: config/README.md. Passwords come from
NEWSSTAND_PASSWORD or NEWSSTAND_PASSWORD_FILE only.
`;

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
  const [name = commands[0].name, target, ...surplus] = positionals;
  const config = await readConfig({ env: terminal.env, file: values.config });
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw new CommandLineError(`there is no command ${JSON.stringify(name)}`);
  const { out, format } = values;
  refuseSurplus(command, target, surplus, { out, format });
  return command.run({ config, target, options: { out, format }, terminal });
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
        format: { type: "string" },
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
  { name, takesTarget, options: taken = [] }: CliCommand,
  target: string | undefined,
  surplus: readonly string[],
  { out, format }: Options,
): void {
  const [first] = takesTarget === true ? surplus : [target, ...surplus];
  if (first !== undefined) throw new CommandLineError(`${name} does not take ${JSON.stringify(first)}`);
  if (out !== undefined && !taken.includes("out")) throw new CommandLineError(`${name} does not take --out`);
  if (format !== undefined && !taken.includes("format"))
    throw new CommandLineError(`${name} does not take --format`);
}
