/** The commands quiet and talk. */

import { describe, expect, test } from "vitest";
import { answer } from "../../src/commands/index.ts";
import { voiceOf } from "../../src/words/voice.ts";
import { askerOf, contextOf } from "./context.ts";

const moderator = askerOf({ isModerator: true });

async function ask(line: string, asker = moderator) {
  const set: [room: string, isQuiet: boolean][] = [];
  const setQuiet = (room: string, isQuiet: boolean) => Promise.resolve(void set.push([room, isQuiet]));
  const { text } = await answer(line, contextOf({ manners: { isQuiet: () => false, setQuiet } }), asker);
  return { text, set };
}

test("a moderator makes the bot quiet in the room, and lets it talk again", async () => {
  expect(await ask("quiet")).toEqual({
    text: "I am quiet here until a moderator says talk.",
    set: [["kettle@rooms.example.org", true]],
  });
  expect(await ask("talk")).toEqual({
    text: "I answer here again.",
    set: [["kettle@rooms.example.org", false]],
  });
});

test("by way of the room that can be said in private", async () => {
  expect((await ask("quiet", askerOf({ where: "private", isModerator: true }))).set).toHaveLength(1);
});

test("please is understood, a sentence that begins so is none of it", async () => {
  expect((await ask("quiet please")).set).toHaveLength(1);
  expect((await ask("silence is golden")).set).toEqual([]);
  expect(await ask("talk to me about tea")).toEqual({ text: "That is asked like this: talk", set: [] });
});

test("who may not is not asked whether they mean it", async () => {
  expect((await ask("quite")).text).toBe("Do you mean quiet?");
  expect((await ask("quite", askerOf())).text).not.toContain("quiet");
});

test("nobody else may", async () => {
  const refused = { text: "Only moderators of the room may ask me that.", set: [] };
  expect(await ask("quiet", askerOf())).toEqual(refused);
  expect(await ask("talk", askerOf())).toEqual(refused);
});

test("outside of a room it is for no room", async () => {
  const operator = askerOf({ where: "direct", room: undefined, isOperator: true });
  expect(await ask("quiet", operator)).toEqual({
    text: "Say that in the room where I should be quiet.",
    set: [],
  });
  expect((await ask("talk", operator)).set).toEqual([]);
});

test("what cannot be stored is not confirmed", async () => {
  const setQuiet = () => Promise.reject(new Error("The node is gone."));
  const context = contextOf({ manners: { isQuiet: () => false, setQuiet } });
  await expect(answer("quiet", context, moderator)).rejects.toThrow("The node is gone.");
});

describe("in each language", () => {
  test.each([
    ["de", "ruhe", "rede"],
    ["es", "silencio", "habla"],
    ["fr", "silence", "parle"],
    ["it", "silenzio", "parla"],
    ["pt", "silêncio", "fala"],
  ] as const)("%s: %s names %s", async (language, quiet, talk) => {
    const asker = askerOf({ isModerator: true, voice: voiceOf(language) });
    const { text, set } = await ask(quiet, asker);
    expect(set).toEqual([["kettle@rooms.example.org", true]]);
    expect(text).toContain(talk);
    expect((await ask(talk, asker)).set).toEqual([["kettle@rooms.example.org", false]]);
  });
});
