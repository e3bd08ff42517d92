/** `npm run soak`: the bot among random faults against real servers, and a table of what it made of them. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import temporary from "../support/temporary.ts";
import { problems, type Report } from "./report.ts";
import { run, stepsOf } from "./run.ts";
import { describe } from "./schedule.ts";
import type { ServerName } from "./stage.ts";
import { toTable } from "./table.ts";

const USAGE = `Usage: npm run soak -- --minutes <number> [--seed <number>] [--server prosody|ejabberd|both] [--logs <folder>]
`;
const EXIT_USAGE = 64;
/** The session's longest back-off, and what comes after it. */
const PATIENCE = 330_000;

const SERVERS = ["prosody", "ejabberd"] as const;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
// Whatever ends this process, its folder and the programs in it go with it.
const leave = temporary();
process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`The soak failed. ${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
await leave?.();
process.exit();

async function main(): Promise<number> {
  const asked = read();
  if (asked === undefined) {
    process.stderr.write(USAGE);
    return EXIT_USAGE;
  }
  const { minutes, seed, servers, logs } = asked;
  const began = Date.now();
  const teller = (server: string) => (line: string) =>
    say(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${server.padEnd(8)}  ${line}`);
  say(`Seed ${seed}, ${minutes} minutes. What is to come, as far as there is time for it:`);
  for (const server of servers)
    for (const step of stepsOf({ server, seed, minutes })) say(`${server.padEnd(8)}  ${describe(step)}`);
  say("");
  const reports = await Promise.all(
    servers.map((server) => run({ server, seed, minutes, patience: PATIENCE, say: teller(server) })),
  );
  if (logs !== undefined) for (const report of reports) await keep(logs, report);
  say(`\nSeed ${seed}, ${minutes} minutes\n\n${toTable(reports)}`);
  return reports.every((report) => problems(report).length === 0) ? 0 : 1;
}

/** Writes what the bot logged, and how its process was each second. */
async function keep(folder: string, { server, log, samples }: Report): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${server}.log`), log);
  await writeFile(
    join(folder, `${server}.jsonl`),
    samples.map((each) => `${JSON.stringify(each)}\n`).join(""),
  );
}

interface Wanted {
  readonly minutes: number;
  readonly seed: number;
  readonly servers: readonly ServerName[];
  /** A folder to keep what the bots logged, and the samples of the probe. */
  readonly logs: string | undefined;
}

/** What the command line asks for; `undefined` when it is not understood. */
function read(): Wanted | undefined {
  try {
    const { values } = parseArgs({
      options: {
        minutes: { type: "string" },
        seed: { type: "string", default: "1" },
        server: { type: "string", default: "both" },
        logs: { type: "string" },
      },
    });
    const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
    const servers = SERVERS.filter((name) => values.server === name || values.server === "both");
    return minutes > 0 && Number.isInteger(seed) && servers.length > 0
      ? { minutes, seed, servers, logs: values.logs }
      : undefined;
  } catch {
    return undefined;
  }
}
