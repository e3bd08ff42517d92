/** `comments`: what people say about an issue, and how one of it is taken out. */

import type { Comment } from "../comments/comment.ts";
import { MOST_COMMENTS, readComments, retractComment } from "../comments/node.ts";
import { requireAccount } from "../config.ts";
import type { Issue } from "../newsletter/issue.ts";
import { isOut } from "../newsletter/release.ts";
import { withSession } from "../once.ts";
import { CommandLineError, type CliCommand, type Terminal } from "./command.ts";
import { refusalOf } from "./confirm.ts";
import { fetchIssues } from "./desk.ts";
import { issueIds } from "./targets.ts";
import { counted, printable } from "../publisher/words.ts";

export const comments: CliCommand = {
  name: "comments",
  usage: [
    ["comments [ISSUE]", "show the comments on an issue; on the newest, when none is named"],
    ["comments ISSUE --retract ID [--yes]", "take one of them out"],
  ],
  mostTargets: 1,
  options: ["retract", "yes"],
  async run({ config, targets, options, terminal }) {
    const account = requireAccount(config);
    const { retract } = options;
    if (retract !== undefined && targets.length === 0) {
      throw new CommandLineError("comments --retract needs the issue that the comment is on");
    }
    const say = (sentence: string): void => terminal.err(`${sentence}\n`);
    const { issues } = await fetchIssues(account, say, terminal.signal);
    const issue = chosen(issues, targets, config.language);
    const at = { service: account.pubsub, node: account.node };
    return withSession(account, { signal: terminal.signal, say }, async (session, persist) => {
      const found = await persist(() => readComments(session, at, issue.id));
      if (retract === undefined) {
        show(issue, found, terminal);
        return 0;
      }
      const known = found.find(({ id }) => id === retract);
      terminal.out(known === undefined ? `${printable(retract)}\n` : describe(known));
      const refusal = await refusalOf(
        `Retract this comment on ${printable(issue.title)}?`,
        options,
        terminal,
      );
      if (refusal !== undefined) return refusal;
      const wasThere = await persist(() => retractComment(session, at, issue.id, retract));
      terminal.err(wasThere ? "retracted\n" : `${issue.id} has no comment ${printable(retract)}\n`);
      return wasThere ? 0 : 1;
    });
  },
};

function chosen(issues: readonly Issue[], targets: readonly string[], language: string): Issue {
  const ids = issueIds(
    targets,
    issues.map(({ id }) => id),
  );
  const now = new Date();
  const out = issues.filter((issue) => issue.language === language && isOut(issue, now));
  const issue = targets.length === 0 ? out.at(-1) : issues.find(({ id }) => ids.has(id));
  if (issue === undefined) throw new Error("no issue has been published yet");
  return issue;
}

function show({ title, id }: Issue, found: readonly Comment[], { out, err }: Terminal): void {
  out(found.map(describe).join("\n"));
  const which =
    found.length >= MOST_COMMENTS ? `the newest ${found.length} comments` : counted(found.length, "comment");
  err(`${which} on ${printable(title)} (${id})\n`);
}

/** Who, when and what, with the item id that `--retract` takes. */
function describe({ id, author, publisher, text, published, isVerified }: Comment): string {
  const name = author.jid === undefined ? author.name : `${author.name} <${author.jid}>`;
  const by = publisher === undefined ? "" : `, published by ${publisher}`;
  const doubt = isVerified ? "" : ` (not verified${by})`;
  const when = published === undefined ? "" : `, ${published.toISOString().slice(0, 16).replace("T", " ")}`;
  return `${printable(`${name}${doubt}${when}`)}\n  ${printable(text)}\n  ${printable(id)}\n`;
}
