/** lastcall: the XEPs that are proposed, and how long everybody is still asked for an opinion on them. */

import { lastcall as words } from "../words/lastcall.ts";
import { type Xep, xepPage } from "../xeps/xep.ts";
import type { Command } from "./command.ts";
import { lastCallIn } from "./xep/facts.ts";
import { titled } from "./xep/titles.ts";

export const lastcall: Command = {
  name: "lastcall",
  words,

  run(_, { xeps, now }, { voice }) {
    const proposed = xeps.all.filter(({ status }) => status === "Proposed").toSorted(byLastCall(now()));
    if (proposed.length === 0) return voice.say(words, "none");
    return {
      head: voice.say(words, "head", { count: proposed.length }),
      entries: proposed.map(
        (xep) => `${titled(xep)}, ${lastCallIn(voice, xep, now())} ${xepPage(xep.number)}`,
      ),
    };
  },
};

/** What ends soonest, then what has ended last, then what has no end. */
function byLastCall(now: Date): (a: Xep, b: Xep) => number {
  const today = now.toISOString().slice(0, 10);
  const rank = ({ lastCall }: Xep): number => (lastCall === undefined ? 2 : lastCall < today ? 1 : 0);
  return (a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    const [first = "", second = ""] = [a.lastCall, b.lastCall];
    if (first === second) return a.number - b.number;
    return first < second === (rank(a) === 0) ? -1 : 1;
  };
}
