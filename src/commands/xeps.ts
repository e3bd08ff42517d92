/** xeps experimental: how many XEPs there are, which are in a status, and which have changed since a day. */

import { foldLetters } from "../newsletter/characters.ts";
import type { Voice } from "../words/voice.ts";
import { xeps as words } from "../words/xeps.ts";
import type { Xep } from "../xeps/xep.ts";
import { type Command, type Reply, UsageError } from "./command.ts";
import { everyWord } from "./synonyms.ts";
import { line, quote } from "./text.ts";
import { choose } from "./xep/facts.ts";
import { dayIn, titled } from "./xep/titles.ts";
import { parseDay, sinceIn } from "./xep/version.ts";
import { parseStatus, type Status, STATUSES, statusIn } from "./xep/statuses.ts";

const SINCE = everyWord(words, "since");
const LONGEST_VERSION = 30;

export const xeps: Command = {
  name: "xeps",
  words,
  parameters: [{ name: "status" }, { name: "month", prefix: "since" }],

  run(args, { xeps: known }, { voice }) {
    const { all } = known;
    if (all.length === 0) return voice.say(words, "none");
    if (args.length === 0) return counts(all, voice);
    const [asked, day] = parse(args);
    const status = asked === undefined ? undefined : parseStatus(asked);
    if (asked !== undefined && status === undefined) {
      const { matches } = known.search(asked);
      return matches.length > 0 ? choose(asked, matches, voice) : noStatus(asked, voice);
    }
    const found = all
      .filter(
        (xep) => (status === undefined || xep.status === status) && (day === undefined || xep.date >= day),
      )
      .toSorted((a, b) => (a.date === b.date ? b.number - a.number : a.date < b.date ? 1 : -1));
    return list(found, status, day, voice);
  },
};

/** A status, a day as exact as it was said, or both. */
function parse(args: readonly string[]): [string | undefined, string | undefined] {
  const day = parseDay(args.at(-1) ?? "");
  if (day === undefined) return [args.join(" "), undefined];
  const isSaid = SINCE.has(foldLetters(args.at(-2)?.slice(0, 40) ?? ""));
  const status = args.slice(0, isSaid ? -2 : -1).join(" ");
  if (!isSaid && status !== "") throw new UsageError();
  return [status === "" ? undefined : status, day];
}

function list(
  found: readonly Xep[],
  status: Status | undefined,
  day: string | undefined,
  voice: Voice,
): Reply {
  const key = day === undefined ? "withStatus" : status === undefined ? "changed" : "withBoth";
  const what = voice.say(words, key, {
    count: found.length,
    status: status === undefined ? "" : statusIn(voice, status),
    since: day === undefined ? "" : sinceIn(voice, { day }),
  });
  if (found.length === 0) return `${what}.`;
  return {
    head: voice.say(words, found.length === 1 ? "one" : "newestFirst", { what }),
    entries: found.map(
      (xep) => `${titled(xep)}, ${line(xep.version, LONGEST_VERSION)}, ${dayIn(voice, xep.date)}`,
    ),
  };
}

function counts(all: readonly Xep[], voice: Voice): string {
  const byStatus = Map.groupBy(all, ({ status }) => status);
  const known = STATUSES.filter((status) => byStatus.has(status));
  const others = [...byStatus.keys()].filter((status) => !STATUSES.some((each) => each === status));
  const parts = [...known, ...others].map(
    (status) => `${statusIn(voice, status)} ${voice.number(byStatus.get(status)?.length ?? 0)}`,
  );
  return voice.say(words, "all", { count: all.length, list: parts.join(", ") });
}

function noStatus(asked: string, voice: Voice): string {
  const known = STATUSES.map((status) => statusIn(voice, status));
  return voice.say(words, "noStatus", { text: quote(asked, voice), list: voice.list(known) });
}
