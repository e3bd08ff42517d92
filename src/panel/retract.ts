/** retract: takes issues and their items from the nodes. */

import type { Entry, Page, Visitor } from "../menu/page.ts";
import { describeChanges } from "../publisher/plan-text.ts";
import { type Content } from "../publisher/look.ts";
import { heldOf, knownIssues } from "../publisher/retraction.ts";
import { carryOut } from "../publisher/round.ts";
import { panel as words } from "../words/panel.ts";
import { entryOf, type PanelParts, toEnd } from "./parts.ts";
import { attempt, type Deed, type Plan, preview } from "./preview.ts";

/** Those that somebody may want to take back are among the newest. */
const MOST_ISSUES = 100;
const LONGEST_TITLE = 60;
/** That many files are named in one sentence. */
const MOST_FILES = 5;

export function retract(parts: PanelParts): Entry {
  return entryOf("retract", parts, (visitor) => choose(parts, visitor));
}

function choose(parts: PanelParts, visitor: Visitor): Promise<Page> {
  const { voice } = visitor.asker;
  return attempt(parts, visitor, async (desk, content) => {
    const ids = [...(await knownIssues(desk, content))].toSorted().toReversed().slice(0, MOST_ISSUES);
    if (ids.length === 0) return toEnd(voice.say(words, "nothingThere"));
    const titles = new Map(content.archive.issues.map(({ id, title }) => [id, title]));
    const options = ids.map((id) => ({
      label: [id, (titles.get(id) ?? "").slice(0, LONGEST_TITLE).toWellFormed()].join(" ").trimEnd(),
      value: id,
    }));
    const label = voice.say(words, "issues");
    return {
      form: {
        type: "form",
        title: voice.say(words, "retract"),
        instructions: voice.say(words, "whichIssues"),
        fields: [{ name: "issues", type: "list-multi", label, options, isRequired: true }],
      },
      next: (values) => preview(parts, visitor, deedOf(new Set(values.get("issues")), visitor)),
    };
  });
}

function deedOf(ids: ReadonlySet<string>, { asker: { voice } }: Visitor): Deed<Plan> {
  const warningOf = ({ archive }: Content): string | undefined => {
    const files = archive.issues.filter(({ id }) => ids.has(id)).map(({ file }) => file);
    const shown = files.slice(0, MOST_FILES).join(", ");
    const more = files.length > MOST_FILES ? ", …" : "";
    return files.length === 0 ? undefined : voice.say(words, "stillThere", { files: `${shown}${more}` });
  };
  return {
    name: "retract",
    async look(desk, content) {
      const changes = await heldOf(desk, content, ids);
      const isIdle = changes.length === 0;
      const text = isIdle ? voice.say(words, "nothingThere") : describeChanges(changes, { voice });
      return { text, overview: { changes, nodes: [] }, isIdle, warning: warningOf(content) };
    },
    carryOut: (desk, _, { overview }, listeners) => carryOut(desk, overview.changes, listeners),
  };
}
