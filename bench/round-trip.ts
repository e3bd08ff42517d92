/** How long an answer in a room takes, beside that of a bare echo to the same person in the same room. */

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { median, quantile } from "./measure.ts";
import { type Occupant, openOccupant, type Said } from "./occupant.ts";
import type { Goal, Part, Row } from "./report.ts";
import type { Login } from "./raw.ts";
import { ASKER, BOT, ECHO, type Stage } from "./room.ts";

/** What is asked (every fiftieth item has that word), and the goals at the median and at p99, as multiples of the echo. */
const QUESTIONS = [
  { line: "xep 0313", median: 1.2, p99: 1.5 },
  { line: "search iustor", median: 1.5, p99: 2 },
] as const;
/** As often is each asked in each room, once these were asked to warm up; in between other rooms have their turn. */
const ROUNDS = 20;
const WARMING_UP = 3;
/** People do not ask the next question before they have read the answer, in ms: the bot takes those who do for programs. */
const READING = 2_000;
/** An answer that takes longer never comes, in ms. */
const DEADLINE = 10_000;

/** Who answers: the bot; an echo of the question; and one that says as much as the bot, which is as much work for the server. */
const ANSWERS = ["the bot", "an echo", "an echo as long"] as const;
type Answers = (typeof ANSWERS)[number];

type Times = ReadonlyMap<string, number[]>;
const keyOf = (line: string, from: Answers): string => `${line}: ${from}`;

export async function roundTrip(name: string, { login }: Stage, rooms: readonly string[]): Promise<Part> {
  const asker = await openAsker(login(ASKER));
  for (const room of rooms) await asker.occupant.enter(room);
  const keys = QUESTIONS.flatMap(({ line }) => ANSWERS.map((from) => keyOf(line, from)));
  const times: Times = new Map(keys.map((key) => [key, []]));
  for (let round = -WARMING_UP; round < ROUNDS; round += 1) {
    for (const { line } of QUESTIONS) {
      const begin = performance.now();
      for (const [at, room] of rooms.entries()) await takeTurns(asker, room, { line, at, times, round });
      await pause(Math.max(0, begin + READING - performance.now()));
    }
  }
  asker.occupant.close();
  const rows = [...times].map(([key, all]): Row => ({ name: key, figures: figuresOf(all) }));
  return { name: `Answers in a room, ${name}`, rows, goals: goals(times) };
}

interface Turn {
  readonly line: string;
  /** Which room it is, and which round; those before 0 do not count. */
  readonly at: number;
  readonly round: number;
  readonly times: Times;
}

/** Each of them is the first in every third room. */
async function takeTurns(asker: Asker, room: string, { line, at, round, times }: Turn): Promise<void> {
  for (const offset of ANSWERS.keys()) {
    const from = ANSWERS[(at + offset) % ANSWERS.length] ?? "the bot";
    const time = await asker.ask(room, from, line);
    if (round >= 0) times.get(keyOf(line, from))?.push(time);
  }
}

function goals(times: Times): readonly Goal[] {
  return QUESTIONS.flatMap(({ line, ...limits }) => {
    const own = figuresOf(times.get(keyOf(line, "the bot")));
    const echo = figuresOf(times.get(keyOf(line, "an echo")));
    return (["median", "p99"] as const).map((figure): Goal => {
      const value = own[`${figure}, ms`] / echo[`${figure}, ms`];
      return { name: `${line}, ${figure}, of the echo`, value, at: "most", limit: limits[figure] };
    });
  });
}

function figuresOf(times: readonly number[] = []) {
  return { "median, ms": median(times), "p99, ms": quantile(times, 0.99), "at most, ms": Math.max(...times) };
}

interface Asker {
  readonly occupant: Occupant;
  /** Asks; gives how long the answer took, in ms. */
  ask(room: string, from: Answers, line: string): Promise<number>;
}

async function openAsker(login: Login): Promise<Asker> {
  let answered: (said: Said) => void = () => {};
  const occupant = await openOccupant(login, ASKER, (said) => answered(said));
  /** How long the bot's answers are, by question. */
  const lengths = new Map<string, number>();
  return {
    occupant,
    ask(room, from, line) {
      const nick = from === "the bot" ? BOT : ECHO;
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const late = setTimeout(() => reject(new Error(`${from} did not answer ${line} in ${room}`)), DEADLINE);
      const begin = performance.now();
      answered = (said) => {
        if (said.room !== room || said.nick !== nick) return;
        clearTimeout(late);
        if (from === "the bot") lengths.set(line, said.body.length);
        resolve(performance.now() - begin);
      };
      const length = from === "an echo as long" ? `${lengths.get(line) ?? 0} ` : "";
      occupant.say(room, `${nick}: ${length}${line}`, randomUUID());
      return promise;
    },
  };
}
