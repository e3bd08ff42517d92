/** help: what the commands say of themselves. */

import { type Command, UsageError } from "./command.ts";
import { quote } from "./text.ts";

/** Makes the command that explains the others, and itself. */
export function createHelp(others: readonly Command[]): Command {
  const help: Command = {
    name: "help",
    usage: "help [command]",
    summary: "what I know, or how to ask a command",

    run(args) {
      const [name] = args;
      if (args.length > 1) throw new UsageError();
      if (name === undefined) return overview(commands);
      const command = commands.find((each) => each.name === name.toLowerCase());
      if (command) return `${command.usage}: ${command.summary}`;
      return `I know no command ${quote(name)}.\n${overview(commands)}`;
    },
  };
  const commands = [...others, help];
  return help;
}

function overview(commands: readonly Command[]): string {
  return [
    "I know these commands:",
    ...commands.map(({ usage, summary }) => `- ${usage}: ${summary}`),
    `In a room, begin with my nickname or with !, such as !${commands[0]?.name ?? "help"}; in private, just ask.`,
  ].join("\n");
}
