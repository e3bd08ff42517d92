/** How the tests read a configuration, and what they are told when it is refused. */

import { type Config, ConfigError, parseConfig, readConfig } from "../../src/config.ts";

export const FIXTURES = "test/fixtures/config";
export const SECRET = "hunter2-and-more";

export function fromEnv(env: Record<string, string>): Config {
  return parseConfig("", "", env);
}

export function fromFile(text: string): Config {
  return parseConfig(text, "bot.yaml", {});
}

/** What an operator is told; nothing when the configuration is accepted. */
export function problems(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** What an operator is told when the files that are named are read too. */
export async function complaint(env: Record<string, string>, file?: string): Promise<string> {
  const error: unknown = await readConfig({ env, file }).catch((reason: unknown) => reason);
  if (!(error instanceof ConfigError)) throw new Error("the configuration was accepted");
  return error.message;
}
