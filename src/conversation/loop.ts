/** The loop guard: who answers our answers faster than people type, or with the same again and again, is not answered. */

import { createShortMemory } from "./short-memory.ts";

export interface LoopGuard {
  /** Whether a line is somebody's who is to be ignored, now and for a while. An explicit command is trusted for longer. */
  isLoop(person: string, line: string, isCommand: boolean): boolean;
  /** Somebody has got an answer. */
  answered(person: string): void;
}

/** Nobody reads an answer and types the next question in less, in ms. */
const TYPING = 1_000;
/**
 * What follows an answer that quickly, in a row, until it is a loop: two lines that are no commands pass, eight commands, since
 * somebody may have pasted them. The same line, however slowly, passes ten times.
 */
const LOOP = 9;
const COMMAND = 1;
const OTHER = 3;
const SAME = 10;
/** For how long somebody is ignored the first time, in ms; twice as long each time. After a day without that it is the first time again. */
const IGNORED = 600_000;
const DAY = 86_400_000;
const MOST_DOUBLINGS = 7;
/** Those who spoke longest ago are forgotten. */
const MOST_KNOWN = 1000;

interface Talk {
  /** When the last answer went out that nothing has followed yet. */
  readonly answeredAt: number | undefined;
  /** How much has followed answers quickly, in a row, and how often the same. */
  readonly quick: number;
  readonly same: number;
  readonly line: string;
  readonly ignoredUntil: number;
  readonly timesIgnored: number;
}

const NEW: Talk = {
  answeredAt: undefined,
  quick: 0,
  same: 0,
  line: "",
  ignoredUntil: -Infinity,
  timesIgnored: 0,
};

/** `now` is in ms. */
export function createLoopGuard(now: () => number = Date.now): LoopGuard {
  const talks = createShortMemory<Talk>({ most: MOST_KNOWN, age: Infinity, now });
  return {
    isLoop(person, line, isCommand) {
      const talk = talks.get(person) ?? NEW;
      if (now() < talk.ignoredUntil) return true;
      // Of several lines that were sent at once only the first one follows an answer.
      if (talk.answeredAt === undefined) return false;
      const next = followed(talk, talk.answeredAt, line, isCommand, now());
      talks.set(person, next);
      return now() < next.ignoredUntil;
    },
    answered: (person) => talks.set(person, { ...(talks.get(person) ?? NEW), answeredAt: now() }),
  };
}

/** What a line makes of a talk in which it follows an answer. */
function followed(talk: Talk, answeredAt: number, line: string, isCommand: boolean, now: number): Talk {
  const quick = now - answeredAt < TYPING ? talk.quick + (isCommand ? COMMAND : OTHER) : 0;
  const same = line === talk.line ? talk.same + 1 : 0;
  const next = { ...talk, answeredAt: undefined, quick, same, line };
  if (quick < LOOP && same < SAME) return next;
  const times = now - talk.ignoredUntil < DAY ? talk.timesIgnored : 0;
  const ignoredUntil = now + IGNORED * 2 ** Math.min(times, MOST_DOUBLINGS);
  return { ...NEW, ignoredUntil, timesIgnored: times + 1 };
}
