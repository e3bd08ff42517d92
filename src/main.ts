#!/usr/bin/env node
/** Starts what the command line asks for, and ends the process with its status and, if need be, a sentence. */

import { keepHeapSmall } from "./heap.ts";

/** A container is killed some seconds after it was asked to stop: better to go by oneself. */
const LONGEST_GOODBYE = 4_500;
const EXIT_USAGE = 64;

/** A bot that was stopped is all right; a task that was stopped is not done. */
const TASKS = ["render", "check", "plan", "publish", "retract", "repair", "comments"];
const isTask = process.argv.slice(2).some((word) => TASKS.includes(word));

keepHeapSmall();
// The bot reads its content again, when it has come so far; a task ends as programs do.
if (!isTask) process.on("SIGHUP", () => {});

const stopping = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    stopping.abort();
    setTimeout(() => process.exit(isTask ? 1 : 0), LONGEST_GOODBYE).unref();
  });
}

// Loading the rest takes longer than anything here, and process 1 of a container does not get a signal that it has no
// listener for: so the listeners come first.
const { main, usageFor } = await import("./cli.ts");
const { openTerminal } = await import("./cli/terminal.ts");
const { ConfigError } = await import("./config.ts");
const { EXIT_CONFIG } = await import("./run.ts");

// Who reads what is printed may stop to: `render … | head`.
if (isTask) process.stdout.on("error", () => process.exit(1));

process.exitCode = await main(process.argv.slice(2), openTerminal(process, stopping.signal)).catch(failed);
// Whatever still holds the loop (the timers of a connection that was given up) has nothing more to say.
setImmediate(() => process.exit());

function failed(error: unknown): number {
  const usage = usageFor(error);
  process.stderr.write(usage ?? `newsstand: ${error instanceof Error ? error.message : String(error)}\n`);
  if (usage !== undefined) return EXIT_USAGE;
  return error instanceof ConfigError ? EXIT_CONFIG : 1;
}
