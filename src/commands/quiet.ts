/** quiet: the bot says nothing more in a room, until a moderator says talk. */

import { quiet as words } from "../words/quiet.ts";
import { type Command, UsageError } from "./command.ts";

/** Whoever says more than "please" talks of something else. */
const MOST_WORDS = 1;

export const quiet: Command = {
  name: "quiet",
  words,
  who: "moderators",
  isUseful: (_, { room }) => room !== undefined,

  async run(args, { manners }, { room, voice }) {
    if (args.length > MOST_WORDS) throw new UsageError();
    if (room === undefined) return voice.say(words, "notHere");
    await manners.setQuiet(room, true);
    return voice.say(words, "done");
  },
};
