/** unsubscribe: to be sent nothing more, or not one kind of news, in a chat. */

import type { Command } from "./command.ts";
import { withList } from "./subscribe.ts";
import { quote } from "./text.ts";
import { nameOf, readTopics } from "./topics.ts";

/** Words that name every topic. */
const EVERYTHING = new Set(["all", "everything"]);

export const unsubscribe: Command = {
  name: "unsubscribe",
  usage: "unsubscribe [language or kind of news]",
  summary: "I send you nothing more, or no more of that",

  run: (args, context, asker) =>
    withList("unsubscribe", context, asker, async ({ list, languages }, jid) => {
      const words = args.filter((word) => !EVERYTHING.has(word.toLowerCase()));
      const { topics, unknown } = readTopics(words, languages());
      if (unknown.length > 0)
        return `I know no topic ${quote(unknown.join(" "))}. To end everything, say unsubscribe.`;
      const { taken, left } = await list.remove(jid, topics.length === 0 ? undefined : topics);
      if (left.length > 0) {
        const done = taken.length === 0 ? "You were not subscribed to that" : "Done";
        return `${done}. I still send you ${left.map(nameOf).join(", ")}.`;
      }
      return taken.length === 0
        ? "You are not subscribed."
        : "You are no longer subscribed: I send you nothing more.";
    }),
};
