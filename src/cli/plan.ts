/** `plan`: says what `publish` would do, and how long that takes. */

import { UnsafePlanError } from "../publish/safety.ts";
import type { CliCommand } from "./command.ts";
import { complain } from "./content.ts";
import { atDesk, type Desk } from "./desk.ts";
import { look } from "./look.ts";
import type { Overview } from "./overview.ts";
import { toJson } from "./plan-json.ts";
import { describe } from "./plan-text.ts";

export const plan: CliCommand = {
  name: "plan",
  usage: [["plan [--json]", "say what publish would do, and how long it takes; nothing is changed"]],
  options: ["json"],
  run: ({ config, options, terminal }) =>
    atDesk(config, terminal, async (desk) => {
      const { overview, isRefused } = await desk.persist(() => lookAtAll(desk));
      const isJson = options.json === true;
      terminal.out(isJson ? toJson(overview) : describe(overview, terminal.hasColours === true));
      const isBarred = isRefused || overview.nodes.some(({ problems }) => problems.length > 0);
      return complain(desk.archive, terminal) || (isBarred ? 1 : 0);
    }),
};

/** What would be refused is shown, too: somebody has to find out why. */
async function lookAtAll(desk: Desk): Promise<{ overview: Overview; isRefused: boolean }> {
  const nodes = await desk.open();
  try {
    return { overview: await look(desk, nodes), isRefused: false };
  } catch (error) {
    if (!(error instanceof UnsafePlanError)) throw error;
    const all = await look(desk, nodes, { maxRetract: 1 });
    const notes = [...all.notes, `publish refuses to do this: ${error.message}`];
    return { overview: { ...all, notes }, isRefused: true };
  }
}
