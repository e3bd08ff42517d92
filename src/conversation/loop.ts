/** The loop guard: who answers our answers, faster than people type, with the same again or with nothing that we know. */

import { createShortMemory } from "./short-memory.ts";

export interface LoopGuard {
  /** Whether a line is somebody's who is to be ignored, now and for a while. `isKnown`: it asks for something that there is. */
  isLoop(person: string, line: string, isKnown: boolean): boolean;
  /** Somebody has got an answer. */
  answered(person: string): void;
}

/** Nobody reads an answer and types the next question in less, in ms. */
const TYPING = 1_000;
/**
 * So many lines in a row that follow an answer that quickly, and are the same again or unknown, are a loop. Different questions
 * are none, however fast: somebody has pasted them, or wrote a script, and the limits are enough.
 */
const LOOP = 12;
/** For how long somebody is ignored the first time, in ms; twice as long each time. After a day without that it is the first time again. */
const IGNORED = 600_000;
const DAY = 86_400_000;
const MOST_DOUBLINGS = 7;
/** Those who spoke longest ago are forgotten. */
const MOST_KNOWN = 1000;

interface Talk {
  /** When the last answer went out that nothing has followed yet. */
  readonly answeredAt: number | undefined;
  /** How many such lines have followed answers, in a row, and the last one. */
  readonly quick: number;
  readonly line: string;
  readonly ignoredUntil: number;
  readonly timesIgnored: number;
}

const NEW: Talk = {
  answeredAt: undefined,
  quick: 0,
  line: "",
  ignoredUntil: -Infinity,
  timesIgnored: 0,
};

/** `now` is in ms. */
export function createLoopGuard(now: () => number = Date.now): LoopGuard {
  const talks = createShortMemory<Talk>({ most: MOST_KNOWN, age: Infinity, now });
  return {
    isLoop(person, line, isKnown) {
      const talk = talks.get(person) ?? NEW;
      if (now() < talk.ignoredUntil) return true;
      // Of several lines that were sent at once only the first one follows an answer.
      if (talk.answeredAt === undefined) return false;
      const next = followed(talk, talk.answeredAt, line, isKnown, now());
      talks.set(person, next);
      return now() < next.ignoredUntil;
    },
    answered: (person) => talks.set(person, { ...(talks.get(person) ?? NEW), answeredAt: now() }),
  };
}

/** What a line makes of a talk in which it follows an answer. */
function followed(talk: Talk, answeredAt: number, line: string, isKnown: boolean, now: number): Talk {
  const isQuick = now - answeredAt < TYPING && (!isKnown || line === talk.line);
  const quick = isQuick ? talk.quick + 1 : 0;
  const next = { ...talk, answeredAt: undefined, quick, line };
  if (quick < LOOP) return next;
  const times = now - talk.ignoredUntil < DAY ? talk.timesIgnored : 0;
  const ignoredUntil = now + IGNORED * 2 ** Math.min(times, MOST_DOUBLINGS);
  return { ...NEW, ignoredUntil, timesIgnored: times + 1 };
}
