/** Runs inside the bot's process (`node --import probe.ts?file=…&every=…&dns=…`) and writes down how that is, for `vitals.ts`. */

import { setServers } from "node:dns";
import { appendFileSync } from "node:fs";

const { searchParams } = new URL(import.meta.url);
const file = searchParams.get("file") ?? "";
const every = Number(searchParams.get("every"));
let [uncaught, unhandled] = [0, 0];

// Once the bot knows the servers that the machine has, it is given ours in their place.
setTimeout(() => setServers([searchParams.get("dns") ?? ""]), 200).unref();

process.on("uncaughtExceptionMonitor", () => (uncaught += 1));
process.on("unhandledRejection", () => (unhandled += 1));

/** What holds the process: sockets, servers, timers that are waited for. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function listeners(): Record<string, number> {
  return Object.fromEntries(
    process.eventNames().map((name) => [String(name), process.listenerCount(String(name))]),
  );
}

function write(): void {
  globalThis.gc?.();
  const sample = {
    at: Date.now(),
    heap: process.memoryUsage().heapUsed,
    resources: resources(),
    listeners: listeners(),
    uncaught,
    unhandled,
  };
  appendFileSync(file, `${JSON.stringify(sample)}\n`);
}

setInterval(write, every).unref();
process.on("exit", write);
