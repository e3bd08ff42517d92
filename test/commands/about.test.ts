/** The command about. */

import { expect, test } from "vitest";
import { answer } from "../../src/commands/index.ts";
import { LANGUAGES, voiceOf } from "../../src/words/voice.ts";
import { askerOf, contextOf } from "./context.ts";

test("about says what the bot is, whose newsletter it has and what it keeps", async () => {
  expect(await answer("about", contextOf(), askerOf())).toMatchObject({
    kind: "answer",
    text: [
      "I am newsstand 1.2.3, a bot that knows every issue of The Kettle and every XEP. Free software, licence MIT.",
      "https://example.org/",
      "What you ask I remember for a short while, in memory only; your address only while you are subscribed.",
    ].join("\n"),
  });
});

test.each(LANGUAGES)("in %s it has all of that", async (language) => {
  const { text } = await answer("about", contextOf(), askerOf({ voice: voiceOf(language) }));
  expect(text.split("\n")).toHaveLength(3);
  for (const fact of ["newsstand", "1.2.3", "The Kettle", "MIT"]) expect(text).toContain(fact);
});
