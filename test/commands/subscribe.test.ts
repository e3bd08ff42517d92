/** The commands subscribe and unsubscribe. */

import { expect, test } from "vitest";
import type { Asker, Context, Subscriptions } from "../../src/commands/command.ts";
import { subscribe } from "../../src/commands/subscribe.ts";
import { unsubscribe } from "../../src/commands/unsubscribe.ts";
import { StanzaError } from "../../src/xmpp/stanza-error.ts";
import { makePost, makeWorld } from "../announce/post.ts";
import { contextOf, follow } from "./context.ts";

const ANA: Asker = { where: "direct", jid: "ana@chat.example" };

/** A conversation with the bot, of somebody with a list of subscribers behind it. */
function talk(asker = ANA, subscriptions: Partial<Subscriptions> | "off" = {}) {
  const world = makeWorld();
  const { subscribers } = makePost(world);
  const made = { list: subscribers, languages: () => ["en", "de"], jid: "bot@example.org" };
  const context: Context =
    subscriptions === "off" ? contextOf() : contextOf({ subscriptions: { ...made, ...subscriptions } });
  const say = async (line: string): Promise<string> => {
    const [name, ...args] = line.split(" ");
    return (name === "subscribe" ? subscribe : unsubscribe).run(args, context, asker);
  };
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
      "- the news about servers",
      "To end it, say unsubscribe, or unsubscribe en for one of them.",
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
    /^I know no topic “foo bar”\. There are the issues in English, German/u,
  );
  expect(subscribers.count()).toBe(0);
});

test("who unsubscribes is told what is left", async () => {
  const { say } = talk();
  await say("subscribe en de servers");
  expect(await say("unsubscribe servers")).toBe(
    "Done. I still send you each issue in English, each issue in German.",
  );
  expect(await say("unsubscribe servers")).toMatch(/^You were not subscribed to that\. I still send you/u);
  expect(await say("unsubscribe all")).toBe("You are no longer subscribed: I send you nothing more.");
  expect(await say("unsubscribe")).toBe("You are not subscribed.");
  expect(await say("unsubscribe foo")).toBe("I know no topic “foo”. To end everything, say unsubscribe.");
});

test.each(["room", "private"] as const)("in a %s the bot says where to ask", async (where) => {
  const { say, subscribers } = talk({ where, jid: undefined });
  expect(await say("subscribe")).toContain("xmpp:bot@example.org?message;body=subscribe");
  expect(await say("unsubscribe")).toContain("xmpp:bot@example.org?message;body=unsubscribe");
  expect(subscribers.count()).toBe(0);
});

test("where chats are switched off the bot says how to follow the newsletter", async () => {
  expect(await talk(ANA, "off").say("subscribe")).toContain(follow);
  expect(await talk(ANA, "off").say("unsubscribe")).toContain("no news in chats");
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
