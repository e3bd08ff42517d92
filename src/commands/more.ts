/** more: the rest of the last list. */

import { more as words } from "../words/more.ts";
import { type Command, whole } from "./command.ts";

export const more: Command = {
  name: "more",
  words,
  run(_, __, { takeRest, voice }) {
    const rest = takeRest();
    return rest === undefined ? voice.say(words, "nothing") : whole(rest);
  },
};
