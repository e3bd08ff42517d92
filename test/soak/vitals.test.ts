/** What the probe's samples say. */

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { grown, lasting, probeFlags, readSamples, slope } from "./vitals.ts";

test("a slope is what grows in a minute, whatever the noise", () => {
  const noise = [3, -3, -3, 3];
  const points = Array.from({ length: 40 }, (_, index) => ({
    at: 1_000_000 + index * 30_000,
    value: 500 + index * 5 + (noise[index % 4] ?? 0),
  }));
  expect(slope(points)).toBeCloseTo(10, 1);
  expect(slope(points.slice(0, 1))).toBe(0);
});

test("what lasts is in every look", () => {
  expect(lasting([{ Timeout: 2, FSReqPromise: 3 }, { Timeout: 3 }])).toEqual({ Timeout: 2 });
});

test("what has grown is named with both counts", () => {
  expect(grown({ Timeout: 2, Pipe: 1 }, { Timeout: 3, TCPSocketWrap: 1 })).toEqual([
    "Timeout 2 → 3",
    "TCPSocketWrap 0 → 1",
  ]);
});

test("the probe counts what holds a process, its listeners, and errors that reach nobody", async () => {
  const folder = await mkdtemp(join(tmpdir(), "newsstand-probe-"));
  try {
    const file = join(folder, "samples");
    const program = `
      process.on("SIGUSR2", () => {});
      process.on("uncaughtException", () => {});
      const timer = setTimeout(() => {}, 60_000);
      Promise.reject(new Error("nobody hears"));
      setImmediate(() => { setImmediate(() => process.exit()); throw new Error("reaches nobody"); });`;
    await promisify(execFile)(process.execPath, [
      ...probeFlags(file, 60_000, "127.0.0.1:53"),
      "--eval",
      program,
    ]);
    const samples = await readSamples(file);
    expect(samples).toHaveLength(1);
    expect(samples[0]).toMatchObject({
      resources: { Timeout: 1 },
      listeners: { SIGUSR2: 1 },
      uncaught: 1,
      unhandled: 1,
    });
    expect(samples[0]?.heap).toBeGreaterThan(1_000_000);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
