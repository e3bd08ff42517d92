/** `plan`: says what `publish` would do, and how long that takes. */

import { lookAtAll } from "../publisher/look.ts";
import { describe } from "../publisher/plan-text.ts";
import type { CliCommand } from "./command.ts";
import { complain } from "./content.ts";
import { atDesk } from "./desk.ts";
import { toJson } from "./plan-json.ts";

export const plan: CliCommand = {
  name: "plan",
  usage: [["plan [--json]", "say what publish would do, and how long it takes; nothing is changed"]],
  options: ["json"],
  run: ({ config, options, terminal }) =>
    atDesk(config, terminal, async (desk) => {
      const { overview, isRefused } = await desk.persist(async () =>
        lookAtAll({ ...desk, nodes: await desk.open() }, desk.content),
      );
      const isJson = options.json === true;
      terminal.out(isJson ? toJson(overview) : describe(overview, terminal));
      const isBarred = isRefused || overview.nodes.some(({ problems }) => problems.length > 0);
      return complain(desk.archive, terminal) || (isBarred ? 1 : 0);
    }),
};
