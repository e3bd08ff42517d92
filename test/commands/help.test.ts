/** The command help. */

import { describe, expect, test } from "vitest";
import { answer, commands } from "../../src/commands/index.ts";
import { latest } from "../../src/commands/latest.ts";
import { namesOf } from "../../src/commands/vocabulary.ts";
import { LANGUAGES, voiceOf } from "../../src/words/voice.ts";
import { askerOf, contextOf } from "./context.ts";

const subscriptions = {
  list: { add: () => Promise.resolve([]), remove: () => Promise.resolve({ taken: [], left: [] }) },
  languages: () => ["en"],
  jid: "newsstand@example.org",
};
const context = contextOf({ subscriptions });
const help = async (line = "help", asker = askerOf(), given = context): Promise<string> =>
  (await answer(line, given, asker)).text;

test("in a room help names the commands, those together that belong together", async () => {
  expect(await help()).toBe(
    [
      "latest, issue, issues, news, search",
      "xep, xeps, lastcall",
      "translations, follow, comments, subscribe, unsubscribe",
      "about, more, help",
      "Begin with my nickname or with !, as in !latest. More about one: help latest",
    ].join("\n"),
  );
});

test("a moderator is told of what moderators may", async () => {
  expect(await help("help", askerOf({ isModerator: true }))).toContain("\nabout, quiet, talk, more, help\n");
  expect(await help("help", askerOf({ isOperator: true }))).toContain("quiet");
});

test("what is for rooms is not named outside of them", async () => {
  expect(await help("help", askerOf({ where: "direct", room: undefined, isOperator: true }))).not.toContain(
    "quiet",
  );
});

test("where chats are switched off, nobody is told of them", async () => {
  expect(await help("help", askerOf(), contextOf())).toContain("\ntranslations, follow, comments\n");
});

test("who is alone with the bot gets a line for each command", async () => {
  const text = await help("help", askerOf({ where: "private" }));
  expect(text).toMatch(/^- latest \[language\] \[section\]: .+\n- issue </u);
  expect(text).toContain("\n- about: what I am, and what I remember\n");
  expect(text.split("\n")).toHaveLength(commands.length - 2 + 1);
});

test.each(LANGUAGES)(
  "all of it fits into one message in %s, with the words of that language",
  async (language) => {
    const voice = voiceOf(language);
    const facts = { voice, isModerator: true };
    const alone = await help("help", askerOf({ ...facts, where: "private" }));
    const inRoom = await help("help", askerOf(facts));
    for (const command of commands) {
      expect(alone).toContain(voice.say(command.words, "summary"));
      expect(inRoom).toContain(namesOf(command, language)[0]);
    }
    expect(alone).not.toMatch(/…$/u);
    expect(inRoom.length).toBeLessThan(500);
  },
);

describe("help of a command", () => {
  test("is its usage, its summary, examples and other names", async () => {
    expect(await help("help subscribe")).toBe(
      [
        "*subscribe [language or section]*",
        "I send you each new issue, or one section of it, in a direct chat",
        "For example: subscribe · subscribe German · subscribe servers",
      ].join("\n"),
    );
    expect(await help("help about")).toBe(
      ["*about*", "what I am, and what I remember", "Also: version, who are you"].join("\n"),
    );
  });

  test.each(LANGUAGES)("takes the name in any language, and answers in %s", async (language) => {
    const voice = voiceOf(language);
    const wanted = `*${voice.say(latest.words, "usage")}*`;
    for (const name of ["latest", "letzte", "último", "dernier", "ultimo", "Newest?"])
      expect(await help(`help ${name}`, askerOf({ voice }))).toContain(wanted);
  });

  test("takes the name with the sign that calls it in a room", async () => {
    expect(await help("help !about")).toBe(await help("help about"));
  });

  test("takes a name of several words", async () => {
    expect(await help("aide à propos", askerOf({ voice: voiceOf("fr") }))).toMatch(/^\*à propos\*\n/u);
  });

  test("that there is not says so, and names what there is; nothing in it works", async () => {
    expect(await help("help *cake*")).toMatch(/^I know no command “cake”\.\nlatest, issue, /u);
  });
});
