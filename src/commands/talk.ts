/** talk: the bot answers in a room again. */

import { talk as words } from "../words/talk.ts";
import { silence } from "./silence.ts";

export const talk = silence({ name: "talk", words, isQuiet: false });
