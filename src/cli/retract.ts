/** `retract`: takes issues and their items from the nodes. */

import { createWindow } from "../publish/pace.ts";
import { describeChanges } from "../publisher/plan-text.ts";
import { heldOf, knownIssues } from "../publisher/retraction.ts";
import { carryOut } from "../publisher/round.ts";
import { counted } from "../publisher/words.ts";
import { CommandLineError, type CliCommand } from "./command.ts";
import { refusalOf } from "./confirm.ts";
import { atDesk, type Desk } from "./desk.ts";
import { createTally, listeners, report } from "./look.ts";
import { issueIds } from "./targets.ts";

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
      const found = await persist(() => heldOf(desk, desk.content, ids));
      if (found.length === 0) {
        terminal.err("the nodes hold nothing of it\n");
        return 0;
      }
      terminal.out(describeChanges(found, terminal));
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
  const known = await knownIssues({ ...desk, nodes: await desk.open() }, desk.content);
  return issueIds(names, [...known, ...desk.archive.broken.map(({ id }) => id)]);
}
