/** `publish`: makes the nodes follow the issues, once. */

import { NodeRightsError } from "../publish/node.ts";
import { createWindow } from "../publish/pace.ts";
import { nodesOf } from "../publish/roles.ts";
import { follow, type Followed, published } from "../publisher/round.ts";
import type { CliCommand, Terminal } from "./command.ts";
import { complain } from "./content.ts";
import { atDesk, type Desk } from "./desk.ts";
import { createTally, listeners, report, rules, type Tally } from "./look.ts";
import { issueIds, unpublishable } from "./targets.ts";

export const publish: CliCommand = {
  name: "publish",
  usage: [["publish [ISSUE…]", "do it once, and end; with issues, for these and their items alone"]],
  mostTargets: Infinity,
  run: ({ config, targets, terminal }) =>
    atDesk(config, terminal, async (desk) => {
      const { archive, alone, progress } = desk;
      const only = targets.length === 0 ? undefined : chosen(targets, desk);
      const tally = createTally();
      const { failed, shut } = await alone(() => once(desk, only, tally)).finally(progress.end);
      for (const sentence of new Set(shut.map(({ message }) => message))) terminal.err(`${sentence}\n`);
      const incomplete = only === undefined ? complain(archive, terminal) : absent(only, desk, terminal);
      return report(tally, failed, terminal) || incomplete || Math.min(shut.length, 1);
    }),
};

/** What the bot does in a round; and the nodes to which nothing goes this time are configured as well. */
async function once(
  desk: Desk,
  only: ReadonlySet<string> | undefined,
  tally: Tally,
): Promise<Pick<Followed, "failed" | "shut">> {
  const { archive, edition, ledger, progress } = desk;
  const nodes = await desk.open();
  const { failed, shut } = await follow({ ...desk, nodes, window: createWindow() }, archive, {
    ...rules(desk),
    ...listeners(progress, tally),
    only,
  });
  if (only !== undefined) return { failed, shut };
  const closed = [...shut];
  const roles = nodesOf(archive.issues, edition.places);
  for (const node of ledger.nodes()) {
    if (!roles.has(node)) continue;
    await nodes.ensure({ service: edition.places.service, node }, roles).catch((error: unknown) => {
      if (!(error instanceof NodeRightsError)) throw error;
      closed.push(error);
    });
  }
  return { failed, shut: closed };
}

/** Names the issues that are not on their nodes all the same: these may be full. */
function absent(only: ReadonlySet<string>, desk: Desk, { err }: Terminal): number {
  const there = new Set(published(desk, desk.archive, new Date()).map(({ id }) => id));
  const missing = [...only].filter((id) => !there.has(id));
  for (const id of missing) err(`${id} is not published\n`);
  return missing.length === 0 ? 0 : 1;
}

/** The issues that are named; fails when one of them cannot be published. */
function chosen(targets: readonly string[], { account, archive, edition }: Desk): ReadonlySet<string> {
  const known = [...archive.issues, ...archive.broken].map(({ id }) => id);
  const ids = issueIds(targets, known);
  const { languages } = account;
  const reasons = unpublishable(archive, ids, { now: new Date(), languages, places: edition.places });
  if (reasons.length > 0) throw new Error(reasons.join("\n"));
  return ids;
}
