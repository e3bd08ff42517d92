/** `publish`: makes the nodes follow the issues, once. */

import { createWindow } from "../publish/pace.ts";
import { rules } from "../publisher/look.ts";
import { follow, type Followed, published } from "../publisher/round.ts";
import { followWhole } from "../publisher/work.ts";
import type { CliCommand, Terminal } from "./command.ts";
import { complain } from "./content.ts";
import { atDesk, type Desk } from "./desk.ts";
import { createTally, listeners, report, type Tally } from "./look.ts";
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

/** What the bot does in a round; of issues that are named nothing else is looked at. */
async function once(
  desk: Desk,
  only: ReadonlySet<string> | undefined,
  tally: Tally,
): Promise<Pick<Followed, "failed" | "shut">> {
  const { content, progress } = desk;
  const place = { ...desk, nodes: await desk.open(), window: createWindow() };
  const told = listeners(progress, tally);
  if (only === undefined) return followWhole(place, content, told);
  return follow(place, content.archive, { ...rules(desk.session, content), ...told, only });
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
