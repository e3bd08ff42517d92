/** Lines that begin like a question and are none. */

import { expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { isCourtesy, isSentence } from "../../src/conversation/small-talk.ts";
import { LANGUAGES, voiceOf } from "../../src/words/voice.ts";

test.each([
  "thanks",
  "Thank you very much!",
  "danke dir",
  "merci",
  "d’accord",
  "good bot",
  "+1",
  "👍",
  ":-)",
  "?",
])("%s is a courtesy", (line) => {
  expect(isCourtesy(line)).toBe(true);
});

test.each([
  "sing",
  "thanksgiving",
  "yes",
  "hello",
  "what a nice bot",
  "ok now tell me everything about message archives",
])("%s is none", (line) => {
  expect(isCourtesy(line)).toBe(false);
});

test.each([
  "latest is broken",
  "LATEST ISN’T THERE",
  "servers are down",
  "issue 3 looks great",
  "xep 313 is wrong",
  "about time!",
  "news to me",
  "talk at FOSDEM",
  "letzte ist kaputt",
  "último está mal",
  "dernier est faux",
  "ultimo è vecchio",
])("%s is a sentence", (line) => {
  expect(isSentence(line)).toBe(true);
});

test.each([
  "latest",
  "latest es",
  "latest de clients",
  "issue may 2023",
  "issue 2 ago",
  "news servers june",
  "search what is new",
  "search time to read",
  "xep 313 since 1.0",
  "xep 45 ex 12",
  "quiet please",
  "313",
  "",
])("%s is none", (line) => {
  expect(isSentence(line)).toBe(false);
});

test("nothing that calls a command is a sentence, or a courtesy, in any language", () => {
  const lines = commands
    .flatMap(({ words }) =>
      LANGUAGES.flatMap((language) => {
        const { say } = voiceOf(language);
        return [...say(words, "names").split(", "), ...say(words, "examples").split(" | ")];
      }),
    )
    .filter((line) => line !== "");
  expect(lines.filter((line) => isSentence(line) || isCourtesy(line))).toEqual([]);
});
