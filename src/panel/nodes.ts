/** plan, publish and repair: what there is to do on the nodes, and doing it. */

import type { Entry } from "../menu/page.ts";
import { lookAtAll, look, withForeign } from "../publisher/look.ts";
import { isIdle, type Overview } from "../publisher/overview.ts";
import { describe } from "../publisher/plan-text.ts";
import { followWhole, mend } from "../publisher/work.ts";
import { panel as words } from "../words/panel.ts";
import type { Voice } from "../words/voice.ts";
import { entryOf, linesOf, type PanelParts } from "./parts.ts";
import { type Deed, orWhyNot, type Plan, preview } from "./preview.ts";

interface Whole extends Plan {
  readonly overview: Overview;
}

function toPlan(overview: Overview, voice: Voice, isRefused = false): Whole {
  return { overview, text: describe(overview, { voice }), isIdle: isIdle(overview), isRefused };
}

/** Says what `publish` would do. */
export function plan(parts: PanelParts): Entry {
  /** One look at the nodes is for all who wait for one: however many ask, rounds have their turn. */
  let looking: ReturnType<typeof lookAtAll> | undefined;
  const lookOnce = (): ReturnType<typeof lookAtAll> =>
    (looking ??= parts
      .publisher()
      .task(lookAtAll)
      .finally(() => (looking = undefined)));
  return entryOf(
    "plan",
    parts,
    (visitor) =>
      orWhyNot(parts, visitor, async () => {
        const { voice } = visitor.asker;
        const { overview, isRefused } = await lookOnce();
        const values = linesOf(describe(overview, { voice }), voice);
        const label = voice.say(words, "toDo");
        return {
          form: {
            type: "result",
            title: voice.say(words, "plan"),
            fields: [{ name: "plan", type: "text-multi", label, values }],
          },
          note: isRefused ? { type: "warn", text: voice.say(words, "refused") } : undefined,
        };
      }),
    { forMembers: true },
  );
}

/** Makes the nodes follow the content. */
export function publish(parts: PanelParts): Entry {
  const deedIn = (voice: Voice): Deed<Whole> => ({
    name: "publish",
    async look(desk, content) {
      const { overview, isRefused } = await lookAtAll(desk, content);
      return toPlan(overview, voice, isRefused);
    },
    carryOut: (desk, content, _, listeners) => followWhole(desk, content, listeners),
    // A round tells everybody who waits for what is new.
    after: () => parts.publisher().request(),
  });
  return entryOf("publish", parts, (visitor) => preview(parts, visitor, deedIn(visitor.asker.voice)));
}

/** Mends what others changed, took away or put there. */
export function repair(parts: PanelParts): Entry {
  const deedIn = (voice: Voice): Deed<Whole> => ({
    name: "repair",
    look: async (desk, content) => toPlan(withForeign(await look(desk, content), voice), voice),
    carryOut: (desk, content, { overview }, listeners) => mend(desk, content, overview, listeners),
    after: () => parts.publisher().request(),
  });
  return entryOf("repair", parts, (visitor) => preview(parts, visitor, deedIn(visitor.asker.voice)));
}
