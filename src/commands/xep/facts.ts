/** What a XEP is, in a line or in a few. */

import { lastcall as callWords } from "../../words/lastcall.ts";
import type { Voice } from "../../words/voice.ts";
import { xep as words } from "../../words/xep.ts";
import { type Xep, xepLabel, xepPage } from "../../xeps/xep.ts";
import type { Asker, Context, Listing } from "../command.ts";
import { bold, line, quote } from "../text.ts";
import { dayIn, titled } from "./titles.ts";
import { newestMentions } from "./mentions.ts";
import { statusIn } from "./statuses.ts";

const MOST_NUMBERS = 5;
const MOST_SUCCESSORS = 3;
const LONGEST_FACT = 60;
const DAY = 24 * 60 * 60 * 1000;

export async function describe(found: Xep, context: Context, asker: Asker): Promise<string> {
  const { number, shortName } = found;
  const { voice } = asker;
  const lines = [
    bold(titled(found)) + (shortName === undefined ? "" : ` (${line(shortName, LONGEST_FACT)})`),
    facts(found, voice, found.type),
    found.status === "Proposed" && found.lastCall !== undefined
      ? lastCallIn(voice, found, context.now())
      : "",
    superseded(found, context.xeps, voice),
    xepPage(number),
    ...newestMentions(number, await context.news.mentions(number), asker),
  ];
  return lines.filter((each) => each !== "").join("\n");
}

/** A line for each. */
export function several(numbers: readonly number[], { xeps }: Context, voice: Voice): string {
  const lines = numbers.slice(0, MOST_NUMBERS).map((number) => {
    const found = xeps.find(number);
    return found
      ? `${titled(found)}, ${facts(found, voice)} ${xepPage(number)}`
      : missing(number, xeps, voice);
  });
  const left = numbers.length - lines.length;
  if (left > 0) lines.push(voice.say(words, "atOnce", { most: MOST_NUMBERS, count: left }));
  return lines.join("\n");
}

export function choose(text: string, matches: readonly Xep[], voice: Voice): Listing {
  return {
    head: voice.say(words, "matches", { count: matches.length, text: quote(text, voice) }),
    entries: matches.map((match) => `${titled(match)}, ${statusIn(voice, match.status)}`),
  };
}

export function missing(number: number, { newest }: Context["xeps"], voice: Voice): string {
  const sentence = voice.say(words, "noSuch", { label: xepLabel(number) });
  if (newest === undefined || number <= newest) return sentence;
  return `${sentence} ${voice.say(words, "newest", { label: xepLabel(newest) })}`;
}

/** How long the Last Call of a XEP runs, or how long it has been over; days are those of UTC. */
export function lastCallIn(voice: Voice, { lastCall }: Xep, now: Date): string {
  if (lastCall === undefined) return voice.say(callWords, "unset");
  const today = Date.parse(now.toISOString().slice(0, 10));
  const left = Math.round((Date.parse(lastCall) - today) / DAY);
  const day = dayIn(voice, lastCall);
  if (left === 0) return voice.say(callWords, "today");
  return voice.say(callWords, left > 0 ? "runs" : "ended", { count: Math.abs(left), day });
}

/** Its status, its type where that is told, and its version. */
function facts({ status, version, date }: Xep, voice: Voice, type?: string): string {
  const said = statusIn(voice, status);
  return voice.say(words, "facts", {
    what: type === undefined ? said : `${said}, ${line(type, LONGEST_FACT)}`,
    version: line(version, LONGEST_FACT),
    day: dayIn(voice, date),
  });
}

function superseded({ supersededBy }: Xep, xeps: Context["xeps"], voice: Voice): string {
  const names = supersededBy.slice(0, MOST_SUCCESSORS).map((number) => {
    const successor = xeps.find(number);
    return successor ? titled(successor) : xepLabel(number);
  });
  return names.length === 0 ? "" : voice.say(words, "superseded", { names: names.join(", ") });
}
