/** Where examples and sections of a XEP stand. */

import { describe, expect, test } from "vitest";
import type { Reply } from "../../../src/commands/command.ts";
import { xep } from "../../../src/commands/xep.ts";
import { type Language, voiceOf } from "../../../src/words/voice.ts";
import type { XepDocument } from "../../../src/xeps/document.ts";
import { deskOf, xeps } from "../../xeps/xeps.ts";
import { askerOf, contextOf } from "../context.ts";

const document: XepDocument = {
  revisions: [],
  sections: [
    { number: "1", title: "Introduction", anchor: "intro" },
    { number: "2", title: "Entering", anchor: undefined },
    { number: "2.1", title: "Groupchat 1.0", anchor: "enter-gc" },
    { number: "2.2", title: "With a `nick`\n*now*", anchor: "enter nick/ü" },
    { number: "2.2.1", title: "Deeper", anchor: "deeper" },
    { number: "3", title: "Leaving", anchor: "exit" },
  ],
  examples: ["User enters", ""],
};
const nothing = { revisions: [], sections: [], examples: [] };
const page = "https://xmpp.org/extensions/xep-0045.html";
const context = contextOf({ xeps: deskOf(xeps, { 45: document, 60: nothing }) });

async function ask(question: string, language: Language = "en"): Promise<Reply> {
  return xep.run(question.split(" "), context, askerOf({ voice: voiceOf(language) }));
}

describe("an example", () => {
  test("is told with its caption and its address", async () => {
    expect(await ask("45 ex 1")).toBe(`Example 1 of XEP-0045: User enters\n${page}#example-1`);
    expect(await ask("muc ex 2")).toBe(`Example 2 of XEP-0045\n${page}#example-2`);
  });

  test("that is none gets how many there are", async () => {
    expect(await ask("45 ex 3")).toBe("There are only 2 examples in XEP-0045.");
    expect(await ask("60 ex 1")).toBe("There are no examples in XEP-0060.");
  });

  test("of a text that cannot be had is told by its address", async () => {
    expect(await ask("363 ex 7")).toBe(
      "Example 7 of XEP-0363\nhttps://xmpp.org/extensions/xep-0363.html#example-7",
    );
  });
});

describe("a section", () => {
  test("is told with its title and its address", async () => {
    expect(await ask("45 2.1")).toBe(`Section 2.1 of XEP-0045: Groupchat 1.0\n${page}#enter-gc`);
    expect(await ask("45 §3")).toBe(`Section 3 of XEP-0045: Leaving\n${page}#exit`);
  });

  test("has the address of the page where it has no anchor", async () => {
    expect(await ask("45 section 2")).toBe(`Section 2 of XEP-0045: Entering\n${page}`);
  });

  test("may have any title and any anchor", async () => {
    expect(await ask("45 2.2")).toBe(
      `Section 2.2 of XEP-0045: With a \`nick\` *now*\n${page}#enter%20nick%2F%C3%BC`,
    );
  });

  test("that is none gets the last one beside it, or the last one of all", async () => {
    expect(await ask("45 2.7")).toBe("There is no section 2.7 in XEP-0045; the last one is 2.2.");
    expect(await ask("45 §7")).toBe("There is no section 7 in XEP-0045; the last one is 3.");
    expect(await ask("45 9.1")).toBe("There is no section 9.1 in XEP-0045; the last one is 3.");
    expect(await ask("60 9.1")).toBe("There are no numbered sections in XEP-0060.");
  });

  test("of a text that cannot be had is not guessed", async () => {
    expect(await ask("363 7.2")).toBe(
      "I cannot read XEP-0363 now, and so I do not know where section 7.2 is.\n" +
        "https://xmpp.org/extensions/xep-0363.html",
    );
  });
});

test("of which XEP is asked back where several are meant", async () => {
  expect(await ask("component ex 1")).toMatchObject({ head: "2 XEPs match “component”:" });
  expect(await ask("9999 ex 1")).toMatch(/^There is no XEP-9999\./u);
});

test.each([
  ["de", "beispiel", "Beispiel 1 in XEP-0045: User enters", "Abschnitt 2.1 in XEP-0045: Groupchat 1.0"],
  ["es", "ejemplo", "Ejemplo 1 de XEP-0045: User enters", "Sección 2.1 de XEP-0045: Groupchat 1.0"],
  ["fr", "exemple", "Exemple 1 de XEP-0045 : User enters", "Section 2.1 de XEP-0045 : Groupchat 1.0"],
  ["it", "esempio", "Esempio 1 di XEP-0045: User enters", "Sezione 2.1 di XEP-0045: Groupchat 1.0"],
  ["pt", "exemplo", "Exemplo 1 de XEP-0045: User enters", "Secção 2.1 de XEP-0045: Groupchat 1.0"],
] as const)("in %s", async (language, word, example, section) => {
  expect(await ask(`45 ${word} 1`, language)).toBe(`${example}\n${page}#example-1`);
  expect(await ask("45 2.1", language)).toBe(`${section}\n${page}#enter-gc`);
});
