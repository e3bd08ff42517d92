/** The commands subscribe and unsubscribe. */

import { expect, test } from "vitest";
import type { Context, Subscriptions } from "../../src/commands/command.ts";
import { SubscriptionError } from "../../src/announce/subscribers.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { makePost, makeWorld } from "../announce/post.ts";
import { LANGUAGES, voiceOf } from "../../src/words/voice.ts";
import { answer } from "../../src/commands/index.ts";
import { askerOf, contextOf, follow } from "./context.ts";

const ANA = askerOf({ where: "direct", jid: "ana@chat.example", room: undefined });

/** A conversation with the bot, of somebody with a list of subscribers behind it. */
function talk(asker = ANA, subscriptions: Partial<Subscriptions> | "off" = {}) {
  const world = makeWorld();
  const { subscribers } = makePost(world);
  const made = { list: subscribers, languages: () => ["en", "de"], jid: "bot@example.org" };
  const context: Context =
    subscriptions === "off" ? contextOf() : contextOf({ subscriptions: { ...made, ...subscriptions } });
  const say = async (line: string): Promise<string> => (await answer(line, context, asker)).text;
  return { say, subscribers, world };
}

test("who subscribes is told what they get and how to end it", async () => {
  const { say } = talk();
  expect(await say("subscribe")).toBe(
    [
      "You are subscribed. When an issue comes out, I send you here:",
      "- each issue in English",
      "To end it, say unsubscribe.",
    ].join("\n"),
  );
  expect(await say("subscribe Deutsch servers")).toBe(
    [
      "You are subscribed. When an issue comes out, I send you here:",
      "- each issue in English",
      "- each issue in German",
      "- the section Servers",
      "To end it, say unsubscribe; to end one of them, say unsubscribe en.",
    ].join("\n"),
  );
});

test("to subscribe twice is answered the same", async () => {
  const { say } = talk();
  expect(await say("subscribe de")).toBe(await say("subscribe German"));
});

test("a topic that nobody knows subscribes to nothing, and is answered with what there is", async () => {
  const { say, subscribers } = talk();
  expect(await say("subscribe de foo *bar*")).toMatch(
    /^I know no topic “foo bar”\. There are the issues in English and German, and the sections /u,
  );
  expect(subscribers.count()).toBe(0);
});

test("who unsubscribes is told what is left", async () => {
  const { say } = talk();
  await say("subscribe en de servers");
  expect(await say("unsubscribe servers")).toBe(
    "Done. I still send you each issue in English and each issue in German.",
  );
  expect(await say("unsubscribe servers")).toMatch(/^You were not subscribed to that\. I still send you/u);
  expect(await say("unsubscribe all")).toBe("You are no longer subscribed: I send you nothing more.");
  expect(await say("unsubscribe")).toBe("You are not subscribed.");
  expect(await say("unsubscribe foo")).toBe("I know no topic “foo”. To end everything, say unsubscribe.");
});

test.each(["room", "private"] as const)(
  "in a %s the bot says where to ask, with all that was asked",
  async (where) => {
    const { say, subscribers } = talk(askerOf({ where }));
    expect(await say("subscribe")).toMatch(/ xmpp:bot@example\.org\?message;body=subscribe$/u);
    expect(await say("subscribe de")).toMatch(/ xmpp:bot@example\.org\?message;body=subscribe%20de$/u);
    expect(await say("unsubscribe servers")).toMatch(/\?message;body=unsubscribe%20servers$/u);
    expect(subscribers.count()).toBe(0);
  },
);

test("nothing that is asked breaks out of the link", async () => {
  const { say } = talk(askerOf());
  const link = (await say("subscribe a;b=c?d&e#f *g* _h_ \ud83d (i) 'j'")).split(" ").at(-1) ?? "";
  expect(link).toMatch(/^xmpp:bot@example\.org\?message;body=(?:[\w.-]|%[\dA-F]{2})+$/u);
  expect(link.split("body=")[1]).not.toContain("_");
  expect(decodeURIComponent(link)).toContain("subscribe a;b=c?d&e#f *g* _h_");
  expect((await say(`subscribe ${"x".repeat(10_000)}`)).length).toBeLessThan(300);
});

test("where chats are switched off the bot says how to follow the newsletter", async () => {
  expect(await talk(ANA, "off").say("subscribe")).toContain(follow);
  expect(await talk(ANA, "off").say("unsubscribe")).toContain("no issues in chats");
});

test("what cannot be stored is not confirmed", async () => {
  const { say, world } = talk();
  for (const memory of world.list) memory.breaks(new StanzaError({ condition: "forbidden", type: "auth" }));
  expect(await say("subscribe")).toBe("I cannot change my list of subscribers now. Try it again later.");
});

test("nobody can have more than a few topics", async () => {
  const { say } = talk();
  const many =
    "events talks articles tutorials clients servers libraries extensions announcements membership gsoc";
  expect(await say(`subscribe ${many}`)).toBe("Nobody can subscribe to more than 10 topics.");
});

test.each([
  ["de", "abonnieren", "Server", "abbestellen"],
  ["es", "suscribir", "servidores", "desuscribir"],
  ["fr", "abonner", "serveurs", "désabonner"],
  ["it", "iscrivimi", "server", "cancellami"],
  ["pt", "subscrever", "servidores", "cancelar"],
] as const)("in %s: %s %s, %s", async (language, begin, topic, end) => {
  const { say, subscribers } = talk({ ...ANA, voice: voiceOf(language) });
  const confirmed = await say(`${begin} en ${topic}`);
  expect(subscribers.find("ana@chat.example")?.topics).toEqual(["issues:en", "items:servers"]);
  const words = confirmed.split("\n").at(-1)?.split(" ") ?? [];
  expect(words).toContain(end);
  // What the last sentence says works.
  expect(await say(words.slice(-2).join(" ").replace(/\.$/u, ""))).not.toContain("en ");
  expect(subscribers.find("ana@chat.example")?.topics).toEqual(["items:servers"]);
  expect(await say(`${begin} foo`)).toContain(voiceOf(language).quoted("foo"));
  await say(end);
  expect(subscribers.count()).toBe(0);
});

test.each(LANGUAGES)("in %s every refusal has its sentence", async (language) => {
  const voice = voiceOf(language);
  const refusals = (["neighbours", "full", "topics", "unavailable"] as const).map((reason) =>
    talk(
      { ...ANA, voice },
      {
        list: {
          add: () => Promise.reject(new SubscriptionError(reason, "for the log")),
          remove: () => Promise.reject(new SubscriptionError(reason, "for the log")),
        },
      },
    ),
  );
  const texts = await Promise.all(refusals.map(({ say }) => say("subscribe")));
  expect(new Set(texts).size).toBe(4);
  expect(texts.join(" ")).not.toContain("for the log");
});
