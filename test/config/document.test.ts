import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseConfig } from "../../src/config.ts";
import { names } from "../../src/config/settings.ts";
import { complaint, FIXTURES, fromFile, problems } from "./reading.ts";

test.each([
  ["nick: a\nnode: bb\nnick: c\n", "bot.yaml:3: nick stands here and in line 1: keep one of them."],
  ["nick: &a b\nnode: *a\n", 'bot.yaml:2: "node" is an alias: write the value out.'],
  ["nick:\n  first: a\n", 'bot.yaml:1: "nick" has settings below it, but must be a single value or a list.'],
  ["rooms:\n  - [a]\n", 'bot.yaml:1: "rooms" must be a list of single values.'],
  ["- nick\n", "bot.yaml:1: a configuration is made of lines such as `nick: newsstand`."],
  ["? [nick]\n: x\n", "bot.yaml:1: the name of a setting is one word."],
])("%j is refused with its line", (text, problem) => {
  expect(problems(() => fromFile(text))).toEqual([problem]);
});

test.each([
  ["nick: a\n\tnode: b\n", 2],
  ["nick: a\nrooms: [a\n", 3],
  ["nick: a\n---\nnick: b\n", 2],
  ["nick: !!js/function 'x'\n", 1],
])("%j is named with the line at which it stops being YAML", (text, line) => {
  expect(problems(() => fromFile(text))[0]).toMatch(
    new RegExp(`^bot\\.yaml:${line}: this is not the YAML`, "u"),
  );
});

test("empty files and files of comments are fine", () => {
  for (const text of ["", "\n", "# nothing\n", "---\n", "\ufeffnick: newsstand\n"])
    expect(fromFile(text).nick).toBe("newsstand");
});

const pieces = ["nick", ":", " ", "\n", "- ", "*a", "&a ", "[", "{", "!", "|", "'", '"', "rooms", "\t"];
const yaml = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join("")),
);
const variables = fc.dictionary(
  fc.constantFrom(...names.map((setting) => setting.variable)),
  fc.string({ unit: "binary" }),
);

test("any text is a configuration, or refused in single lines", () => {
  fc.assert(
    fc.property(yaml, variables, (text, env) => {
      const told = problems(() => parseConfig(text, "bot.yaml", env));
      expect(told.filter((problem) => /[\n\u2028]|undefined|NaN/u.test(problem))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["missing.yaml", "The configuration file missing.yaml does not exist."],
  ["config", "The configuration file config is a folder, not a file."],
  ["package.json/x", "The configuration file package.json/x does not exist."],
  [`${FIXTURES}/latin1.yaml`, `The configuration file ${FIXTURES}/latin1.yaml is not UTF-8 text.`],
])("the file %s is refused with a sentence", async (file, sentence) => {
  expect(await complaint({}, file)).toBe(sentence);
});

test("a file that is too large to be a configuration is not parsed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "config-"));
  const file = join(folder, "large.yaml");
  await writeFile(file, "#".repeat(300_000));
  const told = await complaint({}, file);
  await rm(folder, { recursive: true });
  expect(told).toBe(`The configuration file ${file} is larger than 256 KiB, which no configuration needs.`);
});
