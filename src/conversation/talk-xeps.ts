/** XEPs that are named in talk which is not meant for the bot, `as XEP-0313 says`, or in a sentence that is. */

import { titled } from "../commands/xep/titles.ts";
import { statusIn } from "../commands/xep/statuses.ts";
import type { Voice } from "../words/voice.ts";
import type { Xeps } from "../xeps/desk.ts";
import { type Xep, xepPage } from "../xeps/xep.ts";
import { createShortMemory, keyOf } from "./short-memory.ts";

export interface TalkXeps {
  /** The XEPs that a message of a room names, and that were not told there for an hour; no more than fit into an answer. */
  untold(room: string, text: string, xeps: Pick<Xeps, "find">): readonly Xep[];
  /** They are told there now. */
  tell(room: string, xeps: readonly Xep[]): void;
}

/** In ms. */
const HOUR = 3_600_000;
const MOST_TOLD = 500;
const MOST_OF_ONE_MESSAGE = 3;
/** What stands further behind is not looked at, in characters (UTF-16). */
const LONGEST_TALK = 4000;
/** No part of a word, a path, an address or a file's name. */
const XEP = /(?<![\p{L}\p{N}_/#?=&.:@-])XEP[- ]?(\d{4})(?![\p{L}\p{N}_/#@-]|[.:]\p{L})/giu;
/** To the bot nobody has to be exact; a title, `XEP-0313: …`, is what the bot itself says, and an echo of that is no question. */
const ASKED = /(?<![\p{L}\p{N}])XEP[- ]?(\d{1,4})(?![\p{N}:])/giu;

/** `now` is in ms. */
export function createTalkXeps(now: () => number): TalkXeps {
  const told = createShortMemory<true>({ most: MOST_TOLD, age: HOUR, now });
  const keyFor = (room: string, number: number): string => keyOf(room, String(number));
  return {
    untold: (room, text, xeps) =>
      numbersIn(text)
        .filter((number) => told.get(keyFor(room, number)) === undefined)
        .map((number) => xeps.find(number))
        .filter((xep) => xep !== undefined)
        .slice(0, MOST_OF_ONE_MESSAGE),
    tell(room, xeps) {
      for (const { number } of xeps) told.set(keyFor(room, number), true);
    },
  };
}

/** One line: what it is, how far it has come, and its page. */
export function toLine(xep: Xep, voice: Voice): string {
  return `${titled(xep)} – ${statusIn(voice, xep.status)} – ${xepPage(xep.number)}`;
}

/** What a sentence that is said to the bot and begins with no command asks: `what is XEP-0313?` is `xep 313`. */
export function questionIn(line: string): string | undefined {
  const numbers = new Set([...line.matchAll(ASKED)].map(([, digits]) => Number(digits)));
  return numbers.size === 0 ? undefined : `xep ${[...numbers].join(" ")}`;
}

/** The numbers of the XEPs that a text names, each once, and neither in quotations and code (XEP-0393) nor in addresses. */
export function numbersIn(text: string): readonly number[] {
  let isCode = false;
  const lines = text
    .slice(0, LONGEST_TALK)
    .split("\n")
    .filter((line) => {
      const isFence = line.startsWith("```");
      if (isFence) isCode = !isCode;
      return !isFence && !isCode && !line.startsWith(">");
    });
  const plain = lines.map((line) => withoutAddresses(withoutCode(line))).join("\n");
  return [...new Set([...plain.matchAll(XEP)].map(([, digits]) => Number(digits)))];
}

/** What stands between two backquotes is gone. */
function withoutCode(line: string): string {
  return line
    .split("`")
    .filter((_, at, parts) => at % 2 === 0 || at === parts.length - 1)
    .join("`");
}

function withoutAddresses(line: string): string {
  return line
    .split(/\s/u)
    .filter((word) => !word.includes("://"))
    .join(" ");
}
