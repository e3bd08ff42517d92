/** The window in bytes, on servers that are simulated: what they read in a second, how far away they are, and a clock of their own. */

import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createWindow } from "../../src/publish/pace.ts";

/** Tasks that end when told to. */
function tasks(size: number) {
  const window = createWindow({ least: size, most: size });
  const started: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const start = (name: string, bytes: number) => {
    const end = Promise.withResolvers<void>();
    ends.set(name, end);
    return window.run(bytes, () => {
      started.push(name);
      return end.promise;
    });
  };
  return { start, started, end: (name: string) => ends.get(name) };
}

test("tasks start in order as long as they fit", async () => {
  const { start, started, end } = tasks(100);
  const all = [start("a", 60), start("b", 40), start("c", 10)];
  await setImmediate();
  expect(started).toEqual(["a", "b"]);
  end("b")?.resolve();
  await all[1];
  await setImmediate();
  expect(started).toEqual(["a", "b", "c"]);
  end("a")?.resolve();
  end("c")?.resolve();
  await Promise.all(all);
});

test("what is larger than the window goes alone", async () => {
  const { start, started, end } = tasks(100);
  const all = [start("large", 500), start("small", 1)];
  await setImmediate();
  expect(started).toEqual(["large"]);
  end("large")?.resolve();
  await all[0];
  await setImmediate();
  expect(started).toEqual(["large", "small"]);
  end("small")?.resolve();
  await Promise.all(all);
});

test.each([
  ["fails", () => Promise.reject(new Error("no"))],
  [
    "cannot even be started",
    () => {
      throw new Error("no");
    },
  ],
])("a task that %s makes room all the same, and says nothing of the server", async (_, task) => {
  const window = createWindow({ least: 1, most: 1 });
  const failing = window.run(1, task);
  const next = window.run(1, () => Promise.resolve("done"));
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("done");
  const silent = createWindow();
  await expect(silent.run(1, task)).rejects.toThrow("no");
  expect(silent.rate()).toBeUndefined();
});

/** What a server is like: bytes a second, of which it takes some at once (as both packaged ones do), and ms to it and back. */
interface Kind {
  readonly rate: number;
  readonly burst?: number;
  readonly trip?: number;
}

/** Sends so many tasks of a size, one after the other as there is room, to a server that works in order. */
async function send(kinds: readonly Kind[], { count, bytes }: { count: number; bytes: number }) {
  let now = 0;
  let kind = kinds[0] ?? { rate: Infinity };
  let free = 0;
  let saved = kind.burst ?? 0;
  let inFlight = 0;
  let answered = 0;
  /** The most that was on its way, in bytes, in each quarter of the tasks. */
  const most = [0, 0, 0, 0];
  let lastQuarter = 0;
  const answers: { readonly at: number; readonly end: () => void }[] = [];
  const window = createWindow({ clock: () => now });

  const ask = (): Promise<void> => {
    const { rate, burst = 0, trip = 1 } = kind;
    const arrival = Math.max(free, now + trip / 2);
    saved = Math.min(burst, saved + ((arrival - free) / 1_000) * rate);
    free = arrival + (Math.max(0, bytes - saved) / rate) * 1_000 + 0.5;
    saved = Math.max(0, saved - bytes);
    inFlight += bytes;
    const quarter = Math.floor((answered / count) * 4);
    most[quarter] = Math.max(most[quarter] ?? 0, inFlight);
    return new Promise((end) => answers.push({ at: free + trip / 2, end }));
  };
  const feed = async (): Promise<void> => {
    for (let sent = 0; sent < count; sent += 1) {
      const started = Promise.withResolvers<void>();
      void window.run(bytes, () => {
        started.resolve();
        return ask();
      });
      await started.promise;
    }
  };

  const feeding = feed();
  while (answered < count) {
    await setImmediate();
    const next = answers.shift();
    if (next === undefined) continue;
    now = next.at;
    if (answered < count * 0.75) lastQuarter = now;
    inFlight -= bytes;
    answered += 1;
    kind = kinds[Math.floor((answered / count) * kinds.length)] ?? kind;
    next.end();
  }
  await feeding;
  const lately = (count * 0.25 * bytes * 1_000) / (now - lastQuarter);
  return { perSecond: (count * bytes * 1_000) / now, lately, most, window };
}

