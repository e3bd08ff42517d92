/** `run`: the bot, until it is stopped. */

import { requireAccount } from "../config.ts";
import { createLog } from "../log.ts";
import { run as runBot } from "../run.ts";
import type { CliCommand } from "./command.ts";

export const run: CliCommand = {
  name: "run",
  usage: [["[run]", "run the bot until it is stopped"]],
  run({ config, terminal }) {
    const log = createLog({ level: config.log, format: config.logFormat, stream: process.stdout });
    return runBot(requireAccount(config), log, terminal.signal);
  },
};
