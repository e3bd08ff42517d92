/** more: the rest of the last list. */

import { more as words } from "../words/more.ts";
import type { Command } from "./command.ts";

export const more: Command = {
  name: "more",
  words,
  run: (_, __, { takeRest, voice }) => takeRest() ?? voice.say(words, "nothing"),
};