const SIZES = [1_000, 16_000, 50_000];

describe.each([
  ["Prosody's packaged limit", { rate: 10_000, burst: 20_000 }],
  ["Prosody's packaged limit, far away", { rate: 10_000, burst: 20_000, trip: 150 }],
  ["ejabberd's packaged limit", { rate: 3_000, burst: 20_000 }],
])("%s", (_, kind) => {
  test.each(SIZES)(
    "is used in full by items of %i bytes, and nobody waits long behind them",
    async (bytes) => {
      const { perSecond, most, window } = await send([kind], { count: 40, bytes });
      expect(perSecond).toBeGreaterThan(kind.rate * 0.97);
      expect(Math.abs((window.rate() ?? 0) / kind.rate - 1)).toBeLessThan(0.1);
      // One item at least; what the server took at once may make it believe in more for a moment.
      const allowed = Math.max(bytes, 3 * kind.rate);
      expect(Math.max(...most.slice(1))).toBeLessThanOrEqual(allowed + 2_000);
      expect(most[0]).toBeLessThanOrEqual(allowed + 10_000);
    },
  );
});

describe.each([
  ["1 MB a second", { rate: 1e6, burst: 20_000, trip: 1 }],
  ["1 MB a second, far away", { rate: 1e6, burst: 20_000, trip: 150 }],
  ["what is not limited", { rate: 1e9, trip: 1 }],
  ["what is not limited, far away", { rate: 1e9, trip: 150 }],
])("%s", (_, kind) => {
  test.each(SIZES)("is used in full by items of %i bytes, once it is known", async (bytes) => {
    const { lately, most } = await send([kind], { count: 4_000, bytes });
    // The server spends half a ms on every item, and no more than 2 MB are on their way.
    const possible = bytes / (bytes / kind.rate + 0.0005);
    const held = 2e6 / (kind.trip / 1_000 + 0.0005);
    expect(lately).toBeGreaterThan(Math.min(possible, held) * 0.95);
    expect(Math.max(...most)).toBeLessThanOrEqual(2e6);
  });
});

test("a server that becomes slow is soon sent no more than it reads in some seconds", async () => {
  const { most } = await send([{ rate: 1e6 }, { rate: 10_000 }], { count: 400, bytes: 16_000 });
  expect(most[1]).toBeGreaterThan(45_000);
  expect(most[3]).toBeLessThanOrEqual(32_000);
});

test("a server that becomes fast is soon used in full", async () => {
  const { window, most } = await send([{ rate: 10_000 }, { rate: 1e6 }], { count: 400, bytes: 16_000 });
  expect(most[1]).toBeLessThanOrEqual(32_000);
  expect(most[3]).toBeGreaterThan(45_000);
  expect(window.rate()).toBeGreaterThan(900_000);
});

test("a way that becomes longer is learned, and used in full again", async () => {
  const kinds = [{ rate: 1e6 }, { rate: 1e6, trip: 300 }];
  const { most } = await send(kinds, { count: 4_000, bytes: 16_000 });
  expect(most[1]).toBeLessThan(100_000);
  expect(most[3]).toBeGreaterThan(290_000);
});

test("a connection that is away for a minute, and is resumed, is used as before", async () => {
  let now = 0;
  const window = createWindow({ clock: () => now });
  const items = async (count: number, ms: number): Promise<void> => {
    for (let item = 0; item < count; item += 1) {
      const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const both = [window.run(1_000, () => one.promise), window.run(1_000, () => other.promise)];
      now += ms;
      one.resolve();
      other.resolve();
      await Promise.all(both);
    }
  };
  await items(50, 2);
  const before = window.rate() ?? 0;
  await items(1, 60_000);
  expect(window.rate()).toBeLessThan(before / 10);
  await items(50, 2);
  expect(window.rate()).toBeGreaterThan(before * 0.9);
});

test("who has little to say is not taken for a slow server, nor given more room", async () => {
  let now = 0;
  const window = createWindow({ clock: () => now });
  for (let item = 0; item < 20; item += 1) {
    const answer = Promise.withResolvers<void>();
    const run = window.run(1_000, () => answer.promise);
    now += 1;
    answer.resolve();
    await run;
    now += 10_000;
  }
  expect(window.rate()).toBeCloseTo(1_000_000, -3);
  expect(window.size()).toBe(4_000);
});
