/** What `quiet` and `talk` have in common: moderators say whether the bot answers in their room. */

import type { Catalogue } from "../words/voice.ts";
import { type Command, type CommandWord, UsageError } from "./command.ts";

/** Whoever says more than "please" talks of something else. */
const MOST_WORDS = 1;

interface Silence {
  readonly name: string;
  readonly words: Catalogue<CommandWord | "done" | "notHere">;
  /** What the command makes of the room. */
  readonly isQuiet: boolean;
}

export function silence({ name, words, isQuiet }: Silence): Command {
  return {
    name,
    words,
    who: "moderators",
    isUseful: (_, { room }) => room !== undefined,

    async run(args, { manners }, { room, voice }) {
      if (args.length > MOST_WORDS) throw new UsageError();
      if (room === undefined) return voice.say(words, "notHere");
      await manners.setQuiet(room, isQuiet);
      return voice.say(words, "done");
    },
  };
}
