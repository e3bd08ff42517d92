/** One run against one server: the schedule's faults, each until the bot has recovered. */

import { setTimeout as pause } from "node:timers/promises";
import { play } from "./faults.ts";
import { type Asking, recovers, startAsking } from "./recovery.ts";
import type { Outcome, Report } from "./report.ts";
import { describe, schedule } from "./schedule.ts";
import { type ServerName, setStage, type Stage } from "./stage.ts";
import { readSamples, type Sample } from "./vitals.ts";

export interface RunOptions {
  readonly server: ServerName;
  readonly seed: number;
  readonly minutes: number;
  /** How long the bot may take to recover from a fault, in ms. */
  readonly patience: number;
  readonly say: (line: string) => void;
}

const START = 60_000;
const GOODBYE = 8_000;

/** Sets the stage, plays, and takes everything away again. */
export async function run(options: RunOptions): Promise<Report> {
  const { say } = options;
  const began = Date.now();
  await using stage = await setStage(options.server);
  const { bot, questions, deliveries, pulse, shelf, asker } = stage;
  const asking = startAsking(stage);
  if (!(await recovers(stage, Date.now(), START)))
    throw new Error(`The bot did not get going. ${pulse.missing()} Its log:\n${bot.log()}`);
  asking.calm();
  const first = await rest(stage);
  const outcomes = await playAll(stage, asking, began, options);
  await asking.end();
  const last = await rest(stage);
  const wanted = shelf.desired();
  const held = await asker.published().catch(() => new Map<string, string>());
  const health = pulse.tally();
  const goodbye = await stop(stage);
  say(`stopped with ${goodbye.status} within ${goodbye.seconds.toFixed(1)} s`);
  return {
    server: stage.server.name,
    minutes: (Date.now() - began) / 60_000,
    outcomes,
    questions: questions.tally(),
    deliveries: deliveries.tally(),
    wanted: wanted.size,
    missing: [...wanted].filter(([id, title]) => held.get(id) !== title).map(([id]) => id),
    surplus: [...held.keys()].filter((id) => !wanted.has(id)),
    health,
    first,
    last,
    samples: await readSamples(stage.probe),
    log: bot.log(),
    goodbye,
  };
}

/** The steps of a run, in order: servers have different ones. */
export function stepsOf({ server, seed, minutes }: Pick<RunOptions, "server" | "seed" | "minutes">) {
  return schedule(server === "prosody" ? seed : -seed, minutes);
}

/** Plays the steps for which there is time: one that took longer than expected takes it from the last ones. */
async function playAll(
  stage: Stage,
  asking: Asking,
  start: number,
  options: RunOptions,
): Promise<readonly Outcome[]> {
  const { minutes, patience, say } = options;
  const { bot, pulse, questions } = stage;
  const outcomes: Outcome[] = [];
  for (const step of stepsOf(options)) {
    const left = start + minutes * 60_000 - Date.now();
    if (stage.hasEnded() || step.needs * 1000 > left) continue;
    await pause(step.calm * 1000);
    say(describe(step));
    const mark = bot.mark();
    asking.disturb();
    const began = Date.now();
    const problem = await play(stage, step).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    const over = Date.now();
    const recovered = await recovers(stage, over, patience);
    const seconds = (Date.now() - over) / 1000;
    const trouble = problem ?? (recovered ? undefined : `not recovered: ${pulse.missing()}`);
    const { asked, answered } = questions.since(began);
    const result = trouble ?? `recovered after ${seconds.toFixed(1)} s`;
    say(`   ${result}; ${answered} of ${asked} questions were answered`);
    const log = trouble === undefined ? "" : bot.log().slice(mark);
    outcomes.push({ step, recovered, seconds, problem, log });
    if (recovered) asking.calm();
  }
  return outcomes;
}

/** The bot's process while nothing happens: several looks, so that what is only passing is not taken for what stays. */
async function rest({ probe }: Stage): Promise<readonly Sample[]> {
  const [looks, between] = [4, 1_000];
  await pause(looks * between);
  return (await readSamples(probe)).slice(-looks);
}

async function stop({ bot }: Stage): Promise<Report["goodbye"]> {
  const asked = Date.now();
  bot.signal("SIGTERM");
  const status = await Promise.race([bot.ended(), pause(GOODBYE).then(() => "still running")]);
  return { status, seconds: (Date.now() - asked) / 1000 };
}
