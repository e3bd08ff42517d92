/** What a command of the command line is, and what it is given. */

import type { Config } from "../config.ts";

/** Where the command line writes to, whom it asks, and what ends it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether what `err` writes is looked at as it comes: then a line may be written over. */
  readonly isTTY: boolean;
  /** Whether what `out` writes may be coloured. */
  readonly hasColours?: boolean;
  /** Asks a person for a yes or a no; `undefined` where there is nobody to ask. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** The options that single commands take, as `parseArgs` of Node wants them; `--config` is for all of them. */
export const OPTIONS = {
  out: { type: "string" },
  format: { type: "string" },
  json: { type: "boolean" },
  yes: { type: "boolean", short: "y" },
  retract: { type: "string" },
} as const;

type OptionName = keyof typeof OPTIONS;

export type Options = {
  readonly [Name in OptionName]?: (typeof OPTIONS)[Name]["type"] extends "string" ? string : boolean;
};

export interface Invocation {
  readonly config: Config;
  /** What is named behind the command: a folder, a file, issues. */
  readonly targets: readonly string[];
  readonly options: Options;
  readonly terminal: Terminal;
}

export interface CliCommand {
  readonly name: string;
  /** The ways to call it, and what each of them does. */
  readonly usage: readonly (readonly [call: string, what: string])[];
  /** How many things may be named behind it; none, where it does not say. */
  readonly mostTargets?: number;
  /** Which options it takes. */
  readonly options?: readonly OptionName[];
  /** Gives the exit status; fails with a `CommandLineError`, a `ConfigError` or what the task fails with. */
  run(invocation: Invocation): Promise<number>;
}

/** What a task ends with that needs a yes, where nobody could be asked. */
export const EXIT_UNCONFIRMED = 2;

/** The command line is wrong: the reader gets the sentence and the usage. */
export class CommandLineError extends Error {
  override readonly name = "CommandLineError";
}
