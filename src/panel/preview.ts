/** What is shown before it is done, and done when somebody has said yes to just that. */

import type { Page, Visitor } from "../menu/page.ts";
import type { Outcome } from "../publish/apply.ts";
import type { Change } from "../publish/change.ts";
import type { Work } from "../publisher/contract.ts";
import type { Content } from "../publisher/look.ts";
import type { Overview } from "../publisher/overview.ts";
import type { Desk, Followed, Listeners } from "../publisher/round.ts";
import { answers } from "../words/answers.ts";
import { panel as words } from "../words/panel.ts";
import type { Voice } from "../words/voice.ts";
import { SessionError } from "../xmpp/failure.ts";
import { linesOf, nameOf, type PanelName, type PanelParts, toEnd, toFixed } from "./parts.ts";

/** What there is to do: what is shown of it, and what it is. */
export interface Plan {
  /** In the language of who asked. */
  readonly text: string;
  readonly overview: Pick<Overview, "changes" | "nodes">;
  readonly isIdle: boolean;
  /** Nobody may do it. */
  readonly isRefused?: boolean;
  /** What somebody should know before. */
  readonly warning?: string | undefined;
}

/** What was done; `shut`: why nothing could be done at a node. */
type Done = Outcome & Partial<Pick<Followed, "shut">>;

export interface Deed<Planned extends Plan> {
  readonly name: PanelName;
  readonly look: (desk: Desk, content: Content) => Promise<Planned>;
  readonly carryOut: (desk: Desk, content: Content, plan: Planned, listeners: Listeners) => Promise<Done>;
  /** Called when it has been done. */
  readonly after?: () => void;
}

/** Shows what there is to do. */
export function preview<Planned extends Plan>(
  parts: PanelParts,
  visitor: Visitor,
  deed: Deed<Planned>,
): Promise<Page> {
  const { voice } = visitor.asker;
  const { name, look, carryOut, after } = deed;

  const toPage = (plan: Planned, hint: "changed" | "confirm"): Page => {
    const title = voice.say(words, name);
    const lines = linesOf(plan.text, voice);
    const label = voice.say(words, "toDo");
    if (plan.isIdle || plan.isRefused === true) {
      const text = voice.say(words, plan.isIdle ? "nothing" : "refused");
      return {
        form: { type: "result", title, fields: [{ name: "plan", type: "text-multi", label, values: lines }] },
        note: { type: plan.isIdle ? "info" : "error", text },
      };
    }
    const { warning = "" } = plan;
    const text = [warning, voice.say(words, hint)].filter((each) => each !== "").join("\n");
    return {
      form: {
        type: "form",
        title,
        instructions: voice.say(words, "confirm"),
        fields: [toFixed(label, lines)],
      },
      note: { type: "warn", text },
      complete: () => confirmed(plan),
    };
  };

  const confirmed = (seen: Plan): Promise<Page> =>
    attempt(parts, visitor, async (desk, content, listeners) => {
      const now = await look(desk, content);
      if (signatureOf(now) !== signatureOf(seen)) return toPage(now, "changed");
      parts.log.info(`${nameOf(visitor)} has confirmed ${name}: it is carried out`);
      const outcome = await carryOut(desk, content, now, listeners);
      after?.();
      return toOutcome(outcome, voice);
    });

  return attempt(parts, visitor, async (desk, content) => toPage(await look(desk, content), "confirm"));
}

/** Works on the nodes when no round does. */
export function attempt(
  parts: Pick<PanelParts, "log" | "publisher">,
  visitor: Visitor,
  work: Work<Page>,
): Promise<Page> {
  return orWhyNot(parts, visitor, () => parts.publisher().task(work));
}

/** Says that it failed to whoever asked, and why to operators: that may name what is nobody else's business. */
export async function orWhyNot(
  { log }: Pick<PanelParts, "log">,
  visitor: Visitor,
  make: () => Promise<Page>,
): Promise<Page> {
  const { voice, isOperator } = visitor.asker;
  try {
    return await make();
  } catch (error) {
    if (error instanceof SessionError && error.lost) return toEnd(voice.say(words, "noSession"), "error");
    const why = error instanceof Error ? error.message : String(error);
    log.warn(`what ${nameOf(visitor)} asked for at the panel failed: ${why}`);
    const text = isOperator ? voice.say(words, "failed", { why }) : voice.say(answers, "failed");
    return toEnd(text, "error");
  }
}

/** Two plans that have the same do the same. */
function signatureOf({ overview: { changes, nodes } }: Plan): string {
  const doing = (change: Change): readonly unknown[] => [
    change.action,
    change.at.node,
    change.id,
    change.action === "retract" ? change.why : change.digest,
  ];
  return JSON.stringify([changes.map(doing), nodes.map(({ at, exists, drift }) => [at.node, exists, drift])]);
}

/** `2 published, 1 updated`, and what was refused. */
export function countsOf({ published, updated, moved, retracted, failed }: Outcome, voice: Voice): string {
  const counts = { published, updated, moved, retracted, rejected: failed.length };
  const keys = ["published", "updated", "moved", "retracted", "rejected"] as const;
  const said = keys
    .filter((key) => counts[key] > 0)
    .map((key) => voice.say(words, key, { count: counts[key] }));
  return said.length === 0 ? voice.say(words, "nothing") : said.join(", ");
}

function toOutcome(done: Done, voice: Voice): Page {
  const { failed, shut = [] } = done;
  const isWhole = failed.length + shut.length === 0;
  const what = countsOf(done, voice);
  const note = { type: isWhole ? "info" : "warn", text: voice.say(words, "done", { what }) } as const;
  if (isWhole) return { note };
  const rejected = failed.map(({ change, error }) => `${change.id}: ${error.message}`);
  const lines = [...new Set(shut.map(({ message }) => message)), ...rejected];
  const label = voice.say(words, "rejectedItems");
  const values = linesOf(lines.join("\n"), voice);
  return {
    note,
    form: {
      type: "result",
      title: label,
      fields: [{ name: "rejected", type: "text-multi", label, values }],
    },
  };
}
