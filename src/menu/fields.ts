/** A parameter of a command → a field of a form: what can be chosen is a list. */

import type { Command, Context, Parameter, ParameterName } from "../commands/command.ts";
import { kinds } from "../commands/sections.ts";
import { firstName } from "../commands/vocabulary.ts";
import { STATUSES, statusWord } from "../commands/xep/statuses.ts";
import { menu } from "../words/menu.ts";
import { parameters as labels } from "../words/parameters.ts";
import { sections } from "../words/sections.ts";
import { LANGUAGES, type Voice } from "../words/voice.ts";
import type { Field, Fields, Option } from "../xmpp/forms.ts";

export interface Surroundings {
  readonly voice: Voice;
  readonly context: Context;
  readonly commands: readonly Command[];
}

/** The value of a list of which nothing is chosen; no choice is called so. */
const ANY = "*";

/** What was chosen or written; empty where nothing was. */
export function chosen(values: Fields, { name }: Parameter): string {
  const [value = ""] = values.get(name) ?? [];
  return value === ANY ? "" : value;
}

const CHOICES: Readonly<Partial<Record<ParameterName, (surroundings: Surroundings) => readonly Option[]>>> = {
  command: ({ commands, voice }) =>
    commands.map((command) => {
      const name = firstName(command, voice.language);
      return { label: name, value: name };
    }),
  language: ({ context, voice }) =>
    (context.subscriptions?.languages() ?? LANGUAGES).map((value) => ({
      label: voice.languageName(value),
      value,
    })),
  section: ({ voice }) =>
    kinds.map((kind) => ({ label: voice.say(sections, kind), value: voice.say(sections, kind) })),
  status: ({ voice }) => STATUSES.map((value) => ({ label: statusWord(voice, value), value })),
};

export function fieldOf({ name, isRequired = false }: Parameter, surroundings: Surroundings): Field {
  const { voice } = surroundings;
  const label = voice.say(labels, name);
  const options = CHOICES[name]?.(surroundings);
  if (options === undefined) return { name, type: "text-single", label, isRequired };
  // Whoever need not choose has to be able not to. Clients (Converse) send the label of an option without a value.
  const none = { label: voice.say(menu, "any"), value: ANY };
  return { name, type: "list-single", label, options: isRequired ? options : [none, ...options], isRequired };
}
