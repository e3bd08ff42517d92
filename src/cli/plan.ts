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
      const overview = await desk.persist(() => lookAtAll(desk));
      const isJson = options.json === true;
      terminal.out(isJson ? toJson(overview) : describe(overview, terminal.hasColours === true));
      return complain(desk.archive, terminal);
    }),
};

/** What would be refused is shown, too: somebody has to find out why. */
async function lookAtAll(desk: Desk): Promise<Overview> {
  const scope = { trust: false, detailed: true } as const;
  try {
    return await look(desk, scope);
  } catch (error) {
    if (!(error instanceof UnsafePlanError)) throw error;
    const all = await look(desk, { ...scope, maxRetract: 1 });
    return { ...all, notes: [...all.notes, `publish refuses to do this: ${error.message}`] };
  }
}
