/** What an operator is told when the configuration cannot be used. */

/** One sentence per problem; each names the place, the setting, what was found and what is allowed. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}
