/** A parameter of a command → a field of a form: what can be chosen is a list. */

import type { Command, Context, Parameter, ParameterName } from "../commands/command.ts";
import { kinds } from "../commands/sections.ts";
import { menu } from "../words/menu.ts";
import { parameters as labels } from "../words/parameters.ts";
import { sections } from "../words/sections.ts";
import { statuses } from "../words/statuses.ts";
import { LANGUAGES, type Message, type Voice } from "../words/voice.ts";
import type { Field, Option } from "../xmpp/forms.ts";

export interface Surroundings {
  readonly voice: Voice;
  readonly context: Context;
  readonly commands: readonly Command[];
}

const CHOICES: Readonly<Partial<Record<ParameterName, (surroundings: Surroundings) => readonly Option[]>>> = {
  command: ({ commands, voice }) =>
    commands.map((command) => {
      const name = firstOf(command.words[voice.language].names) ?? command.name;
      return { label: name, value: name };
    }),
  language: ({ context, voice }) =>
    (context.subscriptions?.languages() ?? LANGUAGES).map((value) => ({
      label: voice.languageName(value),
      value,
    })),
  section: ({ voice }) =>
    kinds.map((kind) => ({ label: voice.say(sections, kind), value: voice.say(sections, kind) })),
  status: ({ voice }) =>
    Object.entries<Message>(statuses[voice.language]).map(([value, words]) => ({
      label: firstOf(words) ?? value,
      value,
    })),
};

export function fieldOf({ name, isRequired = false }: Parameter, surroundings: Surroundings): Field {
  const { voice } = surroundings;
  const label = voice.say(labels, name);
  const options = CHOICES[name]?.(surroundings);
  if (options === undefined) return { name, type: "text-single", label, isRequired };
  // Whoever need not choose has to be able not to.
  const none = { label: voice.say(menu, "any"), value: "" };
  return { name, type: "list-single", label, options: isRequired ? options : [none, ...options], isRequired };
}

/** The first of several words that mean the same. */
function firstOf(words: Message): string | undefined {
  return (typeof words === "string" ? words : words.other).split(",")[0];
}
