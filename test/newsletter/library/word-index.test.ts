/** Which items are worth reading for a question. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { createWordIndex } from "../../../src/newsletter/library/word-index.ts";
import type { Kept } from "../../../src/newsletter/library/shelf.ts";
import { score, toTerms, toWords } from "../../../src/newsletter/library/words.ts";

const keep = (text: string, title = ""): Kept => ({
  id: text,
  title,
  concept: undefined,
  link: undefined,
  xeps: [],
  section: undefined,
  anchor: undefined,
  text,
  words: [toWords(title), toWords(""), toWords(text)].join("\n"),
  titleLength: toWords(title).length,
});

test("of several terms the rarest one counts", () => {
  const index = createWordIndex();
  const [kettle, kernel, tea] = [keep("the kettle", "Tea"), keep("The kernel"), keep("the tea")];
  index.add([kettle, kernel, tea]);
  expect(index.among(toTerms("the ket"))).toEqual(new Set([kettle]));
  expect(index.among(toTerms("tea the"))).toEqual(new Set([kettle, tea]));
  expect(index.among(toTerms("the spoon"))).toEqual(new Set());
});

test("what is removed is there no longer, and what else begins so is", () => {
  const index = createWordIndex();
  const [kettle, ketchup] = [keep("kettle"), keep("ketchup")];
  index.add([kettle]);
  index.add([ketchup]);
  index.remove([kettle]);
  expect(index.among(toTerms("ket"))).toEqual(new Set([ketchup]));
});

test("no item that has all terms is missed, whatever the text and the question are", () => {
  const word = fc.constantFrom(
    "omemo",
    "ome",
    "1.8.0",
    "xep-0313",
    "a",
    "é",
    "Ärger",
    "😀",
    "teapot",
    '"',
    ",",
  );
  const text = fc.array(fc.oneof(word, fc.string({ unit: "grapheme", maxLength: 6 })), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), text, (texts, question) => {
      const items = texts.map((each) => keep(each.join(" "), each[0]));
      const index = createWordIndex();
      index.add(items);
      const terms = toTerms(question.join(" "));
      fc.pre(terms.length > 0);
      const among = index.among(terms);
      const found = items.filter(({ words, titleLength }) => score(words, titleLength, terms) !== undefined);
      expect(found.filter((each) => !among.has(each))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
