/** The command follow. */

import { describe, expect, test } from "vitest";
import type { Context } from "../../src/commands/command.ts";
import { answer } from "../../src/commands/index.ts";
import { LANGUAGES, voiceOf } from "../../src/words/voice.ts";
import { askerOf, contextOf, follow as uri } from "./context.ts";

const subscriptions: Context["subscriptions"] = {
  list: { add: () => Promise.resolve([]), remove: () => Promise.resolve({ taken: [], left: [] }) },
  languages: () => ["en"],
  jid: "newsstand@example.org",
};
const ask = async (line: string, asker = askerOf(), given = contextOf({ subscriptions })): Promise<string> =>
  (await answer(line, given, asker)).text;

test("follow says the ways there are, in few lines", async () => {
  expect(await ask("follow")).toBe(
    [
      "*Follow the newsletter*",
      `- In Movim, Converse or Libervia: ${uri}`,
      "- In other clients, open a chat with me and say subscribe: xmpp:newsstand@example.org?message;body=subscribe",
      "- In a feed reader: the feed of https://example.org/",
      "Step by step: follow movim, follow converse, follow libervia, follow gajim",
    ].join("\n"),
  );
});

test("where chats are switched off, nobody is sent there", async () => {
  expect(await ask("follow", askerOf(), contextOf())).not.toContain("a chat with me");
  expect(await ask("follow gajim", askerOf(), contextOf())).toBe(
    "Gajim and other chat clients show no feeds; read the newsletter at https://example.org/",
  );
});

describe("in one client", () => {
  test.each([
    ["movim", /search for pubsub\.example\.org, choose the node newsletter and subscribe/u],
    ["Converse", /^Converse, from version 15: open xmpp:pubsub\.example\.org\?/u],
    ["libervia", /`libervia-cli pubsub subscribe -s pubsub\.example\.org -n newsletter`/u],
    ["Gajim?", /open a chat with me.* xmpp:newsstand@example\.org\?message;body=subscribe$/u],
    ["dino", /^Gajim and other chat clients: /u],
    ["RSS", /^Feed readers: subscribe to the feed of https:\/\/example\.org\/$/u],
  ])("%s", async (client, text) => {
    expect(await ask(`follow ${client}`)).toMatch(text);
  });

  test("that nobody knows: it says so, and all the ways", async () => {
    expect(await ask("follow `cup`")).toMatch(
      /^I do not know the client “cup”\.\n\*Follow the newsletter\*\n/u,
    );
    expect(await ask("follow __proto__")).toMatch(/^I do not know the client /u);
  });
});

test.each([
  ["en", "follow", "body=subscribe"],
  ["de", "folgen", "body=abonnieren"],
  ["es", "seguir", "body=suscribir"],
  ["fr", "suivre", "body=abonner"],
  ["it", "segui", "body=iscrivimi"],
  ["pt", "seguir", "body=subscrever"],
] as const)("in %s its links have the words of the language", async (language, line, link) => {
  const asker = askerOf({ voice: voiceOf(language) });
  expect(await ask(line, asker)).toContain(link);
  expect(await ask(`${line} gajim`, asker)).toContain(link);
});

test.each(LANGUAGES)("what it says step by step in %s works", async (language) => {
  const asker = askerOf({ voice: voiceOf(language) });
  const steps =
    (await ask("follow", asker))
      .split("\n")
      .at(-1)
      ?.split(/: | : /u)[1] ?? "";
  const lines = steps.split(", ");
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(await ask(line, asker)).toMatch(/^(?:Movim|Converse|Libervia|Gajim)\b/u);
});
