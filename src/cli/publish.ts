/** `publish`: makes the nodes follow the issues, once. */

import type { CliCommand } from "./command.ts";
import { complain } from "./content.ts";
import { atDesk, type Desk } from "./desk.ts";
import { carryOut, configure, createTally, look, report } from "./look.ts";
import type { NodeOverview, Overview } from "./overview.ts";
import { issueIds, unpublishable } from "./targets.ts";

export const publish: CliCommand = {
  name: "publish",
  usage: [["publish [ISSUE…]", "do it once, and end; with issues, for these and their items alone"]],
  mostTargets: Infinity,
  run: ({ config, targets, terminal }) =>
    atDesk(config, terminal, async (desk) => {
      const { archive, persist, progress } = desk;
      const only = targets.length === 0 ? undefined : chosen(targets, desk);
      const tally = createTally();
      const failed = await persist(async () => {
        const overview = await look(desk, { trust: true, only });
        for (const note of overview.notes) progress.say(note);
        await configure(desk, only === undefined ? overview.nodes : concerned(overview));
        return carryOut(desk, overview.changes, tally);
      });
      const incomplete = only === undefined ? complain(archive, terminal) : 0;
      return report(tally, failed, terminal) || incomplete;
    }),
};

/** The issues that are named; fails when one of them cannot be published. */
function chosen(targets: readonly string[], { account, archive, edition }: Desk): ReadonlySet<string> {
  const known = [...archive.issues, ...archive.broken].map(({ id }) => id);
  const ids = issueIds(targets, known);
  const { languages } = account;
  const reasons = unpublishable(archive, ids, { now: new Date(), languages, places: edition.places });
  if (reasons.length > 0) throw new Error(reasons.join("\n"));
  return ids;
}

/** The nodes at which anything changes. */
function concerned({ nodes, changes }: Overview): readonly NodeOverview[] {
  const names = new Set(changes.map(({ at }) => at.node));
  return nodes.filter(({ at }) => names.has(at.node));
}
