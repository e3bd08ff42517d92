/** subscribe: to be sent new issues, or sections of them, in a chat. */

import { MOST_TOPICS, SubscriptionError } from "../announce/subscribers.ts";
import { issuesIn, type Topic } from "../announce/topics.ts";
import { subscribe as words } from "../words/subscribe.ts";
import type { Voice } from "../words/voice.ts";
import { chatUri } from "../xmpp/uri.ts";
import type { Asker, Command, Context, Subscriptions } from "./command.ts";
import { line, quote } from "./text.ts";
import { offer, readTopics, topicName, topicWord } from "./topics.ts";
import { namesOf } from "./vocabulary.ts";

const LONGEST_WISH = 100;

export const subscribe: Command = {
  name: "subscribe",
  words,
  parameters: [{ name: "topic" }],
  isUseful: ({ subscriptions }) => subscriptions !== undefined,

  run: (args, context, asker) =>
    withList({ words, args }, context, asker, async ({ list, languages }, jid) => {
      const { voice } = asker;
      const all = languages();
      const [main = "en"] = all;
      const { topics, unknown } = readTopics(args, all, voice.language);
      if (unknown.length > 0)
        return `${voice.say(words, "unknown", { words: quote(unknown.join(" "), voice) })} ${offer(all, voice)}`;
      return confirmation(await list.add(jid, topics.length === 0 ? [issuesIn(main)] : topics), voice);
    }),
};

/** What somebody says who wants to change the list. */
interface Wish extends Pick<Command, "words"> {
  readonly args: readonly string[];
}

/** Does something with the list for somebody whose address is certain; else says what to do instead. */
export async function withList(
  wish: Wish,
  { subscriptions, feed }: Context,
  { where, jid, voice }: Asker,
  work: (subscriptions: Subscriptions, jid: string) => Promise<string>,
): Promise<string> {
  if (subscriptions === undefined) return voice.say(words, "off", { follow: feed.follow });
  if (where !== "direct" || jid === undefined) {
    const [name = ""] = namesOf(wish, voice.language);
    const said = line([name, ...wish.args].join(" "), LONGEST_WISH);
    return voice.say(words, "elsewhere", { link: chatUri(subscriptions.jid, said) });
  }
  try {
    return await work(subscriptions, jid);
  } catch (error) {
    if (error instanceof SubscriptionError) return voice.say(words, error.reason, { most: MOST_TOPICS });
    throw error;
  }
}

/** What somebody gets, and how to end it. */
function confirmation(topics: readonly Topic[], voice: Voice): string {
  const [first] = topics;
  const end =
    first !== undefined && topics.length > 1
      ? voice.say(words, "endOne", { topic: topicWord(first, voice) })
      : voice.say(words, "end");
  return [voice.say(words, "confirmed"), ...topics.map((topic) => `- ${topicName(topic, voice)}`), end].join(
    "\n",
  );
}
