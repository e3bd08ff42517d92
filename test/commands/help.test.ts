/** The command help. */

import { expect, test } from "vitest";
import { type Command, UsageError } from "../../src/commands/command.ts";
import { createHelp } from "../../src/commands/help.ts";
import { asker, contextOf } from "./context.ts";

const brew: Command = { name: "brew", usage: "brew <tea>", summary: "makes tea", run: () => "Tea." };
const help = createHelp([brew]);
const overview = [
  "I know these commands:",
  "- brew <tea>: makes tea",
  "- help [command]: what I know, or how to ask a command",
  "In a room, begin with my nickname or with !, such as !brew; in private, just ask.",
].join("\n");

test("help lists every command, itself too, with usage and summary", () => {
  expect(help.run([], contextOf(), asker)).toBe(overview);
});

test("help of a command is its usage and summary", () => {
  expect(help.run(["BREW"], contextOf(), asker)).toBe("brew <tea>: makes tea");
  expect(help.run(["help"], contextOf(), asker)).toBe("help [command]: what I know, or how to ask a command");
});

test("help of no command says so, and lists them", () => {
  expect(help.run(["*cake*"], contextOf(), asker)).toBe(`I know no command “cake”.\n${overview}`);
});

test("help of several words is answered with the usage", () => {
  expect(() => help.run(["me", "please"], contextOf(), asker)).toThrow(UsageError);
});
