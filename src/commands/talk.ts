/** talk: the bot answers in a room again. */

import { talk as words } from "../words/talk.ts";
import { type Command, UsageError } from "./command.ts";

/** Whoever says more than "please" talks of something else. */
const MOST_WORDS = 1;

export const talk: Command = {
  name: "talk",
  words,
  who: "moderators",
  isUseful: (_, { room }) => room !== undefined,

  async run(args, { manners }, { room, voice }) {
    if (args.length > MOST_WORDS) throw new UsageError();
    if (room === undefined) return voice.say(words, "notHere");
    await manners.setQuiet(room, false);
    return voice.say(words, "done");
  },
};
