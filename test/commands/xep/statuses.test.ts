/** Statuses in words. */

import { expect, test } from "vitest";
import { parseStatus, STATUSES, statusIn } from "../../../src/commands/xep/statuses.ts";
import { LANGUAGES, voiceOf } from "../../../src/words/voice.ts";

test("every status is known by its official name and by what an answer calls it in any language", () => {
  for (const language of LANGUAGES) {
    for (const status of STATUSES) {
      expect(parseStatus(status)).toBe(status);
      const [said = ""] = statusIn(voiceOf(language), status).split(" (");
      expect([language, said, parseStatus(said)]).toEqual([language, said, status]);
    }
  }
});

test.each([
  ["draft", "Stable"],
  ["STABLES", "Stable"],
  ["zuruckgestellt", "Deferred"],
  ["expérimentaux", "Experimental"],
  ["obsoletas", "Obsolete"],
  ["experimantal", "Experimental"],
  ["prposed", "Proposed"],
  ["tea", undefined],
  ["", undefined],
  ["x".repeat(10_000), undefined],
])("“%s” is %s", (text, status) => {
  expect(parseStatus(text)).toBe(status);
});

test("a status is said in the language, and officially where that is another word", () => {
  expect(statusIn(voiceOf("en"), "Deferred")).toBe("Deferred");
  expect(statusIn(voiceOf("de"), "Deferred")).toBe("zurückgestellt (Deferred)");
  expect(statusIn(voiceOf("fr"), "Obsolete")).toBe("obsolète");
});

test("a status that nobody knows yet is said as the list has it", () => {
  expect(statusIn(voiceOf("de"), "Fancy\nNew")).toBe("Fancy New");
});
