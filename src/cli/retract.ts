/** `retract`: takes issues and their items from the nodes. */

import type { Retraction } from "../publish/change.ts";
import { toWanted } from "../publish/desired.ts";
import { createWindow } from "../publish/pace.ts";
import { readItems } from "../publish/survey/reading.ts";
import { isOurs } from "../publish/survey/round.ts";
import { carryOut } from "../publisher/round.ts";
import { CommandLineError, type CliCommand } from "./command.ts";
import { refusalOf } from "./confirm.ts";
import { atDesk, type Desk } from "./desk.ts";
import { createTally, listeners, look, report } from "./look.ts";
import { describeChanges } from "./plan-text.ts";
import { issueIds } from "./targets.ts";
import { counted } from "./words.ts";

export const retract: CliCommand = {
  name: "retract",
  usage: [["retract ISSUE… [--yes]", "take issues and their items from the nodes"]],
  mostTargets: Infinity,
  options: ["yes"],
  async run({ config, targets, options, terminal }) {
    if (targets.length === 0) throw new CommandLineError("retract needs the issues that are to go");
    return atDesk(config, terminal, async (desk) => {
      const { alone, persist, archive, progress } = desk;
      const ids = await persist(() => chosen(desk, targets));
      const found = await persist(() => published(desk, ids));
      if (found.length === 0) {
        terminal.err("the nodes hold nothing of it\n");
        return 0;
      }
      terminal.out(describeChanges(found, terminal.hasColours === true));
      const files = archive.issues.filter(({ id }) => ids.has(id)).map(({ file }) => file);
      if (files.length > 0) {
        terminal.err(
          `${files.join(", ")} is still there: the bot publishes it again unless the file goes, or becomes a draft\n`,
        );
      }
      const refusal = await refusalOf(`Retract ${counted(found.length, "item")}?`, options, terminal);
      if (refusal !== undefined) return refusal;
      const tally = createTally();
      // Nothing is created by it.
      const tools = { ...desk, nodes: { max: false }, window: createWindow() };
      const { failed } = await alone(() => carryOut(tools, found, listeners(progress, tally))).finally(
        progress.end,
      );
      return report(tally, failed, terminal);
    });
  },
};

/** The issues that are named: those of the files, and those that the nodes hold without one. */
async function chosen(desk: Desk, names: readonly string[]): Promise<ReadonlySet<string>> {
  const { archive, ledger } = desk;
  // A record that was lost is made anew from the nodes.
  if (archive.issues.length > 0) await look(desk, await desk.open(), { trust: true, only: new Set() });
  const recorded = ledger.nodes().flatMap((node) => [...ledger.of(node).values()].map(({ issue }) => issue));
  const files = [...archive.issues, ...archive.broken].map(({ id }) => id);
  return issueIds(names, [...files, ...recorded]);
}

/** What the nodes hold of these issues: by the record, or as the files say, which may know more. */
async function published(
  { session, account, edition, archive, ledger }: Desk,
  ids: ReadonlySet<string>,
): Promise<readonly Retraction[]> {
  const wanted = await toWanted(archive, edition, { now: new Date(), languages: account.languages });
  const candidates = wanted.all
    .filter(({ issue }) => ids.has(issue))
    .map(({ at, id, issue, bytes }) => ({ node: at.node, id, issue, bytes }));
  for (const node of ledger.nodes()) {
    for (const [id, { issue }] of ledger.of(node))
      if (ids.has(issue)) candidates.push({ node, id, issue, bytes: LARGE });
  }
  const found: Retraction[] = [];
  for (const [node, list] of Map.groupBy(candidates, (each) => each.node)) {
    const at = { service: account.pubsub, node };
    const byId = new Map(list.toReversed().map((each) => [each.id, each]));
    for await (const sights of readItems(session, at, byId.values())) {
      for (const { id, entry } of sights) {
        const issue = byId.get(id)?.issue;
        if (issue === undefined || entry === undefined || !isOurs(edition, entry)) continue;
        const kind = id === issue ? "issue" : "item";
        found.push({ action: "retract", why: "unwanted", at, id, issue, kind, title: entry.title });
      }
    }
  }
  return found;
}

/** What an entry may have of which only the record knows, in bytes. */
const LARGE = 30_000;
