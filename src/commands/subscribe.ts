/** subscribe: to be sent new issues, or one kind of news, in a chat. */

import { SubscriptionError } from "../announce/subscribers.ts";
import { issuesIn, type Topic } from "../announce/topics.ts";
import { jidUri } from "../xmpp/uri.ts";
import type { Asker, Command, Context, Subscriptions } from "./command.ts";
import { quote } from "./text.ts";
import { nameOf, offer, readTopics, wordFor } from "./topics.ts";

export const subscribe: Command = {
  name: "subscribe",
  usage: "subscribe [language or kind of news]",
  summary: "I send you each new issue, or its news about servers, clients, events …, in a direct chat",

  run: (args, context, asker) =>
    withList("subscribe", context, asker, async ({ list, languages }, jid) => {
      const all = languages();
      const [main = "en"] = all;
      const { topics, unknown } = readTopics(args, all);
      if (unknown.length > 0) return `I know no topic ${quote(unknown.join(" "))}. ${offer(all)}`;
      return confirmation(await list.add(jid, topics.length === 0 ? [issuesIn(main)] : topics));
    }),
};

/** Does something with the list for somebody whose address is certain; else says what to do instead. */
export async function withList(
  command: string,
  { subscriptions, follow }: Context,
  { where, jid }: Asker,
  work: (subscriptions: Subscriptions, jid: string) => Promise<string>,
): Promise<string> {
  if (subscriptions === undefined)
    return `Here I send no news in chats. Follow the newsletter with a client that shows feeds: ${follow}`;
  if (where !== "direct" || jid === undefined)
    return `Ask me in a direct chat, where I know your address: ${jidUri(subscriptions.jid)}?message;body=${command}`;
  try {
    return await work(subscriptions, jid);
  } catch (error) {
    if (error instanceof SubscriptionError) return error.message;
    throw error;
  }
}

/** What somebody gets, and how to end it. */
function confirmation(topics: readonly Topic[]): string {
  const [first] = topics;
  const one =
    first !== undefined && topics.length > 1 ? `, or unsubscribe ${wordFor(first)} for one of them` : "";
  return [
    "You are subscribed. When an issue comes out, I send you here:",
    ...topics.map((topic) => `- ${nameOf(topic)}`),
    `To end it, say unsubscribe${one}.`,
  ].join("\n");
}
