/** about: what the bot is, and what it keeps about people. */

import { about as words } from "../words/about.ts";
import type { Command } from "./command.ts";

export const about: Command = {
  name: "about",
  words,

  run(_, { colophon, feed }, { voice }) {
    const { name, version, licence, newsletter } = colophon;
    return [
      voice.say(words, "self", { name, version, licence, newsletter }),
      feed.site,
      voice.say(words, "privacy"),
    ].join("\n");
  },
};
