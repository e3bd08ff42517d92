/** `repair`: looks at all that the nodes hold, and mends what somebody else changed, took away or put there. */

import { createWindow } from "../publish/pace.ts";
import { look, withForeign } from "../publisher/look.ts";
import { isIdle, type Overview } from "../publisher/overview.ts";
import { describe } from "../publisher/plan-text.ts";
import { mend } from "../publisher/work.ts";
import type { CliCommand } from "./command.ts";
import { refusalOf } from "./confirm.ts";
import { complain } from "./content.ts";
import { atDesk } from "./desk.ts";
import { createTally, listeners, report } from "./look.ts";

export const repair: CliCommand = {
  name: "repair",
  usage: [["repair [--yes]", "mend what others changed, took away or put there"]],
  options: ["yes"],
  run: ({ config, options, terminal }) =>
    atDesk(config, terminal, async (desk) => {
      const { alone, archive, content, ledger, persist, progress } = desk;
      const lookAround = async () => withForeign(await look({ ...desk, nodes: await desk.open() }, content));
      const overview = await persist(lookAround);
      terminal.out(describe(overview, terminal));
      if (isIdle(overview)) {
        await persist(() => ledger.flush());
        return complain(archive, terminal);
      }
      const refusal = await refusalOf("Do all of this?", options, terminal);
      if (refusal !== undefined) return refusal;
      const tally = createTally();
      let agreed: Overview | undefined = overview;
      const failed = await alone(async () => {
        // After an interruption nobody knows what arrived.
        const due = agreed ?? (await lookAround());
        agreed = undefined;
        const place = { ...desk, nodes: await desk.open(), window: createWindow() };
        return (await mend(place, content, due, listeners(progress, tally))).failed;
      }).finally(progress.end);
      return report(tally, failed, terminal) || complain(archive, terminal);
    }),
};
