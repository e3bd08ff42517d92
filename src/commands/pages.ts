/** A list of any length → as much of it as one message politely has, and what is left for `more`. */

import { more as words } from "../words/more.ts";
import type { Asker, Listing, Reply } from "./command.ts";
import { answerText, clip } from "./text.ts";

export interface Page {
  readonly text: string;
  /** What the message does not have. */
  readonly rest: Listing | undefined;
}

/** In a room there are others who talk. Characters are UTF-16. */
const SIZES = {
  room: { entries: 5, characters: 1200 },
  private: { entries: 15, characters: 2000 },
  direct: { entries: 15, characters: 2000 },
};
/** What the line about the rest takes at most. */
const TAIL = 120;
/** What an entry gets at least, however long the head is. */
const LEAST = 200;

/** How many entries of a list a message has at most. */
export function mostEntries(where: Asker["where"]): number {
  return SIZES[where].entries;
}

export function toPage(reply: Reply, { where, voice }: Pick<Asker, "where" | "voice">): Page {
  const { entries: most, characters } = SIZES[where];
  if (typeof reply === "string") return { text: answerText(reply, SIZES.direct.characters), rest: undefined };
  const { head, entries, further, foot = "" } = reply;
  const room = characters - head.length - foot.length - TAIL;
  const fitting = entries.slice(0, most).map((entry) => clip(entry, Math.max(room, LEAST)));
  let length = 0;
  // One entry is always told.
  const end = fitting.findIndex((entry, at) => (length += entry.length + 1) > room && at > 0);
  const shown = end < 0 ? fitting : fitting.slice(0, end);
  const left = entries.slice(shown.length);
  const count = left.length + (further?.count ?? 0);
  const tail = count === 0 ? "" : voice.say(words, where === "room" ? "inRoom" : "alone", { count });
  const parts = [head, ...shown, tail, foot].filter((part) => part !== "");
  return {
    text: answerText(parts.join("\n"), SIZES.direct.characters),
    rest: count === 0 ? undefined : { head: "", entries: left, further },
  };
}
