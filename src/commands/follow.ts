/** follow: how to follow the newsletter in this and that client. */

import { follow as words } from "../words/follow.ts";
import { subscribe } from "../words/subscribe.ts";
import { chatUri } from "../xmpp/uri.ts";
import type { Asker, Command, Context } from "./command.ts";
import { bold, quote } from "./text.ts";
import { namesOf } from "./vocabulary.ts";

/** What people use, by how it follows. */
const CLIENTS = {
  movim: "movim",
  converse: "converse,conversejs,converse.js",
  libervia: "libervia,salut-a-toi,sat",
  chat:
    "gajim,conversations,dino,psi,psi+,profanity,poezio,monal,cheogram,monocles,siskin,beagle,kaidan,quicksy,yaxim," +
    "mcabber,pidgin,swift,chat",
  reader:
    "rss,atom,reader,feedreader,lector,lecteur,lettore,leitor,thunderbird,liferea,newsflash,miniflux,freshrss",
} as const;
type Kind = keyof typeof CLIENTS;

const kinds: ReadonlyMap<string, Kind> = new Map(
  Object.keys(CLIENTS)
    .filter(isKind)
    .flatMap((kind) => CLIENTS[kind].split(",").map((name) => [name, kind] as const)),
);

export const follow: Command = {
  name: "follow",
  words,
  parameters: [{ name: "client" }],

  run([client], context, asker) {
    if (client === undefined) return overview(context, asker);
    const kind = kinds.get(client.toLowerCase());
    if (kind !== undefined) return describe(kind, context, asker);
    const { voice } = asker;
    return `${voice.say(words, "unknown", { client: quote(client, voice) })}\n${overview(context, asker)}`;
  },
};

function overview(context: Context, { voice }: Asker): string {
  const { follow: uri, site } = context.feed;
  const link = subscriptionLink(context, voice.language);
  return [
    bold(voice.say(words, "title")),
    `- ${voice.say(words, "feeds", { uri })}`,
    ...(link === undefined ? [] : [`- ${voice.say(words, "chats", { link })}`]),
    `- ${voice.say(words, "readers", { site })}`,
    voice.say(words, "each"),
  ].join("\n");
}

function describe(kind: Kind, context: Context, { voice }: Asker): string {
  const { service, node, follow: uri, site } = context.feed;
  const link = subscriptionLink(context, voice.language);
  switch (kind) {
    case "movim":
    case "converse":
      return voice.say(words, kind, { service, node, uri });
    case "libervia":
      return voice.say(words, kind, {
        command: `\`libervia-cli pubsub subscribe -s ${service} -n ${node}\``,
      });
    case "chat":
      return link === undefined ? voice.say(words, "chatOff", { site }) : voice.say(words, kind, { link });
    case "reader":
      return voice.say(words, kind, { site });
  }
}

/** Opens a chat with the bot, where people may have the issues sent to them. */
function subscriptionLink(
  { subscriptions }: Context,
  language: Asker["voice"]["language"],
): string | undefined {
  if (subscriptions === undefined) return undefined;
  const [name = ""] = namesOf({ words: subscribe }, language);
  return chatUri(subscriptions.jid, name);
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(CLIENTS, name);
}
