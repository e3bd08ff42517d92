/** Which fault comes when: decided by the seed alone, so that a run can be repeated. */

import { between, type Random, seeded, shuffled, weighted } from "./random.ts";

export type Edit = "add" | "edit" | "remove";

export type Kind =
  | "link cut"
  | "several cuts"
  | "cut while publishing"
  | "cut while connecting"
  | "link frozen"
  | "attempts refused"
  | "name servers gone"
  | "certificate expired"
  | "link throttled"
  | "server killed"
  | "server restarted"
  | "server down"
  | "room destroyed"
  | "kicked out"
  | "nickname taken"
  | "hostile traffic";

/** A calm time, and the fault after it. All times are seconds. */
export interface Step {
  readonly number: number;
  readonly kind: Kind;
  readonly calm: number;
  /** How long the fault lasts, where that is not given by what happens. */
  readonly lasts: number;
  /** How often it happens: cuts in a row, new issues at once. */
  readonly times: number;
  /** After how many bytes a connection is cut. */
  readonly bytes: number;
  /** Which of the rooms it is about, and what else there is to choose: from 0 to 1. */
  readonly choice: number;
  /** What an author does meanwhile. */
  readonly edits: readonly Edit[];
  /** How long calm, fault and recovery are expected to take, given the pauses that grew by the faults before. */
  readonly needs: number;
}

interface Recipe {
  /** How often it comes, compared to the others. */
  readonly weight: number;
  readonly lasts?: readonly [number, number];
  readonly times?: readonly [number, number];
  readonly bytes?: readonly [number, number];
  /** How many connections it costs: each makes the pause before the next attempt longer. */
  readonly losses: number;
  /** What it takes to recover besides that pause. */
  readonly settles: number;
}

const RECIPES: Readonly<Record<Kind, Recipe>> = {
  "link cut": { weight: 4, losses: 1, settles: 5 },
  "several cuts": { weight: 3, lasts: [2, 12], times: [3, 5], losses: 3, settles: 5 },
  "cut while publishing": { weight: 4, times: [3, 6], bytes: [500, 25_000], losses: 1, settles: 8 },
  "cut while connecting": { weight: 3, bytes: [1, 8_000], losses: 2, settles: 5 },
  "link frozen": { weight: 3, lasts: [5, 120], losses: 2, settles: 20 },
  "attempts refused": { weight: 2, lasts: [10, 40], times: [2, 3], losses: 3, settles: 5 },
  "name servers gone": { weight: 2, lasts: [5, 40], losses: 3, settles: 15 },
  // An operator has to act: the bot looks again after five minutes.
  "certificate expired": { weight: 1, losses: 3, settles: 315 },
  "link throttled": { weight: 2, lasts: [8, 30], losses: 0, settles: 5 },
  "server killed": { weight: 2, losses: 2, settles: 10 },
  "server restarted": { weight: 2, losses: 2, settles: 10 },
  "server down": { weight: 1, lasts: [10, 60], losses: 5, settles: 10 },
  "room destroyed": { weight: 1, lasts: [1, 5], losses: 0, settles: 15 },
  "kicked out": { weight: 1, losses: 0, settles: 12 },
  "nickname taken": { weight: 1, lasts: [8, 15], losses: 0, settles: 12 },
  "hostile traffic": { weight: 2, times: [30, 60], losses: 0, settles: 3 },
};

const NONE = [0, 0] as const;
const isKind = (name: string): name is Kind => name in RECIPES;

/** In the order of the table. */
export const KINDS: readonly Kind[] = Object.keys(RECIPES).filter(isKind);

/** Each kind as often as it weighs: dealt to the last before they are shuffled again, so that none is forgotten. */
const CARDS = KINDS.flatMap((kind) => Array.from({ length: RECIPES[kind].weight }, () => kind));

/** What an author does during a fault: mostly nothing. */
const EDITS: readonly { readonly edits: readonly Edit[]; readonly weight: number }[] = [
  { edits: [], weight: 4 },
  { edits: ["add"], weight: 3 },
  { edits: ["edit"], weight: 3 },
  { edits: ["remove"], weight: 1 },
  { edits: ["add", "edit"], weight: 2 },
  { edits: ["edit", "remove"], weight: 1 },
];

/** The session's own times: its pauses double from one second on, and start anew after a stable minute. */
const STABLE = 60;
const LONGEST_PAUSE = 300;
/** No fault takes more than this share of a run: a short run has only quick ones. */
const SHARE = 0.25;
/** What is expected is more than it takes, mostly: the run plays on while there is time. */
const PLENTY = 1.5;
/** After so many choices in a row that do not fit into what is left of the time, nothing will. */
const TRIES = 2 * CARDS.length;

/** The steps of a run of so many minutes, and some more. */
export function schedule(seed: number, minutes: number): readonly Step[] {
  const random = seeded(seed);
  const deal = shuffled(CARDS, random);
  const total = minutes * 60;
  const steps: Step[] = [];
  let [time, losses, stable, tries] = [0, 0, 0, 0];
  while (tries < TRIES) {
    const calm = calmTime(total, losses, random);
    const kind = deal();
    const before = stable + calm > STABLE ? 0 : losses;
    const step = toStep({ number: steps.length + 1, kind, calm, losses: before }, random);
    const fits = step.needs - calm <= total * SHARE && time + step.needs <= total * PLENTY;
    tries = fits ? 0 : tries + 1;
    if (!fits) continue;
    steps.push(step);
    time += step.needs;
    losses = before + RECIPES[kind].losses;
    stable = RECIPES[kind].losses > 0 ? 0 : stable + step.needs;
  }
  return steps;
}

function toStep(
  { number, kind, calm, losses }: Pick<Step, "number" | "kind" | "calm"> & { readonly losses: number },
  random: Random,
): Step {
  const { lasts = NONE, times = NONE, bytes = NONE, losses: more, settles } = RECIPES[kind];
  const whole = (range: readonly [number, number]): number => Math.round(between(range, random));
  const last = whole(lasts);
  const pause = more === 0 ? 0 : Math.min(LONGEST_PAUSE, 2 ** (losses + more - 1));
  return {
    number,
    kind,
    calm,
    lasts: last,
    times: whole(times),
    bytes: whole(bytes),
    choice: random(),
    edits: weighted(EDITS, random).edits,
    needs: calm + last + settles + pause,
  };
}

/** Mostly some seconds; the longer the pauses have grown, the likelier a calm minute that lets them start anew. */
function calmTime(total: number, losses: number, random: Random): number {
  if (total * SHARE <= STABLE) return Math.round(between([1, 4], random));
  const isLong = random() < losses * 0.12;
  return Math.round(between(isLong ? [STABLE + 5, STABLE + 25] : [3, 20], random));
}

/** A step as a line: what is needed to understand what happens next. */
export function describe({ number, kind, calm, lasts, times, bytes, edits }: Step): string {
  const facts = [
    ...(lasts > 0 ? [`${lasts} s`] : []),
    ...(times > 0 ? [`${times} times`] : []),
    ...(bytes > 0 ? [`at byte ${bytes}`] : []),
    ...edits.map((edit) => `${edit} an issue`),
  ];
  return `${number}. after ${calm} s: ${[kind, ...facts].join(", ")}`;
}
