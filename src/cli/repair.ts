/** `repair`: looks at all that the nodes hold, and mends what somebody else changed, took away or put there. */

import type { Retraction } from "../publish/change.ts";
import { createWindow } from "../publish/pace.ts";
import { nodesOf } from "../publish/roles.ts";
import { carryOut } from "../publisher/round.ts";
import type { CliCommand } from "./command.ts";
import { refusalOf } from "./confirm.ts";
import { complain } from "./content.ts";
import { atDesk } from "./desk.ts";
import { createTally, listeners, look, report } from "./look.ts";
import { isIdle, type Overview } from "./overview.ts";
import { describe } from "./plan-text.ts";

export const repair: CliCommand = {
  name: "repair",
  usage: [["repair [--yes]", "mend what others changed, took away or put there"]],
  options: ["yes"],
  run: ({ config, options, terminal }) =>
    atDesk(config, terminal, async (desk) => {
      const { alone, archive, edition, ledger, persist, progress } = desk;
      const lookAround = async () => withForeign(await look(desk, await desk.open()));
      const overview = await persist(lookAround);
      terminal.out(describe(overview, terminal.hasColours === true));
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
        const nodes = await desk.open();
        const roles = nodesOf(archive.issues, edition.places);
        for (const { at, desired } of due.nodes) if (desired > 0) await nodes.ensure(at, roles);
        const tools = { ...desk, nodes, window: createWindow() };
        return (await carryOut(tools, due.changes, listeners(progress, tally))).failed;
      }).finally(progress.end);
      return report(tally, failed, terminal) || complain(archive, terminal);
    }),
};

/** What others put there goes, too. */
function withForeign(overview: Overview): Overview {
  const strange = overview.nodes.flatMap(({ at, foreign = [] }) =>
    foreign.map((id): Retraction => {
      const title = "somebody else's";
      return { action: "retract", why: "unwanted", at, id, issue: id, kind: "item", title };
    }),
  );
  const nodes = overview.nodes.map((node) => ({ ...node, foreign: [] }));
  return { ...overview, nodes, changes: [...overview.changes, ...strange] };
}
