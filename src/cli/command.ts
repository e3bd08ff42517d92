/** What a command of the command line is, and what it is given. */

import type { Config } from "../config.ts";

/** Where the command line writes to, and what ends it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly isTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** The options that single commands take; `--config` is for all of them. */
export interface Options {
  readonly out?: string | undefined;
  readonly format?: string | undefined;
}

export interface Invocation {
  readonly config: Config;
  /** The folder or file that is named behind the command. */
  readonly target: string | undefined;
  readonly options: Options;
  readonly terminal: Terminal;
}

export interface CliCommand {
  readonly name: string;
  /** The ways to call it, and what each of them does. */
  readonly usage: readonly (readonly [call: string, what: string])[];
  /** Whether a folder or a file is named behind it. */
  readonly takesTarget?: boolean;
  /** Which options it takes. */
  readonly options?: readonly (keyof Options)[];
  /** Gives the exit status; fails with a `CommandLineError`, a `ConfigError` or what the task fails with. */
  run(invocation: Invocation): Promise<number>;
}

/** The command line is wrong: the reader gets the sentence and the usage. */
export class CommandLineError extends Error {
  override readonly name = "CommandLineError";
}
