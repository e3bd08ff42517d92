/** unsubscribe: to be sent nothing more, or not one section, in a chat. */

import { unsubscribe as words } from "../words/unsubscribe.ts";
import type { Command } from "./command.ts";
import { withList } from "./subscribe.ts";
import { quote } from "./text.ts";
import { isEverything, readTopics, topicName } from "./topics.ts";

export const unsubscribe: Command = {
  name: "unsubscribe",
  words,
  parameters: [{ name: "topic" }],
  isUseful: ({ subscriptions }) => subscriptions !== undefined,

  run: (args, context, asker) =>
    withList({ words, args }, context, asker, async ({ list, languages }, jid) => {
      const { voice } = asker;
      const said = args.filter((word) => !isEverything(word));
      const { topics, unknown } = readTopics(said, languages(), voice.language);
      if (unknown.length > 0) return voice.say(words, "unknown", { words: quote(unknown.join(" "), voice) });
      const { taken, left } = await list.remove(jid, topics.length === 0 ? undefined : topics);
      if (left.length > 0) {
        const names = voice.list(left.map((topic) => topicName(topic, voice)));
        return voice.say(words, taken.length === 0 ? "notThat" : "some", { topics: names });
      }
      return voice.say(words, taken.length === 0 ? "nothing" : "ended");
    }),
};
