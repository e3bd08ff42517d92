/** help: what the commands say of themselves. */

import { answers } from "../words/answers.ts";
import { help as words } from "../words/help.ts";
import type { Voice } from "../words/voice.ts";
import { type Asker, type Command, isOffered } from "./command.ts";
import { bold, quote } from "./text.ts";
import { firstName, namesOf, type Vocabulary } from "./vocabulary.ts";

/** What there is to explain. */
export interface Known {
  /** The commands, those together that belong together. */
  readonly groups: readonly (readonly Command[])[];
  readonly vocabulary: Pick<Vocabulary, "find">;
}

/** Makes the command that explains all, itself too; it asks for what there is when somebody asks it. */
export function createHelp(known: () => Known): Command {
  return {
    name: "help",
    words,
    parameters: [{ name: "command" }],

    run(args, context, asker) {
      const { groups, vocabulary } = known();
      const { voice } = asker;
      const offered = groups
        .map((group) => group.filter((command) => isOffered(command, context, asker)))
        .filter((group) => group.length > 0);
      if (args.length === 0) return overview(offered, asker);
      const [first = "", ...rest] = args;
      // As the overview writes it.
      const called = vocabulary.find([first.replace(/^!/u, ""), ...rest]);
      if (called !== undefined) return describe(called.command, voice);
      return `${voice.say(words, "unknown", { name: quote(args.join(" "), voice) })}\n${overview(offered, asker)}`;
    },
  };
}

/** In a room a line for each group, alone one for each command. */
function overview(groups: Known["groups"], { where, voice }: Asker): string {
  const [first = ""] = groups.flat().map((command) => firstName(command, voice.language));
  const isRoom = where === "room";
  const lines = isRoom
    ? groups.map((group) => group.map((command) => firstName(command, voice.language)).join(", "))
    : groups.flat().map((command) => `- ${oneLine(command, voice)}`);
  return [...lines, voice.say(words, isRoom ? "inRoom" : "alone", { first })].join("\n");
}

function describe(command: Command, voice: Voice): string {
  const examples = voice.say(command.words, "examples").replaceAll(" | ", " · ");
  const [, ...names] = namesOf(command, voice.language);
  return [
    bold(usage(command, voice)),
    voice.say(command.words, "summary"),
    ...(examples === "" ? [] : [voice.say(words, "example", { examples })]),
    ...(names.length === 0 ? [] : [voice.say(words, "also", { names: names.join(", ") })]),
  ].join("\n");
}

function oneLine(command: Command, voice: Voice): string {
  const summary = voice.say(command.words, "summary");
  return voice.say(answers, "pair", { what: usage(command, voice), text: summary });
}

function usage(command: Command, voice: Voice): string {
  return voice.say(command.words, "usage");
}
