/** `plan`: says what `publish` would do. */

import { toMasthead, toSurveyOptions } from "../assembly.ts";
import { requireAccount } from "../config.ts";
import { withSession } from "../once.ts";
import { readCapacity } from "../publish/node.ts";
import { leftOut, survey, type Survey } from "../publish/reconcile.ts";
import type { Node } from "../xmpp/pubsub.ts";
import type { CliCommand } from "./command.ts";
import { complain, readIssues } from "./content.ts";

export const plan: CliCommand = {
  name: "plan",
  usage: [["plan", "say what would be published, updated and retracted"]],
  async run({ config, terminal }) {
    const account = requireAccount(config);
    const archive = await readIssues(account.content, account);
    const masthead = toMasthead(account);
    const text = await withSession(account, terminal.signal, async (session) => {
      const options = toSurveyOptions(account, session, await readCapacity(session, masthead.at));
      return describe(await survey(session, masthead, archive, options), masthead.at, options.capacity);
    });
    terminal.out(text);
    return complain(archive, terminal);
  },
};

const SIGNS = { publish: "+", update: "~", retract: "-" } as const;

function describe({ changes, left, notes }: Survey, at: Node, capacity: number | undefined): string {
  const lines = changes.map((change) => {
    const title = change.action === "retract" ? change.title : change.entry.title;
    return `${SIGNS[change.action]} ${change.action.padEnd(7)} ${change.id}  ${title}`;
  });
  const count = (action: string) => changes.filter((change) => change.action === action).length;
  const sum = `${count("publish")} to publish, ${count("update")} to update, ${count("retract")} to retract`;
  const said = [...notes, ...leftOut(left, at, capacity)];
  return [...lines, ...said, changes.length === 0 ? "nothing to do" : sum, ""].join("\n");
}
