/** The loop guard: who answers our answers like a program is not answered: with them, too fast, or always the same to get the same. */

import { createShortMemory } from "./short-memory.ts";

export interface LoopGuard {
  /** Whether a line is somebody's who is to be ignored, now and for a while. `isKnown`: it asks for something that there is. */
  isLoop(person: string, line: string, isKnown: boolean): boolean;
  /** Whether somebody says no more than what they were answered last. */
  isEcho(person: string, text: string): boolean;
  /** Somebody has got an answer. */
  answered(person: string, answer: string): void;
}

/** Nobody reads an answer and types the next question in less, in ms. */
const TYPING = 1_000;
/** What comes later is no answer to the answer, in ms. */
const SOON = 60_000;
/**
 * So many lines in a row are a loop that follow an answer: quickly, and are the same again or unknown; or soon, and are the same
 * again though the answer was. Different questions are none, however fast: somebody has pasted them, or wrote a script, and the
 * limits are enough. Nor is somebody who reads a long list with one `more` after the other.
 */
const LOOP = 12;
/** For how long somebody is ignored the first time, in ms; twice as long each time. After a day without that it is the first time again. */
const IGNORED = 600_000;
const DAY = 86_400_000;
const MOST_DOUBLINGS = 7;
/** Those who spoke longest ago are forgotten. */
const MOST_KNOWN = 1000;

interface Talk {
  /** When the last answer went out that nothing has followed yet, what it said, and whether the one before said the same. */
  readonly answeredAt: number | undefined;
  readonly answer: string;
  readonly isSameAnswer: boolean;
  /** How many such lines have followed answers, in a row, and the last one. */
  readonly inRow: number;
  readonly line: string;
  readonly ignoredUntil: number;
  readonly timesIgnored: number;
}

const NEW: Talk = {
  answeredAt: undefined,
  answer: "",
  isSameAnswer: false,
  inRow: 0,
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
    isEcho(person, text) {
      const { answer } = talks.get(person) ?? NEW;
      // Whoever quotes an answer says something behind it.
      return answer !== "" && text.trimEnd().endsWith(answer);
    },
    answered(person, answer) {
      const talk = talks.get(person) ?? NEW;
      talks.set(person, { ...talk, answeredAt: now(), answer, isSameAnswer: answer === talk.answer });
    },
  };
}

/** What a line makes of a talk in which it follows an answer. */
function followed(talk: Talk, answeredAt: number, line: string, isKnown: boolean, now: number): Talk {
  const isSame = line === talk.line;
  const passed = now - answeredAt;
  const isQuick = passed < TYPING && (isSame || !isKnown);
  const isStubborn = passed < SOON && isSame && talk.isSameAnswer;
  const inRow = isQuick || isStubborn ? talk.inRow + 1 : 0;
  const next = { ...talk, answeredAt: undefined, inRow, line };
  if (inRow < LOOP) return next;
  const times = now - talk.ignoredUntil < DAY ? talk.timesIgnored : 0;
  const ignoredUntil = now + IGNORED * 2 ** Math.min(times, MOST_DOUBLINGS);
  return { ...NEW, ignoredUntil, timesIgnored: times + 1 };
}
