/** `publish`: makes the node follow the folder, once. */

import { toMasthead, toNodeOptions, toSurveyOptions } from "../assembly.ts";
import { requireAccount } from "../config.ts";
import { withSession } from "../once.ts";
import { ensureNode, feedConfiguration, hasMax } from "../publish/node.ts";
import { apply, leftOut, survey } from "../publish/reconcile.ts";
import type { CliCommand } from "./command.ts";
import { complain, readIssues } from "./content.ts";
import { progress } from "./progress.ts";

export const publish: CliCommand = {
  name: "publish",
  usage: [["publish", "do it once, and end"]],
  async run({ config, terminal }) {
    const account = requireAccount(config);
    const masthead = toMasthead(account);
    const archive = await readIssues(account.content, account);
    const { outcome, notes } = await withSession(account, terminal.signal, async (session) => {
      const max = await hasMax(session, masthead.at.service);
      const wanted = feedConfiguration(toNodeOptions(account));
      const node = await ensureNode(session, masthead.at, wanted, { max });
      const options = toSurveyOptions(account, session, node.capacity);
      const found = await survey(session, masthead, archive, options);
      const done = await apply(session, masthead, found.changes, {
        max,
        note: (sentence) => terminal.err(`${sentence}\n`),
        tell: ({ change, done: at, total }) => progress(terminal, change.action, at, total, change.id),
      });
      return {
        outcome: done,
        notes: [...found.notes, ...leftOut(found.left, masthead.at, options.capacity)],
      };
    });
    for (const note of notes) terminal.err(`${note}\n`);
    for (const { id, error } of outcome.failed) terminal.err(`${id} was not published: ${error.message}\n`);
    const { published, updated, retracted } = outcome;
    terminal.out(`${published} published, ${updated} updated, ${retracted} retracted\n`);
    return outcome.failed.length === 0 ? complain(archive, terminal) : 1;
  },
};
