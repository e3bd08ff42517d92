/** quiet: the bot says nothing more in a room, until a moderator says talk. */

import { quiet as words } from "../words/quiet.ts";
import { silence } from "./silence.ts";

export const quiet = silence({ name: "quiet", words, isQuiet: true });
