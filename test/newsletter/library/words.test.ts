/** Words that people look for. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { excerpt, score, type Term, toTerms, toWords } from "../../../src/newsletter/library/words.ts";

/** Whether a text answers a question. */
const has = (text: string, question: string): boolean =>
  score(toWords(text), 0, toTerms(question)) !== undefined;

describe("a question finds", () => {
  test.each([
    ["whatever the case", "The OMEMO plugin", "omemo"],
    ["without accents", "Événements à Zürich", "evenements zurich"],
    ["with accents that the text lacks", "Evenements", "événements"],
    ["ß as ss", "große Straße", "grosse STRASSE"],
    ["œ as oe", "le cœur", "coeur"],
    ["æ as ae", "Ægir", "aegir"],
    ["what stands for several letters", "Kettle™ №5", "kettletm no5"],
    ["letters put together", "Se\u0301rie", "s\u00e9rie"],
    ["the beginning of a word", "OMEMO is here", "omem"],
    ["words in any order", "servers and clients", "clients servers"],
    ["a version", "Kettle 1.8.0 is out", "1.8.0"],
    ["a name with a hyphen", "an end-to-end test", "end-to-end"],
    ["the words of such a name", "an end-to-end test", "end to end"],
    ["digits in a word", "e2ee for all", "e2ee"],
    ["a phrase", "the new kettle is new", '"kettle is new"'],
    ["a phrase in other quotes", "the new kettle", "«new kettle» „the new“"],
    ["a XEP without its zero", "see XEP-0313.", "xep-313"],
    ["a XEP with a blank", "see XEP-0313.", "XEP 313"],
    ["a XEP that the text writes together", "see xep0045 now", "XEP-0045"],
    ["a XEP by its digits", "see XEP-0313", "0313"],
  ])("%s", (_, text, question) => {
    expect(has(text, question)).toBe(true);
  });
});

describe("a question does not find", () => {
  test.each([
    ["the end of a word", "OMEMO", "memo"],
    ["a beginning of two letters", "XMPP", "xm"],
    ["another version", "Kettle 1.80 is out", "1.8"],
    ["another version that ends the same", "Kettle 11.8.0", "1.8.0"],
    ["a text without one of the words", "clients", "clients servers"],
    ["words of a phrase apart", "kettle that is new", '"kettle new"'],
    ["the beginning of a word in quotes", "kettles", '"kettle"'],
    ["another XEP", "XEP-0031", "XEP-3"],
  ])("%s", (_, text, question) => {
    expect(has(text, question)).toBe(false);
  });
});

test("signs of query languages are no more than signs", () => {
  expect(has("tea and near water", 'AND NEAR(tea) water* -"tea" ^:{tea}')).toBe(true);
  expect(toTerms("* () ? !! 🎉")).toEqual([]);
});

test("any text is a question, and finds itself when it is short", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      const terms = toTerms(text);
      const words = toWords(text);
      return terms.every(({ begins }) => words.includes(begins) || /xep/i.test(text));
    }),
  );
});

test("a long question is cut", () => {
  expect(toTerms("word ".repeat(100_000)).length).toBeLessThanOrEqual(8);
});

test("whole words fit better than beginnings, and the title better than the rest", () => {
  const terms = toTerms("kettle");
  const title = toWords("Kettle").length;
  const of = (words: string, length = 0) => score(toWords(words), length, terms) ?? -1;
  const ranks = [of("kettle tea", title), of("kettles tea", title), of("tea kettle"), of("tea kettles")];
  expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  expect(new Set(ranks).size).toBe(4);
});

const excerptOf = (text: string, terms: readonly Term[], length: number): string =>
  excerpt(text, toWords(text), terms, length);

describe("an excerpt", () => {
  const long = `${"before ".repeat(60)}the Größe of Kettle 1.8.0 matters ${"after ".repeat(60)}`.trim();

  test("is the whole text where that is short", () => {
    expect(excerptOf("A short text", toTerms("text"), 40)).toBe("A short text");
  });

  test.each(["grosse", "1.8.0", '"kettle 1 8"'])("shows what was looked for: %s", (question) => {
    const shown = excerptOf(long, toTerms(question), 80);
    expect(shown).toContain("Größe of Kettle 1.8.0");
    expect(shown).toMatch(/^…\S.*\S…$/);
    expect(shown.length).toBeLessThanOrEqual(80);
  });

  test("begins with the text where the words are there, or nowhere", () => {
    expect(excerptOf(long, toTerms("before"), 20)).toBe("before before…");
    expect(excerptOf(long, [], 20)).toBe("before before…");
    expect(excerptOf(long, toTerms("absent"), 20)).toBe("before before…");
  });

  test("ends where the text ends", () => {
    expect(excerptOf(`${"a ".repeat(100)}the end`, toTerms("end"), 30)).toMatch(/^… ?\S.* the end$/);
  });

  test("is never too long and never broken, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 300 }),
        fc.string({ maxLength: 5 }),
        (text, word) => {
          const line = text.replace(/\s+/g, " ").trim();
          const shown = excerptOf(line, toTerms(word), 40);
          return shown.length <= 40 && (shown.isWellFormed() || !line.isWellFormed());
        },
      ),
    );
  });
});
