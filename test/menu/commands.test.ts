/** The commands of a conversation in the menu. */

import { describe, expect, test } from "vitest";
import { type Command, UsageError } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";
import { kinds, readKind } from "../../src/commands/sections.ts";
import { toEntries } from "../../src/menu/commands.ts";
import type { Page, Visitor } from "../../src/menu/page.ts";
import { catalogue, LANGUAGES, type Language, voiceOf } from "../../src/words/voice.ts";
import type { Field } from "../../src/xmpp/forms.ts";
import { askerOf, contextOf } from "../commands/context.ts";

const words = { names: "echo", usage: "echo <words>", summary: "does it", examples: "" };
const commandOf = (facts: Partial<Command>): Command => ({
  name: "echo",
  words: catalogue({ en: words, de: words, es: words, fr: words, it: words, pt: words }),
  run: (args) => args.join("|"),
  ...facts,
});
const visitor = (language: Language = "en"): Visitor => ({
  from: "ana@example.org/x",
  isMember: false,
  asker: askerOf({ where: "direct", voice: voiceOf(language) }),
});
async function open(command: Command, who = visitor()): Promise<Page> {
  const [entry] = toEntries([command], () => contextOf());
  return (await entry?.open(who)) ?? {};
}
const linesOf = ({ form }: Page) => form?.fields.flatMap(({ values = [] }) => values);
const values = (fields: Readonly<Record<string, string>>) =>
  new Map(Object.entries(fields).map(([name, value]) => [name, [value]]));

test("a command without parameters answers at once: all lines, plain, and the first as a note", async () => {
  const page = await open(commandOf({ run: () => "*First* (1)\nsecond" }));
  expect(page).toEqual({
    form: {
      type: "result",
      title: "echo: does it",
      fields: [{ name: "answer", type: "text-multi", label: "Answer", values: ["First (1)", "second"] }],
    },
    note: { type: "info", text: "First (1)" },
  });
});

test("what is filled in becomes the words of a line, in order and with their prefixes", async () => {
  const page = await open(
    commandOf({
      parameters: [
        { name: "words", isRequired: true },
        { name: "year", prefix: "since" },
        { name: "month", prefix: "in" },
      ],
    }),
  );
  expect(page.form?.fields.map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ["words", true],
    ["year", false],
    ["month", false],
  ]);
  const answered = await page.complete?.(values({ words: " two  words ", year: "2023", month: "" }));
  expect(linesOf(answered ?? {})).toEqual(["two|words|since|2023"]);
});

test("what need not be chosen is not, if that is chosen", async () => {
  const page = await open(commandOf({ parameters: [{ name: "words" }, { name: "section", prefix: "in" }] }));
  const [, { options = [] } = {}] = page.form?.fields ?? [];
  const answered = await page.complete?.(values({ words: "x", section: options[0]?.value ?? "" }));
  expect(linesOf(answered ?? {})).toEqual(["x"]);
});

test("what cannot be understood is asked for again, with the usage", async () => {
  const refuse = (): never => {
    throw new UsageError("no");
  };
  const page = await open(commandOf({ parameters: [{ name: "words" }], run: refuse }));
  const again = await page.complete?.(values({ words: "?" }));
  expect(again?.note).toEqual({ type: "error", text: "That is asked like this: echo <words>" });
  expect(again?.complete).toBeDefined();
});

test("a list is whole, and goes on where it is too long for a window", async () => {
  const entries = Array.from({ length: 120 }, (_, at) => `- ${at}`);
  const first = await open(commandOf({ run: () => ({ head: "All:", entries, foot: "That was it." }) }));
  expect(linesOf(first)).toEqual(["All:", ...entries.slice(0, 50), "That was it."]);
  const second = await first.next?.(new Map());
  expect(linesOf(second ?? {})).toEqual(entries.slice(50, 100));
  const third = await second?.next?.(new Map());
  expect(linesOf(third ?? {})).toEqual(entries.slice(100));
  expect(third?.next).toBeUndefined();
});

test("an entry of any length is shown, cut where it has to be", async () => {
  const long = "x".repeat(20_000);
  const page = await open(commandOf({ run: () => ({ head: "", entries: [long, long] }) }));
  expect(linesOf(page)?.join("").length).toBeLessThanOrEqual(12_000);
  expect(page.next).toBeDefined();
});

test("commands of moderators are for them alone", () => {
  const [entry] = toEntries([commandOf({ who: "moderators" })], () => contextOf());
  expect(entry?.isFor(visitor())).toBe(false);
  expect(entry?.isFor({ ...visitor(), asker: askerOf({ isModerator: true }) })).toBe(true);
});

describe("a field", () => {
  const fieldOf = async (name: "command" | "language" | "section" | "status", language: Language) => {
    const { form } = await open(commandOf({ parameters: [{ name }] }), visitor(language));
    const [field] = form?.fields ?? [];
    return field ?? ({ type: "fixed" } satisfies Field);
  };

  test("that may stay empty can be chosen to be so", async () => {
    const { options = [] } = await fieldOf("status", "de");
    expect(options[0]).toEqual({ label: "egal", value: "*" });
    expect(options).toContainEqual({ label: "stabil", value: "Stable" });
  });

  test.each(LANGUAGES)(
    "for a section has every section by a name that is understood: %s",
    async (language) => {
      const { options = [] } = await fieldOf("section", language);
      const understood = options.slice(1).map(({ value }) => readKind(value.split(" ")));
      expect(understood).toEqual([...kinds]);
    },
  );

  test("for a language has the names of languages", async () => {
    const { options = [] } = await fieldOf("language", "fr");
    expect(options).toContainEqual({ label: "allemand", value: "de" });
  });
});

test("every command opens in every language", async () => {
  for (const entry of toEntries(commands, () => contextOf())) {
    for (const language of LANGUAGES) {
      const page = await entry.open(visitor(language));
      expect(page.form?.title, entry.node).toBe(entry.name(voiceOf(language)));
    }
  }
});
