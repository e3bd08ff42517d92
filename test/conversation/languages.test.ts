/** Which language wins, where the signs differ. */

import { expect, test } from "vitest";
import { type Signs, voiceFor } from "../../src/conversation/languages.ts";

const nothing: Signs = { question: undefined, chosen: undefined, room: undefined, word: undefined };

test.each<[string, Partial<Signs>, string]>([
  ["the question's, before all others", { question: "pt-BR", chosen: "de", room: "it", word: "fr" }, "pt"],
  [
    "the operator's choice, if the question has none of the six",
    { question: "eo", chosen: "de", room: "it" },
    "de",
  ],
  ["the room's", { room: "it", word: "fr" }, "it"],
  ["the word's", { word: "fr" }, "fr"],
  ["English in the end", {}, "en"],
  [
    "not the English that servers write into questions, in a room of another language",
    { question: "en", chosen: "de" },
    "de",
  ],
  ["not that English, where the word is of another language", { question: "en", word: "de" }, "de"],
  ["that English, where the word agrees", { question: "en", chosen: "de", word: "en" }, "en"],
  ["that English, where nothing else is said", { question: "en-GB" }, "en"],
  ["not the English that rooms have where nobody chose", { room: "en", word: "es" }, "es"],
  ["the operator's English", { chosen: "en", room: "de", word: "es" }, "en"],
])("%s", (_, signs, language) => {
  expect(voiceFor({ ...nothing, ...signs }).language).toBe(language);
});
