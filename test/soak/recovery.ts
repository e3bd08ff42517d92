/** Questions all the time, and the three signs of a bot that is well: ready, the node as it should be, an answer in each room. */

import { setTimeout as pause } from "node:timers/promises";
import type { Stage } from "./stage.ts";
import { until } from "./wait.ts";

export interface Asking {
  /** The bot has recovered: every question must be answered now, until a fault begins. */
  calm(): void;
  /** A fault begins. */
  disturb(): void;
  /** Asks nothing more, and waits for the answers to what was asked. */
  end(): Promise<void>;
}

/** Between two questions in a room, in ms: an occupant may ask one every 3 s for ever (`src/limits.ts`). */
const ASK_EVERY = 4_000;
/** Who gets no answer stops asking: the bot finds all of it when it comes back, and answers 20 in one go (as above). */
const MOST_IN_VAIN = 8;
const ANSWERED = 15_000;

export function startAsking({ asker, questions, rooms }: Stage): Asking {
  const ending = new AbortController();
  let isCalm = false;
  const asking = (async () => {
    while (!ending.signal.aborted) {
      for (const room of rooms) if (questions.inVain(room) < MOST_IN_VAIN) asker.ask(room, isCalm);
      await pause(ASK_EVERY);
    }
  })();
  return {
    calm: () => void (isCalm = true),
    disturb() {
      isCalm = false;
      questions.disturb();
    },
    async end() {
      ending.abort();
      await asking;
      await until(() => questions.open() === 0, ANSWERED);
    },
  };
}

/** Waits for all three signs. `since` is when the fault was over (ms): only what was asked later shows anything. */
export async function recovers(stage: Stage, since: number, deadline: number): Promise<boolean> {
  const { asker, questions, rooms, pulse } = stage;
  let asked = 0;
  const isWell = async (): Promise<boolean> => {
    if (!pulse.isReady() || !(await isPublished(stage))) return false;
    const silent = rooms.filter((room) => !questions.isAnswered(room, since));
    if (silent.length > 0 && Date.now() - asked > ASK_EVERY) {
      for (const room of silent) asker.ask(room, false);
      asked = Date.now();
    }
    return silent.length === 0;
  };
  const isOver = await until(async () => stage.hasEnded() || (await isWell()), deadline);
  return isOver && !stage.hasEnded();
}

async function isPublished({ asker, shelf }: Stage): Promise<boolean> {
  const wanted = shelf.desired();
  const held = await asker.published().catch(() => undefined);
  return held?.size === wanted.size && [...wanted].every(([id, title]) => held.get(id) === title);
}
