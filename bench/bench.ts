/** `npm run bench`: how fast the bot converts, publishes and answers, how its time grows, what many issues take. See README.md. */

import { parseArgs } from "node:util";
import { apart } from "./apart.ts";
import { conversation } from "./conversation.ts";
import { following, growing } from "./following.ts";
import { growth } from "./growth.ts";
import { createIssue, readSources } from "./issues.ts";
import { limits } from "./limits.ts";
import { publishing } from "./publish.ts";
import { isMet, toJson, toTable, type Part } from "./report.ts";
import { speed } from "./speed.ts";

/** How many issues the speed is measured with, where no folder is given. */
const COUNT = 24;

type Parts = Iterable<Part> | AsyncIterable<Part>;

/** By name, in the order in which they are measured. */
const ALL: Readonly<Record<string, (folder: string | undefined) => Parts>> = {
  async *speed(folder) {
    const made = Array.from({ length: COUNT }, (_, index) => createIssue(index));
    yield speed(folder === undefined ? made : await readSources(folder));
  },
  growth,
  memory,
  publishing,
  following,
  growing,
  conversation,
  limits,
};
/** Takes half an hour, and is only measured when it is asked for. */
const LONG = "limits";

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean" }, strict: { type: "boolean" }, only: { type: "string" } },
  allowPositionals: true,
});
const names = values.only?.split(",") ?? Object.keys(ALL).filter((name) => name !== LONG);
const done: Part[] = [];
for (const name of names) {
  const measured = ALL[name];
  if (measured === undefined) throw new Error(`--only takes ${Object.keys(ALL).join(", ")}, not ${name}`);
  for await (const part of measured(positionals[0])) {
    done.push(part);
    if (values.json !== true) process.stdout.write(`${toTable([part])}\n`);
  }
}
if (values.json === true) process.stdout.write(`${toJson(done)}\n`);
const missed = done.some(({ goals }) => !goals.every(isMet));
process.exitCode = values.strict === true && missed ? 1 : 0;

async function* memory(): AsyncGenerator<Part> {
  yield* await apart("memory.ts");
}
