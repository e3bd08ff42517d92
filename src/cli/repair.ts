/** `repair`: looks at all that the nodes hold, and mends what somebody else changed, took away or put there. */

import type { Retraction } from "../publish/change.ts";
import type { CliCommand } from "./command.ts";
import { refusalOf } from "./confirm.ts";
import { complain } from "./content.ts";
import { atDesk } from "./desk.ts";
import { carryOut, configure, createTally, look, report } from "./look.ts";
import { isIdle, type Overview } from "./overview.ts";
import { describe } from "./plan-text.ts";

export const repair: CliCommand = {
  name: "repair",
  usage: [["repair [--yes]", "mend what others changed, took away or put there"]],
  options: ["yes"],
  run: ({ config, options, terminal }) =>
    atDesk(config, terminal, async (desk) => {
      const { archive, ledger, persist } = desk;
      const lookAround = async () => withForeign(await look(desk, { trust: false, detailed: true }));
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
      const failed = await persist(async () => {
        // After an interruption nobody knows what arrived.
        const due = agreed ?? (await lookAround());
        agreed = undefined;
        await configure(desk, due.nodes);
        return carryOut(desk, due.changes, tally);
      });
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
