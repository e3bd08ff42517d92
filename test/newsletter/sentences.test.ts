import { expect, test } from "vitest";
import { sentences } from "../../src/newsletter/sentences.ts";

test.each([
  ["three", "One. Two! Three?", ["One.", "Two!", "Three?"]],
  ["behind quotes and brackets", "He said “yes.” (No.) Then?!", ["He said “yes.”", "(No.)", "Then?!"]],
  ["without a mark at the end", "One. Two", ["One.", "Two"]],
  ["Spanish ones", "¡Hola! ¿Qué tal?", ["¡Hola!", "¿Qué tal?"]],
  ["an ellipsis", "Wait… What? So... Yes.", ["Wait…", "What?", "So...", "Yes."]],
  ["none", " ", []],
])("a text has sentences: %s", (_, text, found) => {
  expect(sentences(text)).toEqual(found);
});

test.each([
  "Clients, e.g. Gajim and i.e. Dino, are out.",
  "Anoxinon e.V. Dresden hilft, z. B. Autoren, d. h. allen.",
  "Der Sprint ist am 5. Juni.",
  "Version 1.4 of mod_x.lua is at example.org today.",
  "Thanks to Marvin W. Smith, Dr. Who and St. Peter.",
  "P. ej. Gajim, pág. 5, Sr. Pérez.",
  "Cf. M. Dupont, p. 5.",
  "Apply until Feb. 15th, or from the 3rd of Oct. 2023 on.",
])("a dot in it ends no sentence: %s", (text) => {
  expect(sentences(text)).toEqual([text]);
});
