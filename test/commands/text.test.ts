/** Text made fit for an answer. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { answerText, bold, clip, line, quote } from "../../src/commands/text.ts";
import { voiceOf } from "../../src/words/voice.ts";

test("a line has one line, one blank between words and no controls", () => {
  expect(line(" a\r\n\tb\u0000\u0085c\u2028d \u202ee ", 100)).toBe("a b c d e");
});

test("what is cut is cut between words, and never within a character", () => {
  expect(clip("one two three", 9)).toBe("one two…");
  expect(clip("onetwothree", 6)).toBe("onetw…");
  expect(clip("😀😀😀", 4)).toBe("😀…");
  expect(clip("one", 3)).toBe("one");
});

test("bold begins and ends with its text", () => {
  expect(bold(" a *b* ")).toBe("*a b*");
  expect(bold("**")).toBe("");
});

test("what somebody wrote is quoted short and without styling", () => {
  expect(quote('_a_\n*b* `c` ~d~ “e” "f" «g»', voiceOf("en"))).toBe("“a b c d e f g”");
  expect(quote("word ".repeat(1000), voiceOf("en"))).toBe("“word word word word word word word…”");
  expect(quote("a", voiceOf("fr"))).toBe("« a »");
});

test("an answer keeps its lines", () => {
  expect(answerText("a\u0007\nb \n\n> c", 100)).toBe("a\nb\n\n> c");
});

test("no text is longer than asked", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.integer({ min: 1, max: 100 }),
      (text, longest) => {
        for (const fit of [line, clip, answerText])
          expect(fit(text.toWellFormed(), longest).length).toBeLessThanOrEqual(longest);
      },
    ),
  );
});
