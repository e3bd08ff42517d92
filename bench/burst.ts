/** Five hundred questions from fifty people at once: what is answered, how often, and how soon. */

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { readSnapshot } from "../src/xeps/snapshot.ts";
import { median, quantile } from "./measure.ts";
import { type Occupant, openOccupant, type Said } from "./occupant.ts";
import type { Part } from "./report.ts";
import { BOT, CROWD, type Stage } from "./room.ts";

/** How many each of them asks. */
const EACH = 10;
/** When nothing was said for as long, all answers are there, in ms. */
const SILENCE = 10_000;

export interface BurstOptions {
  readonly rooms: readonly string[];
  /** How many answers all these rooms allow at once. */
  readonly least: number;
}

/** Everybody is in one of the rooms, and all ask at once, each question about another XEP. */
export async function burst(
  name: string,
  { login, memory }: Stage,
  { rooms, least }: BurstOptions,
): Promise<Part> {
  const before = await memory();
  const heard = listen();
  const crowd = await gather(login, rooms, heard.hear);
  const asked = await askAll(crowd);
  await heard.silence();
  const after = await memory();
  for (const { occupant } of crowd) occupant.close();
  const waits = [...heard.answers].map(([number, [first = NaN]]) => first - (asked.get(number) ?? NaN));
  const twice = [...heard.answers.values()].filter(({ length }) => length > 1).length;
  const figures = {
    answered: heard.answers.size,
    refusals: heard.refusals.length,
    "median, ms": median(waits),
    "p99, ms": quantile(waits, 0.99),
    "RSS before, MB": before.rss / 1e6,
    "after, MB": after.rss / 1e6,
    "at its peak, MB": after.peak / 1e6,
  };
  const where = rooms.length === 1 ? "one room" : `${rooms.length} rooms`;
  return {
    name: `${asked.size} questions at once, ${where}, ${name}`,
    rows: [{ name: `${crowd.length} people`, figures }],
    goals: [
      { name: "answered", value: heard.answers.size, at: "least", limit: least },
      { name: "answered twice", value: twice, at: "most", limit: 0 },
      { name: "refusals in a room", value: heard.refusals.length / rooms.length, at: "most", limit: 1 },
    ],
  };
}

/** What the bot says, with the moments of its answers by XEP. */
function listen() {
  const answers = new Map<number, readonly number[]>();
  const refusals: string[] = [];
  let last = performance.now();
  return {
    answers,
    refusals,
    hear: ({ nick, body }: Said): void => {
      if (nick !== BOT) return;
      last = performance.now();
      const number = answerOf(body);
      if (number === undefined) refusals.push(body);
      else answers.set(number, [...(answers.get(number) ?? []), last]);
    },
    async silence(): Promise<void> {
      for (last = performance.now(); performance.now() - last < SILENCE;) await pause(50);
    },
  };
}

interface Person {
  readonly occupant: Occupant;
  readonly room: string;
}

/** Everybody enters a room; one of each room listens. */
function gather(
  login: Stage["login"],
  rooms: readonly string[],
  hear: (said: Said) => void,
): Promise<readonly Person[]> {
  return Promise.all(
    CROWD.map(async (name, at) => {
      const occupant = await openOccupant(login(name), name, at < rooms.length ? hear : () => {});
      const room = rooms[at % rooms.length] ?? "";
      await occupant.enter(room);
      return { occupant, room };
    }),
  );
}

/** Gives when it was asked for each XEP. */
async function askAll(crowd: readonly Person[]): Promise<ReadonlyMap<number, number>> {
  const xeps = await readSnapshot();
  const asked = new Map<number, number>();
  for (let turn = 0; turn < EACH; turn += 1) {
    for (const [at, { occupant, room }] of crowd.entries()) {
      const number = xeps[turn * crowd.length + at]?.number ?? NaN;
      asked.set(number, performance.now());
      occupant.say(room, `${BOT}: xep ${number}`, randomUUID());
    }
  }
  return asked;
}

/** The XEP that an answer is about, below what it quotes. */
function answerOf(body: string): number | undefined {
  const line = body.split("\n").find((each) => !each.startsWith(">")) ?? "";
  const number = /^\*XEP-(\d{4}):/u.exec(line)?.[1];
  return number === undefined ? undefined : Number(number);
}
